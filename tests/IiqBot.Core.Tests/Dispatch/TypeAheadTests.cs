using IiqBot.Core.Identity;
using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;
using IiqBot.Core.Tests.District;
using Microsoft.Extensions.DependencyInjection;

namespace IiqBot.Core.Tests.Dispatch;

/// <summary>What a client may send with a type-ahead, and what that costs.</summary>
public sealed class TypeAheadTests
{
    [Theory]
    [InlineData(200, 200)]
    [InlineData(240_000, 200)]
    public async Task A_long_query_is_cut(int sent, int searched)
    {
        var source = new Recorder();
        await using var district = new Scenario(services => services.AddScoped<IOptionsSource>(_ => source));

        await district.ChatOf(TestDistrict.Technician).TypesAhead(source.Name, new string('q', sent));

        Assert.Equal(searched, source.Query?.Length);
    }

    [Fact]
    public async Task A_query_is_not_cut_through_a_character()
    {
        var source = new Recorder();
        await using var district = new Scenario(services => services.AddScoped<IOptionsSource>(_ => source));

        await district.ChatOf(TestDistrict.Technician).TypesAhead(source.Name, new string('q', 199) + "😀");

        Assert.Equal(new string('q', 199), source.Query);
    }

    [Fact]
    public void A_search_by_spelling_can_be_cancelled_between_two_names()
    {
        using var cancel = new CancellationTokenSource();
        var looked = 0;
        string NameOf(string name)
        {
            if (++looked > 12)
                cancel.Cancel(); // ten calls to look for the words, then one by spelling
            return name;
        }
        string[] names = [.. Enumerable.Range(0, 10).Select(number => $"Room {number}")];

        Assert.Throws<OperationCanceledException>(() => NameMatch.Rank(names, NameOf, "Projector", 10, cancel.Token));
        Assert.InRange(looked, 12, 14);
    }

    [Fact]
    public void Text_longer_than_any_name_is_not_compared_by_spelling()
    {
        var looked = 0;
        string NameOf(string name)
        {
            looked++;
            return name;
        }
        var typed = new string('q', 8000);

        Assert.Empty(NameMatch.Rank(["Room 204"], NameOf, typed, 10, CancellationToken.None));
        Assert.Null(NameMatch.Find(["Room 204"], NameOf, typed));
        Assert.Equal(1, looked); // one check whether it contains the words; Find compares nothing
    }

    [Fact]
    public async Task A_made_up_source_name_is_not_logged_and_causes_no_lookup()
    {
        const string made = "x\nfail: Fake[1] alice@maplewood.example";
        await using var district = new Scenario();
        district.Directory.Find = (_, _) => throw new PersonDirectoryException("The test's directory is down.");

        Assert.Empty(await district.ChatOf(TestDistrict.Technician).TypesAhead(made, "proj"));

        Assert.DoesNotContain("alice", district.Log.Text, StringComparison.Ordinal);
        Assert.Equal(0, district.Directory.Calls);
    }

    [Fact]
    public async Task A_failed_search_is_logged_with_the_name_of_its_source()
    {
        await using var district = new Scenario();
        district.Directory.Find = (_, _) => throw new PersonDirectoryException("The test's directory is down.");

        Assert.Same(Choices.NotNow, await district.ChatOf(TestDistrict.Technician).TypesAhead("issues", "proj"));

        Assert.Contains("suggest:issues", district.Log.Text, StringComparison.Ordinal);
    }

    private sealed class Recorder : IOptionsSource
    {
        public string Name => "recorder";

        public string? Query { get; private set; }

        public Task<IReadOnlyList<Option>> SearchAsync(Turn turn, string query, int limit, CancellationToken cancellationToken)
        {
            Query = query;
            return Task.FromResult<IReadOnlyList<Option>>([]);
        }
    }
}
