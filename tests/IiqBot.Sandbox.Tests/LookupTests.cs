using System.Net;

namespace IiqBot.Sandbox.Tests;

[Collection<SharedSandbox>]
public sealed class LookupTests(RunningSandbox sandbox)
{
    private Client Client => sandbox.Client;

    [Fact]
    public async Task A_person_is_found_by_email_in_any_case_and_nobody_is_404()
    {
        var sample = sandbox.Server.Control.SamplePeople.First(person => person.Role == "Agent");
        var found = await Client.GetAsync($"users/by-email/{sandbox.Server.SiteId}/{sample.Email.ToUpperInvariant()}");
        using var nobody = await Client.TryAsync(HttpMethod.Get, $"users/by-email/{sandbox.Server.SiteId}/nobody@maplewood.example");

        Assert.Equal(sample.UserId.ToString(), found.GetProperty("Item").Text("UserId"));
        Assert.Equal("Agent", found.GetProperty("Item").GetProperty("Role").Text("Name"));
        Assert.Equal(HttpStatusCode.NotFound, nobody.StatusCode);
        Assert.Equal("nobody@maplewood.example", (await Client.ReadAsync(nobody)).Text("ResourceId"));
    }

    [Fact]
    public async Task People_are_searched_by_words_and_a_ticket_facet_is_dropped()
    {
        var sample = sandbox.Server.Control.SamplePeople.First(person => person.Role == "Staff");
        var byWords = await Client.GetAsync($"users/search/{Uri.EscapeDataString(sample.Name)}");
        var byFacet = await Client.PostAsync(
            "users/list",
            new
            {
                Filters = new object[]
                {
                    new { Facet = "email", Value = sample.Email },
                    new { Facet = "modifieddate", Value = "range:today" },
                },
            }
        );

        Assert.Contains(byWords.GetProperty("Items").EnumerateArray(), person => person.Text("Email") == sample.Email);
        Assert.Equal(sample.UserId.ToString(), Assert.Single(byFacet.GetProperty("Items").EnumerateArray()).Text("UserId"));
    }

    [Fact]
    public async Task Agents_are_listed_with_administrators_and_members_of_teams_are_agents()
    {
        var agents = (await Client.PostAsync("users/agents/list", new { }))
            .GetProperty("Items")
            .EnumerateArray()
            .Select(agent => agent.Text("UserId"))
            .ToHashSet(StringComparer.Ordinal);
        var members = new List<string?>();
        foreach (var team in (await Client.GetAsync("teams")).GetProperty("Items").EnumerateArray())
            members.AddRange(
                (await Client.GetAsync($"teams/{team.Text("TeamId")}/members"))
                    .GetProperty("Items")
                    .EnumerateArray()
                    .Select(member => member.Text("UserId"))
            );

        Assert.Equal(45, agents.Count);
        Assert.Equal(40, members.Distinct().Count());
        Assert.Subset(agents!, members.ToHashSet(StringComparer.Ordinal)!);
    }

    [Fact]
    public async Task Locations_are_paged_by_100_unless_more_are_requested()
    {
        var first = await Client.GetAsync("/api/v2.0/locations");

        Assert.Equal(100, first.GetProperty("ItemCount").GetInt32());
        Assert.NotEqual(0, first.GetProperty("Items")[0].GetProperty("Rights").GetArrayLength());
        Assert.Equal("School", first.GetProperty("Items")[0].GetProperty("LocationType").Text("Name"));
    }

    [Fact]
    public async Task Location_filters_work_in_their_own_shape_only()
    {
        const string Path = "/api/v2.0/locations/all";
        var location = (await Client.GetAsync(Path)).GetProperty("Items")[3].Text("LocationId");
        var found = await Client.PostAsync(
            Path,
            new
            {
                RequestOptions = new
                {
                    Filters = new[]
                    {
                        new
                        {
                            Facet = "Location",
                            Op = "In",
                            Values = new[] { location },
                        },
                    },
                },
            }
        );
        var ignored = await Client.PostAsync(Path, new { Filters = new[] { new { Facet = "Location", Id = location } } });
        using var broken = await Client.TryAsync(
            HttpMethod.Post,
            Path,
            new { RequestOptions = new { Filters = new[] { new { Facet = "location", Id = location } } } }
        );

        Assert.Equal(location, Assert.Single(found.GetProperty("Items").EnumerateArray()).Text("LocationId"));
        Assert.Equal(126, ignored.GetProperty("Paging").GetProperty("TotalRows").GetInt32());
        Assert.Equal(HttpStatusCode.InternalServerError, broken.StatusCode);
    }

