using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.Teams.Files;
using Microsoft.Extensions.Time.Testing;

namespace IiqBot.Teams.Tests.Protocol;

/// <summary>Where the bot downloads a file from, and how long it remembers the address.</summary>
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
    public void A_file_is_downloaded_only_from_SharePoint(string address, bool isFetched) =>
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
    public void A_picture_is_downloaded_only_from_the_attachments_of_its_connector(string address, bool isFetched) =>
        Assert.Equal(isFetched, new SentFile("a", address, TeamsHost.ServiceUrl).Locate() is not null);

    [Fact]
    public void Pictures_of_a_tenants_connector_are_below_it_or_below_its_region()
    {
        const string tenant = "https://smba.trafficmanager.net/amer/22222222-2222-4222-8222-222222222222/";

        Assert.NotNull(new SentFile("a", $"{tenant}v3/attachments/1/views/original", tenant).Locate());
        Assert.NotNull(new SentFile("a", "https://smba.trafficmanager.net/amer/v3/attachments/1/views/original", tenant).Locate());
    }

    [Fact]
    public void A_reference_is_valid_for_an_hour()
    {
        var reference = Keep();
        _time.Advance(SentFiles.Lifetime - TimeSpan.FromSeconds(1));
        Assert.Equal(File, _files.Find(Ada, reference));

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(_files.Find(Ada, reference));
    }

    [Fact]
    public void A_file_is_held_for_a_minute_until_its_sender_is_known()
    {
        var reference = Assert.Single(_files.Hold(Ada, [File])).Reference;
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(File, _files.Find(Ada, reference));

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(_files.Find(Ada, reference));
    }

    [Fact]
    public void Files_of_people_who_may_not_use_the_bot_are_forgotten_at_once()
    {
        var held = _files.Hold(Ada, [File]);

        _files.Settle(held, isKnown: false);

        Assert.Null(_files.Find(Ada, held[0].Reference));
    }

    [Fact]
    public void Too_many_files_of_one_person_push_out_only_their_own_oldest()
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
    public void Too_many_files_in_all_push_out_the_oldest()
    {
        var (first, second) = (Keep(Ada), Keep(Ada));

        for (var i = 2; i <= SentFiles.Most; i++)
            Keep(Ada with { UserId = $"{i / SentFiles.MostOfOne}" });

        Assert.Null(_files.Find(Ada, first));
        Assert.Equal(File, _files.Find(Ada, second));
    }

    [Fact]
    public void Held_files_never_push_out_kept_ones()
    {
        var kept = Keep(Ada);

        for (var i = 0; i <= SentFiles.Most; i++)
            _files.Hold(Ada with { UserId = $"{i}" }, [File]);

        Assert.Equal(File, _files.Find(Ada, kept));
    }

    [Fact]
    public void Of_too_many_files_in_a_message_the_first_ones_are_kept() =>
        Assert.Equal(PlatformFile.Most, _files.Hold(Ada, Enumerable.Repeat(File, PlatformFile.Most + 1)).Count);

    private string Keep() => Keep(Ada);

    private string Keep(Actor sender)
    {
        var held = _files.Hold(sender, [File]);
        _files.Settle(held, isKnown: true);
        return Assert.Single(held).Reference;
    }
}
