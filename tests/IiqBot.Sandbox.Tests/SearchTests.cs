using System.Net;

namespace IiqBot.Sandbox.Tests;

[Collection<SharedSandbox>]
public sealed class SearchTests(RunningSandbox sandbox)
{
    private Client Client => sandbox.Client;

    [Fact]
    public async Task A_number_is_found_by_search_and_by_scan()
    {
        var ticket = (await sandbox.EveryTicketAsync())[1234];
        var search = await Client.PostAsync("search", new { Query = ticket.Text("TicketNumber") });
        var scan = await Client.PostAsync("search/scan", new { Query = ticket.Text("TicketNumber") });

        Assert.Contains(
            search.GetProperty("Item").GetProperty("Tickets").EnumerateArray(),
            found => found.Text("TicketId") == ticket.Text("TicketId")
        );
        Assert.Equal(
            ticket.Text("TicketId"),
            Assert.Single(scan.GetProperty("Item").GetProperty("Tickets").EnumerateArray()).Text("TicketId")
        );
    }

    [Fact]
    public async Task Only_the_requested_kinds_are_searched_up_to_the_limit()
    {
        var answer = (
            await Client.PostAsync(
                "search",
                new
                {
                    Query = "a",
                    Facets = 1 + 16,
                    Limit = 3,
                }
            )
        ).GetProperty("Item");

        Assert.Equal(3, answer.GetProperty("Tickets").GetArrayLength());
        Assert.Equal(3, answer.GetProperty("Locations").GetArrayLength());
        Assert.False(answer.TryGetProperty("Users", out _));
    }

    [Fact]
    public async Task The_flat_search_finds_a_quoted_name()
    {
        var sample = sandbox.Server.Control.SamplePeople.First(person => person.Role == "Agent");
        var answer = await Client.PostAsync(
            "search/v2",
            new
            {
                Query = $"\"{sample.Name}\"",
                Facets = 4,
                Limit = 100,
            }
        );

        Assert.Contains(
            answer.GetProperty("Items").EnumerateArray(),
            found => found.Text("UserId") == sample.UserId.ToString() && found.Text("Name") == sample.Name
        );
    }

    [Fact]
    public async Task A_query_is_required_and_has_up_to_200_characters()
    {
        using var none = await Client.TryAsync(HttpMethod.Post, "search", new { });
        using var tooLong = await Client.TryAsync(HttpMethod.Post, "search", new { Query = new string('x', 201) });

        Assert.Equal([HttpStatusCode.BadRequest, HttpStatusCode.BadRequest], [none.StatusCode, tooLong.StatusCode]);
    }
}
