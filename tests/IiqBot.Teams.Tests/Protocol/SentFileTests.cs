using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.Teams.Files;
using Microsoft.Extensions.Time.Testing;

namespace IiqBot.Teams.Tests.Protocol;

/// <summary>Where the bot goes for a file, and how long it remembers where that is.</summary>
public sealed class SentFileTests
{
    private static readonly Actor Ada = new("teams", TeamsHost.Tenant, TestActivity.AadId);
    private static readonly SentFile File = new(
        "hum.mp3",
        "https://district-my.sharepoint.com/personal/ada/_layouts/15/download.aspx?tempauth=a",
        null
    );

    private readonly FakeTimeProvider _time = new();
    private readonly SentFiles _files;

    public SentFileTests() => _files = new(_time);

    [Theory]
    [InlineData("https://district-my.sharepoint.com/download.aspx?tempauth=a", true)]
    [InlineData("http://district-my.sharepoint.com/download.aspx", false)]
    [InlineData("https://district-my.sharepoint.com:8443/download.aspx", false)]
    [InlineData("https://ada@district-my.sharepoint.com/download.aspx", false)]
    [InlineData("https://notsharepoint.com/download.aspx", false)]
    [InlineData("https://district-my.sharepoint.com.elsewhere.example/download.aspx", false)]
    [InlineData("https://169.254.169.254/metadata#.sharepoint.com", false)]
    [InlineData("https://smba.trafficmanager.net/amer/v3/attachments/1/views/original", false)]
    [InlineData("/download.aspx", false)]
    [InlineData("", false)]
    public void A_file_is_fetched_from_sharepoint_alone(string address, bool isFetched) =>
        Assert.Equal(isFetched, new SentFile("a", address, null).Locate() is not null);

    [Theory]
    [InlineData("https://smba.trafficmanager.net/amer/v3/attachments/0-eus-d1/views/original", true)]
    [InlineData("https://smba.trafficmanager.net/amer/v3/conversations/a:one/members", false)]
    [InlineData("https://smba.trafficmanager.net/amer/v3/conversations/a:one/members?/v3/attachments/1/views/original", false)]
    [InlineData("https://smba.trafficmanager.net:444/amer/v3/attachments/1/views/original", false)]
    [InlineData("https://ada@smba.trafficmanager.net/amer/v3/attachments/1/views/original", false)]
    [InlineData("http://smba.trafficmanager.net/amer/v3/attachments/1/views/original", false)]
    [InlineData("https://smba.trafficmanager.net.elsewhere.example/amer/v3/attachments/1/views/original", false)]
    [InlineData("https://district-my.sharepoint.com/v3/attachments/1/views/original", false)]
    [InlineData("data:image/png;base64,AQ==", false)]
    [InlineData("https://smba.trafficmanager.net/v3/attachments/1/views/original", true)]
    [InlineData("https://smba.trafficmanager.net/emea/v3/attachments/1/views/original", false)]
    [InlineData("https://smba.trafficmanager.net/amer/elsewhere/v3/attachments/1/views/original", false)]
    [InlineData("https://smba.trafficmanager.net/amer/v3/attachments/a/views/..%2f..%2f..%2fconversations", false)]
    [InlineData("https://smba.trafficmanager.net/amer/v3/attachments/a/views/..%5c..%5cconversations", false)]
    [InlineData("https://smba.trafficmanager.net/amer/v3/attachments/%2e%2e/views/original", false)]
    [InlineData("https://smba.trafficmanager.net/amer/v3/attachments/a/views/../../../conversations", false)]
    [InlineData("https://smba.trafficmanager.net/amer/v3/attachments/a/views/%252e%252e", false)]
    [InlineData("https://smba.trafficmanager.net/amer/v3/attachments/a/views/original/", false)]
    public void A_picture_is_fetched_from_the_attachments_of_its_connector_alone(string address, bool isFetched) =>
        Assert.Equal(isFetched, new SentFile("a", address, TeamsHost.ServiceUrl).Locate() is not null);

    [Fact]
    public void The_connector_of_a_tenant_has_its_pictures_there_or_beside_it()
    {
        const string tenant = "https://smba.trafficmanager.net/amer/22222222-2222-4222-8222-222222222222/";

        Assert.NotNull(new SentFile("a", $"{tenant}v3/attachments/1/views/original", tenant).Locate());
        Assert.NotNull(new SentFile("a", "https://smba.trafficmanager.net/amer/v3/attachments/1/views/original", tenant).Locate());
    }

    [Fact]
    public void A_reference_is_good_for_an_hour()
    {
        var reference = Keep();
        _time.Advance(SentFiles.Lifetime - TimeSpan.FromSeconds(1));
        Assert.Equal(File, _files.Find(Ada, reference));

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(_files.Find(Ada, reference));
    }

    [Fact]
    public void Until_it_is_known_who_sends_a_file_is_held_for_a_minute()
    {
        var reference = Assert.Single(_files.Hold(Ada, [File])).Reference;
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(File, _files.Find(Ada, reference));

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(_files.Find(Ada, reference));
    }

    [Fact]
    public void What_somebody_sends_who_may_not_use_the_bot_is_forgotten_at_once()
    {
        var held = _files.Hold(Ada, [File]);

        _files.Settle(held, isKnown: false);

        Assert.Null(_files.Find(Ada, held[0].Reference));
    }

    [Fact]
    public void Of_one_person_who_sends_too_many_the_oldest_gives_way_and_of_others_none()
    {
        var others = Keep(Ada with { UserId = "eve" });
        var (first, second) = (Keep(Ada), Keep(Ada));

        for (var i = 2; i <= SentFiles.MostOfOne; i++)
            Keep(Ada);

        Assert.Null(_files.Find(Ada, first));
        Assert.Equal(File, _files.Find(Ada, second));
        Assert.Equal(File, _files.Find(Ada with { UserId = "eve" }, others));
    }

    [Fact]
    public void When_there_are_too_many_of_all_the_oldest_gives_way()
    {
        var (first, second) = (Keep(Ada), Keep(Ada));

        for (var i = 2; i <= SentFiles.Most; i++)
            Keep(Ada with { UserId = $"{i / SentFiles.MostOfOne}" });

        Assert.Null(_files.Find(Ada, first));
        Assert.Equal(File, _files.Find(Ada, second));
    }

    [Fact]
    public void What_is_only_held_pushes_out_nothing_that_is_kept()
    {
        var kept = Keep(Ada);

        for (var i = 0; i <= SentFiles.Most; i++)
            _files.Hold(Ada with { UserId = $"{i}" }, [File]);

        Assert.Equal(File, _files.Find(Ada, kept));
    }

    [Fact]
    public void Of_a_message_with_more_files_than_a_request_carries_the_first_are_kept() =>
        Assert.Equal(PlatformFile.Most, _files.Hold(Ada, Enumerable.Repeat(File, PlatformFile.Most + 1)).Count);

    private string Keep() => Keep(Ada);

    private string Keep(Actor sender)
    {
        var held = _files.Hold(sender, [File]);
        _files.Settle(held, isKnown: true);
        return Assert.Single(held).Reference;
    }
}
