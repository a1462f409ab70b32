using IiqBot.Core.Tests.District;
using IiqBot.IncidentIq.Lookups;

namespace IiqBot.Core.Tests.Safety;

/// <summary>For lines that must do nothing: a second ticket, more colleagues, and a check of everything that could be written.</summary>
public abstract class SafeLineTest : DistrictTest
{
    private static readonly string[] Reads =
    [
        "GetAsync",
        "FindByNumberAsync",
        "QueryAsync",
        "GetAssetsAsync",
        "TimelineAsync",
        "FindByTagAsync",
        "OfTicketAsync",
    ];

    protected SafeLineTest()
    {
        Site.Accounts.Add(new User(TestDistrict.Id(186), "Edith Barnes", "edith@maplewood.example", UserRole.Agent));
        Site.Accounts.Add(new User(TestDistrict.Id(187), "Himani Patel", "himani@maplewood.example", UserRole.Agent));
        Site.Accounts.Add(new User(TestDistrict.Id(188), "Tess Moreno", "moreno@maplewood.example", UserRole.Agent));
        Site.Holds(TestDistrict.Laptop with { Id = TestDistrict.Id(2), Number = "39182" });
    }

    protected Conversation Chat => District.ChatOf(TestDistrict.Technician);

    protected Conversation Own => District.ChatOf(TestDistrict.Requester);

    protected void IsClosed() => Site.Holds(Site.Laptop with { Step = TestDistrict.Resolved, IsClosed = true });

    /// <summary>Asserts that nothing was written to Incident IQ, to a ticket or anything else.</summary>
    protected void NothingWasDone() =>
        Assert.DoesNotContain(
            Site.Tickets.Invocations.Concat(Site.Activities.Invocations).Concat(Site.Assets.Invocations).Concat(Site.Files.Invocations),
            call => !Reads.Contains(call.Method.Name)
        );
}
