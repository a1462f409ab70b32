using System.Text.Json;

namespace IiqBot.Sandbox.Tests;

/// <summary>Compares answers with the description of the API, where it lies beside the repository.</summary>
[Collection<SharedSandbox>]
public sealed class ReferenceTests(RunningSandbox sandbox)
{
    [Theory]
    [InlineData("Ticket", "tickets?$s=50", "IsTraining,WorkflowId,TicketNumberSort,LastModifiedByUserDate,IssueCategoryId")]
    [InlineData("UserDetail", "users?$s=50", "FullName,Initials")]
    [InlineData("SimpleUser", "users/list?$s=50", "")]
    [InlineData("Asset", "assets?$s=50", "ModelName,ManufacturerName,LocationName,LocationRoom,LocationRoomId")]
    public async Task Records_have_no_members_that_the_reference_does_not_know(string schema, string path, string alsoSeen)
    {
        var known = Schema(schema).EnumerateObject().Select(member => member.Name).Concat(alsoSeen.Split(',')).ToHashSet(StringComparer.Ordinal);
        var answer = await sandbox.Client.PostAsync(path, new { });

        var sent = answer.GetProperty("Items").EnumerateArray().SelectMany(record => record.EnumerateObject()).Select(member => member.Name).ToHashSet(StringComparer.Ordinal);

        Assert.Subset(known, sent);
    }

    [Fact]
    public async Task Every_facet_is_in_the_catalogue_or_named_in_the_findings()
    {
        using var catalogue = JsonDocument.Parse(await File.ReadAllTextAsync(Shared("data/incident-iq/iiq-filter-facets.json"), TestContext.Current.CancellationToken));
        var known = catalogue.RootElement.GetProperty("facets").GetProperty("tickets").EnumerateObject().Select(facet => facet.Name).ToHashSet(StringComparer.Ordinal);
        var findings = await File.ReadAllTextAsync(Shared("incident-iq-api.md"), TestContext.Current.CancellationToken);
        var offered = (await sandbox.Client.GetAsync("filters/for/entitytype/888891ac-91aa-e711-80c2-100dffa00001")).GetProperty("Items").EnumerateArray();

        Assert.All(offered.Select(facet => facet.Text("Key")!), key => Assert.True(known.Contains(key) || findings.Contains($"`{key}`", StringComparison.Ordinal), key));
    }

    private static JsonElement Schema(string name)
    {
        using var description = JsonDocument.Parse(File.ReadAllText(Shared("data/incident-iq/iiq-openapi-helpdesk-subset.json")));
        return description.RootElement.GetProperty("components").GetProperty("schemas").GetProperty(name).GetProperty("properties").Clone();
    }

    private static string Shared(string path)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "IiqBot.sln"))) root = root.Parent;
        var file = Path.Combine(root?.Parent?.FullName ?? "", "shared", path);
        if (!File.Exists(file)) Assert.Skip("The API's description does not lie beside this repository (../shared).");
        return file;
    }
}
