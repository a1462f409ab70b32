using IiqBot.Core.Durability;
using IiqBot.Core.Features.Tickets;
using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;
using IiqBot.IncidentIq.Lookups;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Changes;

/// <summary>A technician gives a ticket another priority, out of the site's bands.</summary>
public sealed class PrioritizeTicket(TicketDesk desk, ITickets tickets, ILookups lookups) : IFormHandler
{
    /// <summary>The argument that holds a band, by name or id.</summary>
    public const string Level = "level";

    /// <inheritdoc />
    public static Route Route { get; } = new(Verbs.PrioritizeTicket, Access.Agent)
    {
        Aliases = ["priority", "set priority", "prioritize"],
        Line = new(new LinePart.Filler("ticket"), new LinePart.Ticket(TicketArguments.Ticket), new LinePart.Filler("to"), new LinePart.Rest(Level)),
        Usage = () => new(Texts.UsagePriority, Texts.MeaningPriority),
        Button = () => Texts.ActionPriority,
        Writes = true,
        AsksFor = Level,
    };

    /// <inheritdoc />
    public async Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var (opened, instead) = await desk.OpenToChangeAsync(turn, cancellationToken);
        if (opened is null) return instead!;
        var ticket = opened.Ticket;
        if (!opened.Rights.CanWork) return await desk.NotAllowedAsync(turn, opened, Texts.RefusedNotAgent, cancellationToken);
        if (ticket.IsClosed) return await desk.NotAllowedAsync(turn, opened, Texts.TicketIsClosed, cancellationToken);
        var levels = await lookups.PrioritiesAsync(cancellationToken);
        if (turn.Arguments[Level] is not { } typed) return new BotResponse.OpenForm(FormOf(turn, ticket, levels));
        if (Choices(levels).Find(turn.Arguments, Level) is not { } meant)
        {
            if (UrgencyIn(typed) is { } isUrgent) return await SetUrgentAsync(turn, opened, isUrgent, cancellationToken);
            var why = Texts.SearchNameUnclear.With(typed, string.Join(", ", levels.Select(level => level.Name)));
            return new BotResponse.FormErrors(FormOf(turn, ticket, levels) with { Errors = new Dictionary<string, string> { [Level] = why } });
        }

        var done = new Change(who => Texts.PrioritySet.With(who, meant.Name)) { Reading = Reading.Of(typed, meant.Name), Before = TicketBefore.PriorityOf(ticket) };
        if (TicketCard.PriorityOf(ticket, levels) == meant)
            return await desk.AlreadySoAsync(turn, opened, Texts.PriorityAlready.With(meant.Name), done, cancellationToken);
        if (await desk.StopOvertakenAsync(turn, opened, cancellationToken) is { } overtaken) return overtaken;
        await tickets.SetPriorityAsync(ticket.Id, meant, cancellationToken);
        return await desk.ShowChangedAsync(turn, opened, done, cancellationToken);
    }

    // The form for a ticket asks whether it is urgent; where no band is called so, these words mean that.
    private static bool? UrgencyIn(string typed) => typed.Trim().TrimEnd('.', '!').ToLowerInvariant() switch
    {
        "urgent" or "urgente" => true,
        "normal" or "not urgent" => false,
        _ => null,
    };

    private async Task<BotResponse> SetUrgentAsync(Turn turn, OpenedTicket opened, bool isUrgent, CancellationToken cancellationToken)
    {
        var done = new Change(who => (isUrgent ? Texts.MarkedUrgent : Texts.MarkedNormal).With(who));
        if (opened.Ticket.IsUrgent == isUrgent)
            return await desk.AlreadySoAsync(turn, opened, isUrgent ? Texts.UrgentAlready : Texts.NormalAlready, done, cancellationToken);
        if (await desk.StopOvertakenAsync(turn, opened, cancellationToken) is { } overtaken) return overtaken;
        await tickets.UpdateAsync(opened.Ticket.Id, new TicketChanges { IsUrgent = isUrgent }, cancellationToken);
        return await desk.ShowChangedAsync(turn, opened, done, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<Form> FormAsync(Turn turn, CancellationToken cancellationToken) => FormOf(turn, null, await lookups.PrioritiesAsync(cancellationToken));

    /// <inheritdoc />
    public IReadOnlyDictionary<string, string> Validate(Arguments answers) => FormRules.Check(answers).Required(Level).Errors;

    private static NamedChoice<PriorityLevel> Choices(IReadOnlyList<PriorityLevel> levels) => new(levels, level => level.Id, level => level.Name);

    private static Form FormOf(Turn turn, Ticket? ticket, IReadOnlyList<PriorityLevel> levels) => new()
    {
        Verb = Verbs.PrioritizeTicket,
        Title = Texts.FormPriorityTitle,
        Submit = Texts.FormPriorityTitle,
        InstanceId = Form.InstanceOf(turn.Arguments),
        Hidden = ticket is null ? FormState.TicketOf(turn.Arguments) : TicketArguments.For(ticket),
        Back = FormState.BackTo(ticket is null ? turn.Arguments : TicketArguments.For(ticket)),
        Introduction = ticket is null ? null : TicketCard.MinimumTitleOf(ticket),
        Fields =
        [
            new Field.Choice(Level, Texts.FieldPriority, [.. levels.Select(Choices(levels).ToOption)])
            {
                IsRequired = true, IsExpanded = levels.Count <= 5, Value = Choices(levels).Find(turn.Arguments, Level) is { } chosen ? Choices(levels).ToOption(chosen).Value : null,
            },
        ],
    };
}
