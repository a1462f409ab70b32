using IiqBot.Tests.Reference;

namespace IiqBot.Sandbox.Tests;

/// <summary>Compares what the sandbox answers with what docs/reference says about Incident IQ.</summary>
[Collection<SharedSandbox>]
public sealed class ReferenceTests(RunningSandbox sandbox)
{
    [Theory]
    [InlineData("incident-iq-tickets.md", "Members of a ticket", "tickets?$s=50")]
    [InlineData("incident-iq-records.md", "People", "users?$s=50")]
    [InlineData("incident-iq-records.md", "People in lists", "users/list?$s=50")]
    [InlineData("incident-iq-records.md", "Devices", "assets?$s=50")]
    public async Task Records_have_no_members_that_the_page_does_not_name(string page, string heading, string path)
    {
        var known = ReferencePage.Read($"docs/reference/{page}").Names(heading).ToHashSet(StringComparer.Ordinal);
        var answer = await sandbox.Client.PostAsync(path, new { });

        var sent = answer
            .GetProperty("Items")
            .EnumerateArray()
            .SelectMany(record => record.EnumerateObject())
            .Select(member => member.Name)
            .ToHashSet(StringComparer.Ordinal);

        Assert.NotEmpty(sent);
        Assert.Subset(known, sent);
    }

    [Fact]
    public async Task The_facets_that_are_offered_are_those_on_the_page()
    {
        var known = ReferencePage.Read("docs/reference/incident-iq-tickets.md").Names("Facets");
        var offered = (await sandbox.Client.GetAsync("filters/for/entitytype/888891ac-91aa-e711-80c2-100dffa00001"))
            .GetProperty("Items")
            .EnumerateArray();

        Assert.Equal(known.Order(StringComparer.Ordinal), offered.Select(facet => facet.Text("Key")!).Order(StringComparer.Ordinal));
    }
}
