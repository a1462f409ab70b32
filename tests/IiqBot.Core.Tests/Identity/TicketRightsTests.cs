using IiqBot.Core.Features.Tickets;
using IiqBot.Core.Model;
using IiqBot.Core.Tests.District;
using IiqBot.IncidentIq;
using IiqBot.IncidentIq.Lookups;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Tests.Identity;

/// <summary>The table "Who may do what" of docs/architecture.md, row by row.</summary>
public sealed class TicketRightsTests
{
    /// <summary>Who asks.</summary>
    public enum Who
    {
        For,
        Owner,
        Follower,
        Stranger,
        Assignee,
        Agent,
        Administrator,
    }

    /// <summary>The state of the ticket.</summary>
    public enum What
    {
        Open,
        Closed,
        Sensitive,
        OtherProduct,
        Deleted,
    }

    // s: see, w: work (status, assign, private note), c: comment, x: cancel, r: reopen
    [Theory]
    [InlineData(Who.For, What.Open, "s c x", "s c x")]
    [InlineData(Who.Owner, What.Open, "s c x", "s c x")]
    [InlineData(Who.Follower, What.Open, "s c", "s c")]
    [InlineData(Who.Stranger, What.Open, "", "")]
    [InlineData(Who.Assignee, What.Open, "s w c x", "s w c x")]
    [InlineData(Who.Agent, What.Open, "s w c x", "s w c x")]
    [InlineData(Who.Administrator, What.Open, "s w c x", "s w c x")]
    [InlineData(Who.For, What.Closed, "s c r", "s c r")]
    [InlineData(Who.Owner, What.Closed, "s c r", "s c r")]
    [InlineData(Who.Follower, What.Closed, "s c", "s c")]
    [InlineData(Who.Stranger, What.Closed, "", "")]
    [InlineData(Who.Agent, What.Closed, "s w c r", "s w c r")]
    [InlineData(Who.Administrator, What.Closed, "s w c r", "s w c r")]
    [InlineData(Who.For, What.Sensitive, "s c x", "")]
    [InlineData(Who.Owner, What.Sensitive, "s c x", "")]
    [InlineData(Who.Follower, What.Sensitive, "", "")]
    [InlineData(Who.Stranger, What.Sensitive, "", "")]
    [InlineData(Who.Assignee, What.Sensitive, "s w c x", "")]
    [InlineData(Who.Agent, What.Sensitive, "", "")]
    [InlineData(Who.Administrator, What.Sensitive, "s w c x", "")]
    [InlineData(Who.For, What.OtherProduct, "s c x", "s c x")]
    [InlineData(Who.Follower, What.OtherProduct, "s c", "s c")]
    [InlineData(Who.Assignee, What.OtherProduct, "", "")]
    [InlineData(Who.Agent, What.OtherProduct, "", "")]
    [InlineData(Who.Administrator, What.OtherProduct, "", "")]
    [InlineData(Who.For, What.Deleted, "", "")]
    [InlineData(Who.Agent, What.Deleted, "", "")]
    [InlineData(Who.Administrator, What.Deleted, "", "")]
    public void The_table_holds(Who who, What what, string oneToOne, string shared)
    {
        Assert.Equal(oneToOne, Written(who, what, isOneToOne: true));
        Assert.Equal(shared, Written(who, what, isOneToOne: false));
    }

    [Fact]
    public void A_technician_is_a_requester_on_their_own_ticket_in_a_product_they_do_not_serve()
    {
        var ticket = TicketOf(What.OtherProduct) with { Requester = new(TestDistrict.Colleague.Id, "Colin") };
        var rights = TicketRights.Of(new Person(TestDistrict.Colleague), ticket, isOneToOne: true, [IncidentIqOptions.TicketingProductId]);

        Assert.True(rights is { CanSee: true, CanComment: true, CanCancel: true, CanWork: false });
    }

    [Theory]
    [InlineData(UserRole.Other)]
    [InlineData(UserRole.Faculty)]
    [InlineData(UserRole.Staff)]
    [InlineData(UserRole.Student)]
    public void Only_agents_and_administrators_see_tickets_of_others(UserRole role) =>
        Assert.False(RightsOf(new Person(TestDistrict.Stranger with { Role = role }), TicketOf(What.Open)).CanSee);

    private static TicketRights RightsOf(Person person, Ticket ticket, bool isOneToOne = true) =>
        TicketRights.Of(person, ticket, isOneToOne, [IncidentIqOptions.TicketingProductId]);

    private static string Written(Who who, What what, bool isOneToOne)
    {
        var rights = RightsOf(new Person(PersonOf(who)), TicketOf(what), isOneToOne);
        string?[] letters =
        [
            rights.CanSee ? "s" : null,
            rights.CanWork ? "w" : null,
            rights.CanComment ? "c" : null,
            rights.CanCancel ? "x" : null,
            rights.CanReopen ? "r" : null,
        ];
        return string.Join(' ', letters.OfType<string>());
    }

    private static User PersonOf(Who who) =>
        who switch
        {
            Who.For => TestDistrict.Requester,
            Who.Owner => TestDistrict.Stranger with { Id = TestDistrict.Id(500) },
            Who.Follower => TestDistrict.Follower,
            Who.Stranger => TestDistrict.Stranger,
            Who.Assignee => TestDistrict.Technician,
            Who.Agent => TestDistrict.Colleague,
            Who.Administrator => TestDistrict.Administrator,
            _ => throw new ArgumentOutOfRangeException(nameof(who)),
        };

    private static Ticket TicketOf(What what)
    {
        var ticket = TestDistrict.Laptop with
        {
            Owner = new(TestDistrict.Id(500), "Olga Owner"),
            Assignee = new(TestDistrict.Technician.Id, "Tess"),
        };
        return what switch
        {
            What.Open => ticket,
            What.Closed => ticket with { IsClosed = true, Step = TestDistrict.Resolved },
            What.Sensitive => ticket with { IsSensitive = true },
            What.OtherProduct => ticket with { ProductId = TestDistrict.Facilities },
            What.Deleted => ticket with { IsDeleted = true },
            _ => throw new ArgumentOutOfRangeException(nameof(what)),
        };
    }
}
