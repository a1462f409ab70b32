using IiqBot.Core.Durability;
using IiqBot.Core.Features.Tickets;
using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;
using IiqBot.IncidentIq.Lookups;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Changes;

/// <summary>Changes a ticket's priority to another of the site's bands. For technicians.</summary>
public sealed class PrioritizeTicket(ChangeRunner changes, ITickets tickets, ILookups lookups) : IFormHandler
{
    /// <summary>The argument that holds a band, by name or id.</summary>
    public const string Level = "level";

    /// <inheritdoc />
    public static Route Route { get; } =
        new(Verbs.PrioritizeTicket, Access.Agent)
        {
            Aliases = ["priority", "set priority", "prioritize"],
            Line = new(
                new LinePart.Filler("ticket"),
                new LinePart.Ticket(TicketArguments.Ticket),
                new LinePart.Filler("to"),
                new LinePart.Rest(Level)
            ),
            Usage = () => new(Texts.UsagePriority, Texts.MeaningPriority),
            Button = () => Texts.ActionPriority,
            Writes = true,
            AsksFor = Level,
        };

    /// <inheritdoc />
    public Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken) =>
        changes.RunAsync(turn, ChangeRules.Work, (opened, token) => PlanAsync(turn, opened.Ticket, token), cancellationToken);

    private async Task<ChangePlan> PlanAsync(Turn turn, Ticket ticket, CancellationToken cancellationToken)
    {
        var levels = await lookups.PrioritiesAsync(cancellationToken);
        if (turn.Arguments[Level] is not { } typed)
            return new ChangePlan.Ask(new BotResponse.OpenForm(FormOf(turn, ticket, levels)));
        if (Choices(levels).Find(turn.Arguments, Level) is not { } meant)
            return UrgencyIn(typed) is { } isUrgent
                ? SetUrgent(ticket, isUrgent)
                : new ChangePlan.Ask(AskAgain(turn, ticket, levels, typed));
        var done = new Change(who => Texts.PrioritySet.With(who, meant.Name))
        {
            Reading = Reading.Of(typed, meant.Name),
            Before = TicketBefore.PriorityOf(ticket),
        };
        return ChangePlan.Do.Always(done, token => tickets.SetPriorityAsync(ticket.Id, meant, token)) with
        {
            IsAlreadySo = TicketCard.PriorityOf(ticket, levels) == meant,
            AlreadySo = Texts.PriorityAlready.With(meant.Name),
        };
    }

    // The form for a ticket also asks whether it is urgent. If no band has such a name, these words answer that question.
    private static bool? UrgencyIn(string typed) =>
        typed.Trim().TrimEnd('.', '!').ToLowerInvariant() switch
        {
            "urgent" or "urgente" => true,
            "normal" or "not urgent" => false,
            _ => null,
        };

    private ChangePlan.Do SetUrgent(Ticket ticket, bool isUrgent) =>
        ChangePlan.Do.Always(
            new Change(who => (isUrgent ? Texts.MarkedUrgent : Texts.MarkedNormal).With(who)),
            token => tickets.UpdateAsync(ticket.Id, new TicketChanges { IsUrgent = isUrgent }, token)
        ) with
        {
            IsAlreadySo = ticket.IsUrgent == isUrgent,
            AlreadySo = isUrgent ? Texts.UrgentAlready : Texts.NormalAlready,
        };

    /// <inheritdoc />
    public async Task<Form> FormAsync(Turn turn, CancellationToken cancellationToken) =>
        FormOf(turn, null, await lookups.PrioritiesAsync(cancellationToken));

    /// <inheritdoc />
    public IReadOnlyDictionary<string, string> Validate(Arguments answers) => FormRules.Check(answers).Required(Level).Errors;

    private static NamedChoice<PriorityLevel> Choices(IReadOnlyList<PriorityLevel> levels) =>
        new(levels, level => level.Id, level => level.Name);

    private static BotResponse.FormErrors AskAgain(Turn turn, Ticket ticket, IReadOnlyList<PriorityLevel> levels, string typed)
    {
        var why = Texts.SearchNameUnclear.With(typed, string.Join(", ", levels.Select(level => level.Name)));
        return new(FormOf(turn, ticket, levels) with { Errors = new Dictionary<string, string> { [Level] = why } });
    }

    private static Form FormOf(Turn turn, Ticket? ticket, IReadOnlyList<PriorityLevel> levels) =>
        TicketForm.Of(
            turn,
            ticket,
            Verbs.PrioritizeTicket,
            Texts.FormPriorityTitle,
            Texts.FormPriorityTitle,
            new Field.Choice(Level, Texts.FieldPriority, [.. levels.Select(Choices(levels).ToOption)])
            {
                IsRequired = true,
                IsExpanded = levels.Count <= 5,
                Value = Choices(levels).Find(turn.Arguments, Level) is { } chosen ? Choices(levels).ToOption(chosen).Value : null,
            }
        );
}
