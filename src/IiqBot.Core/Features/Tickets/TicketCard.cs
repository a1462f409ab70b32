using Humanizer;
using IiqBot.Core.Model;
using IiqBot.IncidentIq.Lookups;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Tickets;

/// <summary>
/// Draws a ticket. In shared conversations it shows the minimum: number, category, location, status and assignee. A subject, a
/// description or a requester may name a student (docs/architecture.md, "Who may do what").
/// </summary>
public sealed class TicketCard(ILookups lookups, TimeProvider time)
{
    /// <summary>How much of a description the card shows, in characters; the history shows all of it.</summary>
    internal const int DescriptionLength = 700;

    /// <summary>Draws a ticket for the asker's rights and the conversation it is shown in.</summary>
    /// <param name="turn">The request.</param>
    /// <param name="opened">The ticket and the asker's rights.</param>
    /// <param name="cancellationToken">Cancels the look-ups.</param>
    /// <param name="notices">What just happened; shown first.</param>
    public async Task<Card> DrawAsync(
        Turn turn,
        OpenedTicket opened,
        CancellationToken cancellationToken,
        params CardElement.Notice[] notices
    )
    {
        var ticket = opened.Ticket;
        var rights = turn.IsOneToOne ? opened.Rights : TicketRights.Anybodys(ticket);
        var priority = PriorityOf(ticket, await lookups.PrioritiesAsync(cancellationToken));
        var next = rights.CanWork && ticket.Step is { } step ? await lookups.NextStepsAsync(step.Id, cancellationToken) : [];
        var badges = TicketBadges.Of(ticket, priority, time.GetUtcNow());
        var title = turn.IsOneToOne ? TitleOf(ticket) : MinimumTitleOf(ticket);
        List<CardElement> body = [.. notices, new CardElement.Badges(badges), new CardElement.Facts([.. FactsOf(turn, ticket)])];
        if (turn.IsOneToOne && ticket.Description.Length > 0)
            body.Add(
                new CardElement.Paragraph(
                    ticket.Description.Length <= DescriptionLength
                        ? ticket.Description
                        : $"{ticket.Description.Truncate(DescriptionLength, "…")} {Texts.DescriptionGoesOn}"
                )
            );
        return new Card
        {
            Title = title,
            Subtitle = turn.IsOneToOne
                ? ticket.Issue is { } issue
                    ? FullName(issue)
                    : null
                : null,
            Summary = string.Join(
                " ",
                notices.Select(notice => notice.Text).Append($"{title}: {string.Join(", ", badges.Select(b => b.Text))}.")
            ),
            Body = body,
            Actions = TicketActions.For(turn, new(ticket, rights), next),
            Ticket = new(ticket.Id, TicketArguments.VersionOf(ticket)) { State = TicketArguments.StateOf(ticket) },
        };
    }

    /// <summary>Number and subject, for people who may see the subject.</summary>
    public static string TitleOf(Ticket ticket) =>
        ticket.Subject.Length > 0 ? $"#{ticket.Number} {ticket.Subject}" : MinimumTitleOf(ticket);

    /// <summary>Number and issue category, for everybody.</summary>
    public static string MinimumTitleOf(Ticket ticket) =>
        ticket.Issue?.CategoryName is { Length: > 0 } category ? $"#{ticket.Number} {category}" : $"#{ticket.Number}";

    /// <summary>Returns the band that a ticket's score is in.</summary>
    public static PriorityLevel? PriorityOf(Ticket ticket, IReadOnlyList<PriorityLevel> levels) =>
        levels.FirstOrDefault(level => ticket.PriorityScore >= level.MinScore && ticket.PriorityScore <= level.MaxScore);

    /// <summary>
    /// Returns school and room; null if the ticket has neither. Includes a place in words only for people who may see it.
    /// </summary>
    public static string? PlaceOf(Ticket ticket, bool withWords)
    {
        var parts = new[] { ticket.LocationName, ticket.RoomName ?? (withWords ? ticket.LocationDetails : null) }.Where(part =>
            !string.IsNullOrWhiteSpace(part)
        );
        var place = string.Join(" · ", parts);
        return place.Length > 0 ? place : null;
    }

    private static string FullName(TicketIssue issue) =>
        issue.CategoryName is { Length: > 0 } category ? $"{category} › {issue.Name}" : issue.Name;

    private IEnumerable<Fact> FactsOf(Turn turn, Ticket ticket)
    {
        if (!turn.IsOneToOne && ticket.Issue?.CategoryName is { Length: > 0 } category)
            yield return new(Texts.FactCategory, category);
        if (PlaceOf(ticket, turn.IsOneToOne) is { } place)
            yield return new(Texts.FactLocation, place);
        if (turn.IsOneToOne && ticket.Requester is { Name.Length: > 0 } requester)
            yield return new(Texts.FactRequester, requester.Name);
        if (turn.IsOneToOne && ticket.Owner is { Name.Length: > 0 } owner && owner.Id != ticket.Requester?.Id)
            yield return new(Texts.FactOwner, owner.Name);
        yield return new(Texts.FactAssignee, AssigneeOf(turn, ticket));
        if (ticket.Created is { } created)
            yield return new(Texts.FactCreated, When(created));
        if (ticket.Due is { } due)
            yield return new(Texts.FactDue, When(due));
        if (ticket.Closed is { } closed && ticket.IsClosed)
            yield return new(Texts.FactClosed, When(closed));
    }

    private static string AssigneeOf(Turn turn, Ticket ticket) =>
        (ticket.Assignee, ticket.Team) switch
        {
            ({ } user, _) when turn.IsOneToOne && user.Id == turn.Caller?.Id => Texts.AssigneeYou.With(user.Name),
            ({ Name.Length: > 0 } user, { Name.Length: > 0 } team) => $"{user.Name} ({team.Name})",
            ({ Name.Length: > 0 } user, _) => user.Name,
            (_, { Name.Length: > 0 } team) => team.Name,
            _ => Texts.AssigneeNobody,
        };

    private string When(DateTimeOffset at) => TicketTimes.Describe(at, time.GetUtcNow());
}
