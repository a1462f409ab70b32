using System.Globalization;
using IiqBot.Core.Dispatch;
using IiqBot.Core.Features.Searches;
using IiqBot.Core.Forms;
using IiqBot.Core.Identity;
using IiqBot.Core.Parsing;
using IiqBot.Core.Requests;
using IiqBot.IncidentIq.Lookups;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Tickets;

/// <summary>A technician says when a ticket is due, as <see cref="DateWords"/> reads it, or that it is due at no time.</summary>
public sealed class ScheduleTicket(TicketDesk desk, ITickets tickets, ILookups lookups, TimeProvider time) : IFormHandler
{
    /// <summary>The verb.</summary>
    public const string Verb = "ticket.schedule";

    /// <summary>The argument that holds the day, or <c>never</c>.</summary>
    public const string When = "when";

    private const string Never = "never";

    // What is due on a day is due when school is over.
    private static readonly TimeOnly EndOfDay = new(16, 0);

    /// <inheritdoc />
    public static Route Route { get; } = new(Verb, Access.Agent)
    {
        Aliases = ["due", "set due date"],
        Line = new(new LinePart.Filler("ticket"), new LinePart.Ticket(TicketArguments.Ticket), new LinePart.Filler("to"), new LinePart.Rest(When) { Kind = RestKind.Day }),
        Usage = () => new(Texts.UsageDue, Texts.MeaningDue),
        Button = () => Texts.ActionDue,
        Writes = true,
        AsksFor = When,
    };

    /// <inheritdoc />
    public async Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var (opened, instead) = await desk.OpenToChangeAsync(turn, cancellationToken);
        if (opened is null) return instead!;
        var ticket = opened.Ticket;
        if (!opened.Rights.CanWork) return await desk.NotAllowedAsync(turn, opened, Texts.RefusedNotAgent, cancellationToken);
        if (ticket.IsClosed) return await desk.NotAllowedAsync(turn, opened, Texts.TicketIsClosed, cancellationToken);
        if (turn.Arguments[When] is not { } typed) return new BotResponse.OpenForm(FormOf(turn, ticket));
        if (typed.Equals(Never, StringComparison.OrdinalIgnoreCase))
            return await SetAsync(turn, opened, null, new(who => Texts.DueRemoved.With(who)) { Before = TicketBefore.DueOf(ticket) }, cancellationToken);

        var zone = (await lookups.SiteAsync(cancellationToken)).TimeZone;
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(turn.ReceivedAt ?? time.GetUtcNow(), zone).DateTime);
        if (DateWords.Read(typed, today) is not (_, var day)) return AskAgain(turn, ticket, Texts.SearchDateUnknown.With(typed));
        if (day < today) return AskAgain(turn, ticket, Texts.DueInThePast);
        var end = day.ToDateTime(EndOfDay);
        var done = new Change(who => Texts.DueSet.With(who, day.ToString("D", CultureInfo.CurrentCulture))) { Before = TicketBefore.DueOf(ticket) };
        return await SetAsync(turn, opened, new DateTimeOffset(end, zone.GetUtcOffset(end)), done, cancellationToken);
    }

    private async Task<BotResponse> SetAsync(Turn turn, OpenedTicket opened, DateTimeOffset? due, Change done, CancellationToken cancellationToken)
    {
        if (!turn.IsRetry || opened.Ticket.Due != due)
        {
            if (await desk.StopOvertakenAsync(turn, opened, cancellationToken) is { } overtaken) return overtaken;
            await tickets.SetDueAsync(opened.Ticket.Id, due, cancellationToken);
        }

        return await desk.ShowChangedAsync(turn, opened, done, cancellationToken);
    }

    /// <inheritdoc />
    public Task<Form> FormAsync(Turn turn, CancellationToken cancellationToken) => Task.FromResult(FormOf(turn, null));

    /// <inheritdoc />
    public IReadOnlyDictionary<string, string> Validate(Arguments answers) => FormRules.Check(answers).Required(When).Errors;

    private static BotResponse.FormErrors AskAgain(Turn turn, Ticket ticket, string why) =>
        new(FormOf(turn, ticket) with { Errors = new Dictionary<string, string> { [When] = why } });

    private static Form FormOf(Turn turn, Ticket? ticket) => new()
    {
        Verb = Verb,
        Title = Texts.FormDueTitle,
        Submit = Texts.FormDueTitle,
        InstanceId = Form.InstanceOf(turn.Arguments),
        Hidden = ticket is null ? FormState.TicketOf(turn.Arguments) : TicketArguments.For(ticket),
        Back = FormState.BackTo(ticket is null ? turn.Arguments : TicketArguments.For(ticket)),
        Introduction = ticket is null ? null : TicketCard.MinimumTitleOf(ticket),
        Fields = [new Field.Text(When, Texts.FieldDue) { IsRequired = true, MaxLength = 40, Hint = Texts.FieldDueHint, Value = turn.Arguments[When] }],
    };
}
