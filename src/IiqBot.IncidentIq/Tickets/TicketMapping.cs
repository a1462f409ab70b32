using IiqBot.IncidentIq.Content;
using IiqBot.IncidentIq.Lookups;
using IiqBot.IncidentIq.Wire;
using Microsoft.Extensions.Options;

namespace IiqBot.IncidentIq.Tickets;

/// <summary>Maps wire tickets to <see cref="Ticket"/>.</summary>
internal sealed class TicketMapping(SiteDirectory site, IOptions<IncidentIqOptions> options)
{
    /// <summary>Returns the reader for the site's dates.</summary>
    public async Task<SiteDates> DatesAsync(CancellationToken cancellationToken) =>
        new((await site.GetAsync(cancellationToken)).TimeZone, options.Value.DatesAreUtc);

    /// <summary>Maps a ticket.</summary>
    /// <param name="wire">The ticket from the answer.</param>
    /// <param name="askedFor">The ticket's id, for answers that may omit it (docs/reference/incident-iq.md, "Missing members").</param>
    /// <param name="dates">Reads the site's dates.</param>
    /// <returns>Null if the ticket has no id.</returns>
    public Ticket? Map(WireTicket wire, Guid? askedFor, SiteDates dates)
    {
        if ((wire.TicketId ?? askedFor) is not { } id)
            return null;
        var step = (
            wire.WorkflowStep is { } s ? s with { WorkflowStepId = s.WorkflowStepId ?? wire.WorkflowStepId, IsDeleted = null } : null
        )?.ToStep();
        return new Ticket
        {
            Id = id,
            Number = wire.TicketNumber?.Trim() ?? "",
            ProductId = wire.ProductId,
            Subject = wire.Subject?.ReplaceLineEndings(" ").Trim() ?? "",
            Description = HtmlText.ToPlain(wire.IssueDescription),
            Step =
                step
                ?? (wire.WorkflowStepId is { } stepId ? new(stepId, "", wire.IsClosed is true) { WorkflowId = wire.WorkflowId } : null),
            WorkflowId = wire.WorkflowId ?? step?.WorkflowId,
            IsClosed = wire.IsClosed is true || step?.IsClosed is true,
            IsDeleted = wire.IsDeleted is true,
            IsPastDue = wire.IsPastDue is true,
            IsUrgent = wire.IsUrgent is true,
            IsSensitive = wire.HasSensitiveInformation is true,
            PriorityScore = wire.Priority,
            Owner = Person(wire.OwnerId, wire.Owner),
            Requester = Person(wire.ForId, wire.For),
            Assignee = Person(wire.AssignedToUserId, wire.AssignedToUser),
            Team = (wire.AssignedToTeamId ?? wire.AssignedToTeam?.TeamId) is { } team
                ? new(team, wire.AssignedToTeam?.TeamName ?? "")
                : null,
            FollowerIds = [.. (wire.TicketFollowerUserIds ?? []).OfType<Guid>()],
            Issue = (wire.IssueId ?? wire.Issue?.IssueId) is { } issue
                ? new(issue, wire.Issue?.Name ?? "", wire.Issue?.IssueCategoryId, wire.Issue?.IssueCategoryName)
                : null,
            AssetTags = [.. (wire.Assets ?? []).Select(asset => asset?.AssetTag?.Trim()).OfType<string>()],
            LocationId = wire.LocationId ?? wire.Location?.LocationId,
            LocationName = wire.Location?.Name,
            RoomId = wire.LocationRoomId ?? wire.LocationRoom?.LocationRoomId,
            RoomName = wire.LocationRoom?.Name,
            LocationDetails = wire.LocationDetails,
            Created = dates.Read(wire.CreatedDate),
            Modified = dates.Read(wire.ModifiedDate),
            Due = dates.Read(wire.DueDate),
            Closed = dates.Read(wire.ClosedDate),
            CloseReasonId = wire.CloseReasonTypeId,
            Link = new Uri(options.Value.BaseUrl!, $"/agent/tickets/{id}"),
        };
    }

    /// <summary>Maps the ticket in an answer.</summary>
    /// <exception cref="IncidentIqException">The answer has no ticket, or one of an unknown shape.</exception>
    public async Task<Ticket> MapAsync(Envelope envelope, Guid? askedFor, CancellationToken cancellationToken)
    {
        var dates = await DatesAsync(cancellationToken);
        var wire = envelope.One(WireJson.Default.WireTicket);
        var isTicket = wire is not null && ((wire.TicketId ?? envelope.Uid) is not null || wire.TicketNumber is not null);
        return (isTicket ? Map(wire!, askedFor ?? envelope.Uid, dates) : null)
            ?? throw new IncidentIqException(IncidentIqFailure.NotUnderstood, $"{envelope.Route}: an answer without a ticket.")
            {
                OutcomeUnknown = envelope.Route?.IsWrite is true,
            };
    }

    /// <summary>
    /// The id next to the person decides: an unassigned ticket may have a blank person (docs/reference/incident-iq-tickets.md,
    /// "People on a ticket").
    /// </summary>
    private static TicketPerson? Person(Guid? id, WireUser? user) =>
        (id ?? user?.UserId) is { } known
            ? new(known, user?.DisplayName() ?? "", string.IsNullOrWhiteSpace(user?.Email) ? null : user.Email)
            : null;
}
