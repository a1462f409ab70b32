namespace IiqBot.Sandbox.Tests;

[Collection<SharedSandbox>]
public sealed class DateFilterTests(RunningSandbox sandbox)
{
    private Client Client => sandbox.Client;

    // The clock shows Wednesday 2026-03-11, 11:00 in the district.
    [Theory]
    [InlineData("date:03/10/2026", "2026-03-10", "2026-03-10")]
    [InlineData("date:20260310", "2026-03-10", "2026-03-10")]
    [InlineData("date>=03/09/2026", "2026-03-09", "9999-12-31")]
    [InlineData("date>03/09/2026", "2026-03-10", "9999-12-31")]
    [InlineData("date<=11/01/2025", "0000-00-00", "2025-11-01")]
    [InlineData("date<11/01/2025", "0000-00-00", "2025-10-31")]
    [InlineData("daterange:02/01/2026-02/28/2026", "2026-02-01", "2026-02-28")]
    [InlineData("range:today", "2026-03-11", "2026-03-11")]
    [InlineData("range:yesterday", "2026-03-10", "2026-03-10")]
    [InlineData("range:week", "2026-03-08", "2026-03-14")]
    [InlineData("range:lastweek", "2026-03-01", "2026-03-07")]
    [InlineData("range:month", "2026-03-01", "2026-03-31")]
    [InlineData("range:lastmonth", "2026-02-01", "2026-02-28")]
    [InlineData("range:year", "2026-01-01", "2026-12-31")]
    [InlineData("range:lastyear", "2025-01-01", "2025-12-31")]
    [InlineData("range:lastdays:3", "2026-03-08", "2026-03-11")]
    public async Task A_date_expression_means_whole_days_of_the_site(string value, string from, string to)
    {
        var expected = (await sandbox.EveryTicketAsync()).Count(ticket =>
            ticket.Text("CreatedDate")![..10] is var day && string.CompareOrdinal(day, from) >= 0 && string.CompareOrdinal(day, to) <= 0
        );

        Assert.InRange(expected, 1, 1999);
        Assert.Equal(expected, await Client.CountAsync(new { Facet = "createddate", Value = value }));
    }

    [Fact]
    public async Task Two_bounds_of_one_facet_make_a_range() =>
        Assert.Equal(
            await Client.CountAsync(new { Facet = "createddate", Value = "daterange:02/01/2026-02/28/2026" }),
            await Client.CountAsync(
                new { Facet = "createddate", Value = "date>=02/01/2026" },
                new { Facet = "createddate", Value = "date<=02/28/2026" }
            )
        );
}
