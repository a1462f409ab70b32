using IiqBot.Sandbox.Desk;
using IiqBot.Sandbox.Districts;

namespace IiqBot.Sandbox.Generation;

/// <summary>Makes 2,000 tickets of the last half year; about 3 in 100 are marked sensitive, a quarter is open.</summary>
internal sealed class Tickets(Dice dice, District district, TicketNumbers numbers, DateTimeOffset start)
{
    private const int Count = 2000;
    private const int Days = 180;

    private readonly TicketHistory _history = new(dice, district);
    private readonly List<Person> _staff = district
        .People.Where(person => person.Role == Role.Staff || person.Role == Role.Faculty)
        .ToList();
    private readonly ILookup<Guid, Asset> _devices = district.Assets.ToLookup(asset => asset.OwnerId ?? asset.LocationId);

    public void Make()
    {
        for (var i = 0; i < Count; i++)
        {
            var share = (double)i / Count;
            // Evenly spread up to two or three hours before the start, to the millisecond as Incident IQ keeps them.
            var created = start.AddMinutes(-Days * 24 * 60 * (1 - share)).AddMilliseconds(-dice.Between(0, 3_600_000));
            Make(new DateTimeOffset(created.Ticks - (created.Ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero), share);
        }
    }

    private void Make(DateTimeOffset created, double share)
    {
        // A tenth of the tickets belongs to the first five people, so that they have enough to page through.
        var requester = dice.Chance(0.1) ? _staff[dice.Between(0, 5)] : dice.Pick(_staff);
        var issue = dice.Pick(district.Issues);
        var location = district.LocationsById[requester.LocationId];
        var path = Path(issue.Category.Workflow, isOld: share < 0.8);
        var isSensitive = dice.Chance(0.03);
        var device = _devices[requester.UserId]
            .Concat(_devices[location.LocationId])
            .FirstOrDefault(asset => asset.Model.Category.Name == issue.Category.Name);
        var (id, number) = (dice.Id(), numbers.Next());
        var ticket = new Ticket
        {
            TicketId = id,
            Number = number.Text,
            NumberSort = number.Sort,
            ProductId = issue.Category.Product.ProductId,
            Subject = $"{(device is null ? "" : $"{device.Model.FullName} - ")}{issue.Category.Name} > {issue.Name}",
            Description = dice.Pick(isSensitive ? Phrases.Sensitive : Phrases.Descriptions),
            Created = created,
            Modified = created,
            ModifiedByUser = created,
            Due = dice.Chance(0.3) ? created.AddDays(dice.Between(2, 10)) : null,
            IsUrgent = dice.Chance(0.06),
            IsSensitive = isSensitive,
            IsIssueConfirmed = path.Count > 1,
            OwnerId = requester.UserId,
            ForId = requester.UserId,
            LocationId = location.LocationId,
            RoomId = dice.Chance(0.8) ? dice.Pick(location.Rooms).RoomId : null,
            LocationDetails = dice.Chance(0.2) ? dice.Pick(Phrases.Places) : null,
            Issue = issue,
            Step = path[^1],
            CloseReasonTypeId = CloseReason(path[^1]),
            Assets = device is null ? [] : [new(dice.Id(), device.AssetId, device.Model.ModelId, created)],
            SlaId = dice.Chance(0.7) ? SiteLists.Slas[0].SlaId : SiteLists.Slas[1].SlaId,
            SourceId = dice.Chance(0.8) ? 1 : dice.Between(2, 7),
            TagIds = dice.Chance(0.1) ? [dice.Pick(SiteLists.Tags).TagId] : [],
        };
        Assign(ticket);
        district.Add(ticket);
        _history.Write(ticket, path, start);
        if (dice.Chance(0.25))
        {
            ticket.Priority = dice.Pick<int>([20, 75, 80, 120, 140, 200]);
            _history.Raise(ticket, from: 50);
        }
    }

    private void Assign(Ticket ticket)
    {
        var team = Routing.TeamFor(ticket, district);
        ticket.AssignedToTeamId = team.TeamId;
        var isTaken = ticket.Step.Part != StepPart.Initial || dice.Chance(0.3);
        if (isTaken)
            ticket.AssignedToUserId = dice.Pick(team.MemberIds);
        if (dice.Chance(0.05))
            ticket.OwnerId = dice.Pick(team.MemberIds);
        if (dice.Chance(0.05))
            ticket.FollowerUserIds = [dice.Pick(_staff).UserId];
    }

    private List<WorkflowStep> Path(Workflow workflow, bool isOld)
    {
        var path = new List<WorkflowStep> { workflow.Initial };
        if (!dice.Chance(isOld ? 0.96 : 0.7))
            return path;
        if (dice.Chance(0.05))
            return [.. path, workflow.At(StepPart.Canceled)];
        path.Add(workflow.At(StepPart.Working));
        if (dice.Chance(0.3))
            path.Add(dice.Pick(path[^1].Next.Where(step => !step.IsClosed).ToList()));
        if (!dice.Chance(isOld ? 0.93 : 0.4))
            return path;
        if (!path[^1].Next.Any(step => step.Part == StepPart.Resolved))
            path.Add(workflow.At(StepPart.Working));
        path.Add(workflow.At(StepPart.Resolved));
        if (dice.Chance(0.4))
            path.Add(workflow.At(StepPart.Closed));
        return path;
    }

    private Guid? CloseReason(WorkflowStep step) =>
        step.Part switch
        {
            StepPart.Canceled => SiteLists.Canceled,
            StepPart.Resolved or StepPart.Closed => dice.Chance(0.8)
                ? SiteLists.Resolved
                : SiteLists.CloseReasons[dice.Between(4, 6)].CloseReasonTypeId,
            _ => null,
        };
}
