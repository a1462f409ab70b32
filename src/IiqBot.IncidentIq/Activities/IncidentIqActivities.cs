using System.Net;
using IiqBot.IncidentIq.Content;
using IiqBot.IncidentIq.Http;
using IiqBot.IncidentIq.Tickets;
using IiqBot.IncidentIq.Wire;

namespace IiqBot.IncidentIq.Activities;

/// <summary>Activities over HTTP.</summary>
internal sealed class IncidentIqActivities(IncidentIqHttp http, TicketMapping mapping) : IActivities
{
    /// <summary>The largest page known to work (docs/reference/incident-iq.md, "Paging").</summary>
    private const int WholeTimeline = 500;

    /// <summary>
    /// Sorts the answer again, because a route silently ignores a sort that it does not know (docs/reference/incident-iq.md,
    /// "Sorting").
    /// </summary>
    public async Task<IReadOnlyList<TicketActivity>> TimelineAsync(Guid ticketId, CancellationToken cancellationToken)
    {
        var dates = await mapping.DatesAsync(cancellationToken);
        var envelope = await http.SendAsync(Call.To(Routes.Timeline, ticketId).Page(0, WholeTimeline), cancellationToken);
        var rows = envelope.Many(WireJson.Default.WireActivity);
        return [.. rows.Select(a => a.ToActivity(dates)).OfType<TicketActivity>().OrderByDescending(a => a.At)];
    }

    public Task AddCommentAsync(Guid ticketId, NewComment comment, CancellationToken cancellationToken)
    {
        var author = WebUtility.HtmlEncode(comment.AuthorName.Trim());
        var body = new WireNewActivity
        {
            TicketActivityId = comment.Id,
            TicketId = ticketId,
            OwnerId = comment.AuthorId,
            IsPublic = comment.IsPublic,
            ActivityItems =
            [
                new()
                {
                    ByUserId = comment.AuthorId,
                    Comments = $"<p><strong>{author}</strong><br>{HtmlText.FromPlain(comment.Text)}</p>",
                    IsPublic = comment.IsPublic,
                },
            ],
        };
        return http.SendAsync(Call.To(Routes.AddActivity, ticketId).With(body, WireJson.Default.WireNewActivity), cancellationToken);
    }
}
