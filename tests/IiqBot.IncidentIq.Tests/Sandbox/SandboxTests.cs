using IiqBot.IncidentIq.Activities;
using IiqBot.IncidentIq.Lookups;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.IncidentIq.Tests.Sandbox;

public sealed class SandboxTests(SandboxFixture site) : IClassFixture<SandboxFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_ticket_is_filed_shown_and_found_by_its_number()
    {
        var filed = await site.FileAsync("Projector - Display > No picture in 204", Cancel);
        await site.Tickets.SetOwnerAndRequesterAsync(filed.Id, site.Requester.Id, site.Requester.Id, Cancel);

        using var tally = CallTally.Start();
        var shown = await site.Tickets.GetAsync(filed.Id, Cancel);
        Assert.Equal(1, tally.Count);
        Assert.Equal("Projector - Display > No picture in 204", shown.Subject);
        Assert.Equal("It hums, 1 < 2.\nNo picture.", shown.Description);
        Assert.Equal((site.Requester.Id, site.Requester.Id), (shown.Requester!.Id, shown.Owner!.Id));
        Assert.Equal(IncidentIqOptions.TicketingProductId, shown.ProductId);
        Assert.False(shown.IsClosed);
        Assert.NotNull(shown.Step);

        var found = await site.Tickets.FindByNumberAsync($" {filed.Number.ToLowerInvariant()}", Cancel);
        Assert.Equal(filed.Id, found!.Id);
        Assert.Equal(2, tally.Count);
        Assert.Null(await site.Tickets.FindByNumberAsync("no-such-number", Cancel));
    }

    [Fact]
    public async Task A_ticket_can_be_taken_unassigned_and_taken_twice()
    {
        var ticket = await site.FileAsync("to take", Cancel);
        await site.Tickets.AssignAsync(ticket.Id, site.Technician.Id, null, Cancel);
        await site.Tickets.AssignAsync(ticket.Id, site.Technician.Id, null, Cancel);
        Assert.Equal(site.Technician.Id, (await site.Tickets.GetAsync(ticket.Id, Cancel)).Assignee!.Id);

        var team = (await site.Lookups.TeamsAsync(Cancel))[0];
        await site.Tickets.AssignAsync(ticket.Id, null, team.Id, Cancel);
        await site.Tickets.UnassignUserAsync(ticket.Id, Cancel);
        var after = await site.Tickets.GetAsync(ticket.Id, Cancel);
        Assert.Null(after.Assignee);
        Assert.Equal(team.Id, after.Team!.Id);
    }

    [Fact]
    public async Task A_ticket_moves_through_its_workflow_to_closed_and_back()
    {
        var ticket = await site.FileAsync("to resolve", Cancel);
        var next = (await site.Lookups.NextStepsAsync(ticket.Step!.Id, Cancel)).First(s => !s.IsClosed);
        await site.Tickets.SetStatusAsync(ticket.Id, next.Id, Cancel);
        Assert.Equal(next.Id, (await site.Tickets.GetAsync(ticket.Id, Cancel)).Step!.Id);

        var reason = (await site.Lookups.CloseReasonsAsync(Cancel)).First(r => !r.IsCancel);
        await site.Tickets.CloseAsync(ticket.Id, reason.Id, Cancel);
        var closed = await site.Tickets.GetAsync(ticket.Id, Cancel);
        Assert.True(closed.IsClosed);
        Assert.Equal(reason.Id, closed.CloseReasonId);
        Assert.NotNull(closed.Closed);

        var reopening = (await site.Lookups.NextStepsAsync(closed.Step!.Id, Cancel)).First(s => !s.IsClosed);
        await site.Tickets.SetStatusAsync(ticket.Id, reopening.Id, Cancel);
        Assert.False((await site.Tickets.GetAsync(ticket.Id, Cancel)).IsClosed);
        Assert.Contains(await site.Activities.TimelineAsync(ticket.Id, Cancel), a => a.Kind is ActivityKind.StatusChange);
    }

    [Fact]
    public async Task A_ticket_is_cancelled()
    {
        var ticket = await site.FileAsync("to cancel", Cancel);
        var reason = (await site.Lookups.CloseReasonsAsync(Cancel)).First(r => r.IsCancel);
        await site.Tickets.CancelAsync(ticket.Id, reason.Id, Cancel);
        Assert.True((await site.Tickets.GetAsync(ticket.Id, Cancel)).IsClosed);
    }

    [Fact]
    public async Task Only_changed_members_change()
    {
        var ticket = await site.FileAsync("before", Cancel);
        await site.Tickets.UpdateAsync(ticket.Id, new() { Subject = "after", IsUrgent = true }, Cancel);
        var after = await site.Tickets.GetAsync(ticket.Id, Cancel);
        Assert.Equal(("after", true, "It hums, 1 < 2.\nNo picture."), (after.Subject, after.IsUrgent, after.Description));
        Assert.Equal(site.Requester.Id, after.Requester!.Id);
    }

    [Fact]
    public async Task A_comment_sent_twice_is_there_once_and_a_note_is_private()
    {
        var ticket = await site.FileAsync("to comment", Cancel);
        var comment = new NewComment
        {
            Id = Guid.NewGuid(),
            AuthorId = site.Technician.Id,
            AuthorName = site.Technician.Name,
            Text = "On my way <soon>\n& careful",
            IsPublic = true,
        };
        await site.Activities.AddCommentAsync(ticket.Id, comment, Cancel);
        await site.Activities.AddCommentAsync(ticket.Id, comment, Cancel);
        await site.Activities.AddCommentAsync(ticket.Id, comment with { Id = Guid.NewGuid(), Text = "lamp?", IsPublic = false }, Cancel);

        var comments = (await site.Activities.TimelineAsync(ticket.Id, Cancel)).Where(a => a.Kind is ActivityKind.Comment).ToList();
        Assert.Equal(2, comments.Count);
        var first = Assert.Single(comments, c => c.Id == comment.Id);
        Assert.Equal(($"{site.Technician.Name}\nOn my way <soon>\n& careful", true), (first.Text, first.IsPublic));
        Assert.False(Assert.Single(comments, c => c.Id != comment.Id).IsPublic);
    }

    [Fact]
    public async Task Open_tickets_are_paged_newest_first_without_duplicates()
    {
        await site.Lookups.SiteAsync(Cancel);
        using var tally = CallTally.Start();
        var query = new TicketQuery
        {
            Filters = [TicketFilter.State(closed: false)],
            PageSize = 25,
            Sort = TicketSort.Created,
        };
        var first = await site.Tickets.QueryAsync(query, Cancel);
        Assert.Equal(1, tally.Count);
        var second = await site.Tickets.QueryAsync(query with { PageIndex = 1 }, Cancel);

        Assert.Equal((25, 25), (first.Items.Count, second.Items.Count));
        Assert.True(first.TotalRows > 50);
        Assert.All(first.Items.Concat(second.Items), t => Assert.False(t.IsClosed));
        Assert.Empty(first.Items.Select(t => t.Id).Intersect(second.Items.Select(t => t.Id)));
        var created = first.Items.Concat(second.Items).Select(t => t.Created!.Value).ToList();
        Assert.Equal(created.OrderDescending(), created);
    }

    [Fact]
    public async Task Every_filter_is_honoured_by_the_server_too()
    {
        var all = (await site.Tickets.QueryAsync(new() { PageSize = 100 }, Cancel)).TotalRows;
        var sample = (
            await site.Tickets.QueryAsync(
                new() { Filters = [TicketFilter.Unassigned(yes: false), TicketFilter.State(closed: false)], PageSize = 100 },
                Cancel
            )
        ).Items.First(t => t is { Assignee: not null, Team: not null, Created: not null, Due: not null });
        var level = (await site.Lookups.PrioritiesAsync(Cancel)).First(p =>
            sample.PriorityScore >= p.MinScore && sample.PriorityScore <= p.MaxScore
        );
        var day = DateOnly.FromDateTime(sample.Created!.Value.DateTime);
        TicketFilter[] filters =
        [
            TicketFilter.State(closed: false),
            TicketFilter.Requester(sample.Requester!.Id),
            TicketFilter.SubmittedBy(sample.Owner!.Id),
            TicketFilter.AssignedTo(sample.Assignee!.Id),
            TicketFilter.AssignedToTeam(sample.Team!.Id),
            TicketFilter.AtStep(sample.Step!.Id),
            TicketFilter.OfPriority(level),
            TicketFilter.Numbered(sample.Number),
            TicketFilter.CreatedBetween(day, day),
            TicketFilter.Unassigned(yes: false),
            TicketFilter.AtLocation(sample.LocationId!.Value),
            TicketFilter.DueBetween(DateOnly.FromDateTime(sample.Due!.Value.DateTime), DateOnly.FromDateTime(sample.Due!.Value.DateTime)),
            TicketFilter.PastDue(sample.IsPastDue),
        ];
        foreach (var filter in filters)
        {
            var page = await site.Tickets.QueryAsync(new() { Filters = [filter], PageSize = 100 }, Cancel);
            Assert.True(page.Outside.Count == 0 && page.Items.Count > 0 && page.TotalRows < all, filter.Facet);
        }

        var together = await site.Tickets.QueryAsync(new() { Filters = filters }, Cancel);
        Assert.Equal([sample.Id], together.Items.Select(t => t.Id));
    }

    [Fact]
    public async Task Words_that_a_row_does_not_show_are_accepted_after_one_check()
    {
        // The server also finds a ticket by the tag of its device, which the row does not contain.
        var open = await site.Tickets.QueryAsync(new() { Filters = [TicketFilter.State(closed: false)], PageSize = 50 }, Cancel);
        TicketAsset? device = null;
        foreach (var row in open.Items)
            device ??= (await site.Tickets.GetAssetsAsync(row.Id, Cancel)).FirstOrDefault(a => a.Tag is not null);
        var filed = await site.FileAsync("to find by its device", Cancel);
        await site.Assets.LinkAsync(filed.Id, device!.AssetId!.Value, Cancel);

        var query = new TicketQuery { Filters = [TicketFilter.Keyword(device.Tag!)], PageSize = 100 };
        var found = await site.Tickets.QueryAsync(query, Cancel);
        Assert.Contains(found.Items, t => t.Id == filed.Id);
        Assert.Equal((0, found.TotalRows), (found.Outside.Count, found.Items.Count));

        using var tally = CallTally.Start();
        await site.Tickets.QueryAsync(query, Cancel);
        Assert.Equal(1, tally.Count);
    }

    [Fact]
    public async Task Lists_are_long_complete_and_in_order()
    {
        var locations = await site.Lookups.LocationsAsync(Cancel);
        Assert.True(locations.Count >= 120);
        var rooms = new List<int>();
        foreach (var location in locations.Take(130))
            rooms.Add((await site.Lookups.RoomsAsync(location.Id, Cancel)).Count);
        Assert.True(rooms.Max() >= 150);
        Assert.True((await site.Lookups.IssuesAsync(Cancel)).Count > 100);
        Assert.True((await site.Lookups.TeamsAsync(Cancel)).Count >= 8);
        var agents = await site.Lookups.AgentsAsync(Cancel);
        Assert.True(agents.Count >= 40);
        Assert.All(agents, a => Assert.True(a.Role is UserRole.Agent or UserRole.Administrator));
        Assert.Equal(4, (await site.Lookups.PrioritiesAsync(Cancel)).Count);
        Assert.Contains(await site.Lookups.StepsAsync(Cancel), s => s.IsClosed);
        Assert.Equal("America/New_York", (await site.Lookups.SiteAsync(Cancel)).TimeZone.Id);
    }

    [Fact]
    public async Task Priority_and_due_date_can_be_set()
    {
        var ticket = await site.FileAsync("to plan", Cancel);
        foreach (var level in await site.Lookups.PrioritiesAsync(Cancel))
        {
            await site.Tickets.SetPriorityAsync(ticket.Id, level, Cancel);
            Assert.InRange((await site.Tickets.GetAsync(ticket.Id, Cancel)).PriorityScore!.Value, level.MinScore, level.MaxScore);
        }

        var due = new DateTimeOffset(2030, 6, 3, 16, 0, 0, TimeSpan.FromHours(-4));
        await site.Tickets.SetDueAsync(ticket.Id, due, Cancel);
        Assert.Equal(due, (await site.Tickets.GetAsync(ticket.Id, Cancel)).Due);
        await site.Tickets.SetDueAsync(ticket.Id, null, Cancel);
        Assert.Null((await site.Tickets.GetAsync(ticket.Id, Cancel)).Due);
    }

    [Fact]
    public async Task A_device_is_found_by_its_tag_and_linked_once()
    {
        var open = await site.Tickets.QueryAsync(new() { Filters = [TicketFilter.State(closed: false)], PageSize = 50 }, Cancel);
        TicketAsset? device = null;
        foreach (var row in open.Items)
            device ??= (await site.Tickets.GetAssetsAsync(row.Id, Cancel)).FirstOrDefault(a => a.AssetId is not null);
        var ticket = await site.FileAsync("to link", Cancel);

        var found = Assert.Single(await site.Assets.FindByTagAsync(device!.Tag!.ToLowerInvariant(), Cancel));
        Assert.Equal(device.AssetId, found.Id);
        Assert.True(await site.Assets.LinkAsync(ticket.Id, found.Id, Cancel));
        Assert.False(await site.Assets.LinkAsync(ticket.Id, found.Id, Cancel));
        Assert.Equal([found.Id], (await site.Tickets.GetAssetsAsync(ticket.Id, Cancel)).Select(a => a.AssetId!.Value));
        Assert.Empty(await site.Assets.FindByTagAsync("no-such-tag", Cancel));
    }

    [Fact]
    public async Task People_are_found_by_words_and_strangers_are_not()
    {
        Assert.Contains(await site.Lookups.SearchUsersAsync("theo tech", 10, Cancel), u => u.Id == site.Technician.Id);
        Assert.Equal((UserRole.Staff, UserRole.Agent), (site.Requester.Role, site.Technician.Role));
        Assert.Null(await site.Lookups.UserByEmailAsync("stranger@maplewood.example", Cancel));
    }

    [Fact]
    public async Task Service_levels_and_devices_are_read_and_a_stranger_ticket_is_not_found()
    {
        var page = await site.Tickets.QueryAsync(new() { PageSize = 40 }, Cancel);
        var slas = 0;
        var devices = 0;
        foreach (var ticket in page.Items)
        {
            slas += await site.Tickets.GetSlaAsync(ticket.Id, Cancel) is { Targets.Count: > 0 } ? 1 : 0;
            devices += (await site.Tickets.GetAssetsAsync(ticket.Id, Cancel)).Count;
        }

        Assert.True(slas > 0 && devices > 0);
        var failure = await Assert.ThrowsAsync<IncidentIqException>(() => site.Tickets.GetAsync(Guid.NewGuid(), Cancel));
        Assert.Equal(IncidentIqFailure.NotFound, failure.Failure);
    }
}
