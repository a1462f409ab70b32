using IiqBot.Core.Durability;
using IiqBot.Core.Features.Tickets;
using IiqBot.Core.Model;
using IiqBot.Core.Parsing.Dates;
using IiqBot.IncidentIq.Lookups;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Changes;

/// <summary>Sets or removes the due date of a ticket, which <see cref="DateWords"/> reads. For technicians.</summary>
public sealed class ScheduleTicket(ChangeRunner changes, ITickets tickets, ILookups lookups, TimeProvider time) : IFormHandler
{
    /// <summary>The argument that holds the day, or <c>never</c>.</summary>
    public const string When = "when";

    // The day that the form showed.
    private const string Was = "was";

    // A date further away is probably a typing error.
    private const int MostYears = 2;

    // A due date without a time means the end of the school day.
    private static readonly TimeOnly EndOfSchool = new(16, 0);

    private static readonly string[] Never = ["never", "none", "no date", "nunca"];

    /// <inheritdoc />
    public static Route Route { get; } =
        new(Verbs.ScheduleTicket, Access.Agent)
        {
            Aliases = ["due", "set due date"],
            Line = new(
                new LinePart.Filler("ticket"),
                new LinePart.Ticket(TicketArguments.Ticket),
                new LinePart.Filler("to"),
                new LinePart.Rest(When) { Kind = RestKind.Day }
            ),
            Usage = () => new(Texts.UsageDue, Texts.MeaningDue),
            Button = () => Texts.ActionDue,
            Writes = true,
            AsksFor = When,
        };

    /// <inheritdoc />
    public Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken) =>
        changes.RunAsync(turn, ChangeRules.Work, (opened, token) => PlanAsync(turn, opened.Ticket, token), cancellationToken);

    private async Task<ChangePlan> PlanAsync(Turn turn, Ticket ticket, CancellationToken cancellationToken)
    {
        if (Asked(turn) is not { } typed)
            return new ChangePlan.Ask(new BotResponse.OpenForm(FormOf(turn, ticket, await TodayAsync(turn, cancellationToken))));
        if (Never.Contains(typed, StringComparer.OrdinalIgnoreCase))
            return Set(turn, ticket, null, who => Texts.DueRemoved.With(who));

        var zone = (await lookups.SiteAsync(cancellationToken)).TimeZone;
        var now = TimeZoneInfo.ConvertTime(turn.ReceivedAt ?? time.GetUtcNow(), zone).DateTime;
        var today = DateOnly.FromDateTime(now);
        if (DateWords.Read(typed, today, Leaning.Ahead) is not { } read)
            return AskAgain(turn, ticket, today, Texts.DueDateUnknown.With(typed, DateTexts.Example(today)));
        var end = read.To.ToDateTime(read.At ?? EndOfSchool);
        if (read.At is null && end <= now)
            end = read.To.ToDateTime(TimeWords.EndOfDay);
        var day = read.At is null ? DateTexts.Long(read.To) : DateTexts.Long(end);
        if (end < now)
            return AskAgain(turn, ticket, today, Texts.DueInThePast.With(day));
        if (read.To > today.AddYears(MostYears))
            return AskAgain(turn, ticket, today, Texts.DueFarAway.With(day, MostYears));
        var mended = read.Corrected is { } words ? " " + Texts.ReadAs.With(typed, words) : "";
        return Set(turn, ticket, new DateTimeOffset(end, zone.GetUtcOffset(end)), who => Texts.DueSet.With(who, day) + mended);
    }

    // Safe to repeat: setting the same date again changes nothing.
    private ChangePlan.Do Set(Turn turn, Ticket ticket, DateTimeOffset? due, Func<string, string> say) =>
        ChangePlan.Do.Always(
            new Change(say) { Before = TicketBefore.DueOf(ticket) },
            token => tickets.SetDueAsync(ticket.Id, due, token)
        ) with
        {
            IsAlreadySo = turn.IsRetry && ticket.Due == due,
        };

    /// <inheritdoc />
    public async Task<Form> FormAsync(Turn turn, CancellationToken cancellationToken) =>
        FormOf(turn, null, await TodayAsync(turn, cancellationToken));

    /// <inheritdoc />
    public IReadOnlyDictionary<string, string> Validate(Arguments answers) =>
        answers[Was] is null ? FormRules.Check(answers).Required(When).Errors : FormRules.Check(answers).Errors;

    // A person who clears the date in a form that showed one removes the due date.
    private static string? Asked(Turn turn) =>
        turn.Arguments[When] ?? (turn.IsSubmission && turn.Arguments[Was] is not null ? Never[0] : null);

    private async Task<DateOnly> TodayAsync(Turn turn, CancellationToken cancellationToken) =>
        DateOnly.FromDateTime(
            TimeZoneInfo.ConvertTime(turn.ReceivedAt ?? time.GetUtcNow(), (await lookups.SiteAsync(cancellationToken)).TimeZone).DateTime
        );

    private static ChangePlan.Ask AskAgain(Turn turn, Ticket ticket, DateOnly today, string why) =>
        new(new BotResponse.FormErrors(FormOf(turn, ticket, today) with { Errors = new Dictionary<string, string> { [When] = why } }));

    private static Form FormOf(Turn turn, Ticket? ticket, DateOnly today)
    {
        var was =
            ticket is null ? turn.Arguments[Was]
            : ticket.Due is { } due ? Field.Date.Written(DateOnly.FromDateTime(due.DateTime))
            : null;
        var form = TicketForm.Of(
            turn,
            ticket,
            Verbs.ScheduleTicket,
            Texts.FormDueTitle,
            Texts.FormDueTitle,
            new Field.Date(When, Texts.FieldDue)
            {
                IsRequired = was is null,
                Earliest = today,
                Latest = today.AddYears(MostYears),
                Hint =
                    was is not null ? Texts.FieldDueKnownHint
                    : ticket is null ? null
                    : Texts.FieldDueHint.With(ticket.Number),
                Value =
                    DateWords.Read(turn.Arguments[When] ?? was ?? "", today, Leaning.Ahead) is { } read && read.To >= today
                        ? read.To
                        : null,
            }
        );
        return form with { Hidden = form.Hidden.With(Was, was) };
    }
}
