using IiqBot.Sandbox.Desk;
using IiqBot.Sandbox.Districts;
using IiqBot.Sandbox.Http;
using IiqBot.Sandbox.Shapes;

namespace IiqBot.Sandbox.Endpoints;

/// <summary>Filing tickets (docs/reference/incident-iq-changes.md, "Filing").</summary>
internal static class TicketCreation
{
    public static void Map(RouteTable routes)
    {
        routes.Post("/tickets/new", Create);
        routes.Post("/tickets/simple/new", CreateSimply);
    }

    private static Reply Create(Call call)
    {
        var (body, district) = (call.Body, call.District);
        var input = new TicketInput(body, district);
        // What the reference requires and what the guide requires, together.
        input.Require("Subject", "IssueDescription", "IssueId", "ForId", "LocationId", "IssueTypeId");
        var issue = input.Issue();
        input.IssueType(issue);
        var requester = input.Person("ForId");
        var location = input.Location();
        var room = input.Room(location?.LocationId);
        var assets = input.Assets(body.List("Assets"), body.Ids("AssetIds"), call.Now);
        input.Check();

        var ticket = NewTicket(call, issue!, requester!, location!.LocationId);
        ticket.Subject = body.Text("Subject");
        ticket.Description = body.Text("IssueDescription");
        ticket.RoomId = room;
        ticket.LocationDetails = body.Text("LocationDetails");
        ticket.IsUrgent = body.Flag("IsUrgent") ?? false;
        ticket.IsSensitive = body.Flag("HasSensitiveInformation") ?? false;
        ticket.SourceId = body.Int("SourceId") ?? 1;
        ticket.Assets = assets;
        ticket.CustomFieldValues = TicketInput.CustomFields(body.List("CustomFieldValues"));
        ticket.FollowerUserIds = [.. body.Ids("TicketFollowers").Where(district.PeopleById.ContainsKey)];
        ticket.FileIds = Files.Save(call, body.List("Attachments"));
        call.World.Desk.File(ticket, call.Caller);
        return Reply.Created(TicketShape.Of(ticket, call), ticket.TicketId);
    }

    private static Reply CreateSimply(Call call)
    {
        var (body, district) = (call.Body, call.District);
        var input = new TicketInput(body, district);
        input.Require("ForUsername", "Issue");
        input.Check();
        var requester = district.PersonByEmail(body.Text("ForUsername")!) ?? throw Refusal.NotFound("User", body.Text("ForUsername"));
        var issue =
            district.Issues.FirstOrDefault(issue => issue.Name.Equals(body.Text("Issue"), StringComparison.OrdinalIgnoreCase))
            ?? throw Refusal.NotFound("Issue", body.Text("Issue"));
        var asset = body.Text("AssetTag") is { Length: > 0 } tag
            ? district.Assets.FirstOrDefault(asset => asset.Tag.Equals(tag, StringComparison.OrdinalIgnoreCase))
                ?? throw Refusal.NotFound("Asset", tag)
            : null;
        var ticket = NewTicket(call, issue, requester, requester.LocationId);
        ticket.Subject = $"{(asset is null ? "" : $"{asset.Model.FullName} - ")}{issue.Category.Name} > {issue.Name}";
        ticket.Description = body.Text("IssueDescription");
        ticket.Assets = asset is null ? [] : [new(Guid.NewGuid(), asset.AssetId, asset.Model.ModelId, call.Now)];
        call.World.Desk.File(ticket, call.Caller);
        return Reply.Item(TicketShape.Of(ticket, call));
    }

    // The token's user becomes the owner, whoever speaks through it.
    private static Ticket NewTicket(Call call, Issue issue, Person requester, Guid location)
    {
        var number = call.World.Desk.NextNumber();
        return new Ticket
        {
            TicketId = Guid.NewGuid(),
            Number = number.Text,
            NumberSort = number.Sort,
            ProductId = issue.Category.Product.ProductId,
            Created = call.Now,
            Modified = call.Now,
            ModifiedByUser = call.Now,
            OwnerId = call.Caller.UserId,
            ForId = requester.UserId,
            LocationId = location,
            Issue = issue,
            Step = issue.Category.Workflow.Initial,
            SlaId = SiteLists.Slas[0].SlaId,
        };
    }
}