    [Fact]
    public async Task Rooms_are_listed_by_location_with_paging_in_the_body()
    {
        var school = (await Client.GetAsync("/api/v2.0/locations/all"))
            .GetProperty("Items")
            .EnumerateArray()
            .First(place => place.GetProperty("RoomCount").GetInt32() == 150);
        var body = new { RequestOptions = new { Paging = new { PageSize = 1000, PageIndex = 0 } } };
        var rooms = (await Client.PostAsync($"/api/v2.0/locations/{school.Text("LocationId")}/rooms", body))
            .GetProperty("Items")
            .EnumerateArray()
            .Select(room => room.Text("Name"))
            .ToList();
        var second = await Client.PostAsync(
            "/api/v2.0/locations/rooms/query",
            new { LocationId = school.Text("LocationId"), RequestOptions = new { PageSize = 100, PageNumber = 2 } }
        );

        Assert.Equal(150, rooms.Count);
        Assert.Contains("204", rooms);
        Assert.Contains("Library", rooms);
        Assert.Equal(50, second.GetProperty("ItemCount").GetInt32());
    }

    [Fact]
    public async Task Issues_are_narrowed_by_category_and_by_model()
    {
        var projector = await Client.IssueAsync("Projector", "No picture");
        var byCategory = await Client.PostAsync(
            "issues",
            new
            {
                SiteScope = "Aggregate",
                Strategy = "All",
                IssueCategoryIds = new[] { projector.Text("IssueCategoryId") },
            }
        );
        var device = (
            await Client.PostAsync("assets?$s=1", new { Filters = new[] { new { Facet = "keyword", Value = "PowerLite" } } })
        ).GetProperty("Items")[0];
        var byModel = await Client.PostAsync(
            "issues",
            new
            {
                SiteScope = "Aggregate",
                Strategy = "Explicit",
                ModelIds = new[] { device.Text("ModelId") },
            }
        );

        Assert.Equal(10, byCategory.GetProperty("ItemCount").GetInt32());
        Assert.Equal(byCategory.GetProperty("Items").GetRawText(), byModel.GetProperty("Items").GetRawText());
    }

    [Fact]
    public async Task Priorities_are_the_bands_of_the_demo_tenant()
    {
        var levels = (await Client.GetAsync("tickets/priorities")).GetProperty("Items").EnumerateArray();

        Assert.Equal(
            [("Low", "50", "#bcd649"), ("Medium", "93", "#fcb916"), ("High", "150", "#f47e20"), ("Critical", "99999", "#c92632")],
            levels.Select(level => (level.Text("Name"), level.Text("Max"), level.Text("Color")))
        );
    }

    [Fact]
    public async Task The_site_is_found_by_its_host_and_its_offset_has_the_inverted_sign()
    {
        var site = (await Client.GetAsync("sites/127.0.0.1")).GetProperty("Item");
        using var other = await Client.TryAsync(HttpMethod.Get, "sites/other.example");

        Assert.Equal(sandbox.Server.SiteId.ToString(), site.Text("SiteId"));
        Assert.Equal("America/New_York", site.Text("IanaTimeZone"));
        // Daylight saving time started three days before.
        Assert.Equal("240", site.Text("OffsetInMinutesFromUtc"));
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
    }

    [Theory]
    [InlineData("sites/my/settings")]
    [InlineData("sites/isalive")]
    [InlineData("sites/roles")]
    [InlineData("tickets/sources")]
    [InlineData("tickets/views")]
    [InlineData("resolutions/actions")]
    [InlineData("issues/types")]
    [InlineData("categories/of/issues")]
    [InlineData("slas?$fields=metrics.*")]
    [InlineData("custom-fields/types")]
    [InlineData("users/my/options")]
    [InlineData("filters/for/entitytype/888891ac-91aa-e711-80c2-100dffa00001")]
    [InlineData("locations/all")]
    public async Task Short_lists_exist(string path) => Assert.Equal("200", (await Client.GetAsync(path)).Text("StatusCode"));

    [Fact]
    public async Task Filter_values_are_found_by_words()
    {
        var answer = await Client.PostAsync("filters", new { Facets = new[] { "team", "issuecategory" }, Query = "net" });

        Assert.Contains("\"Network\"", answer.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("\"Wired Network\"", answer.GetRawText(), StringComparison.Ordinal);
    }
}
