using IiqBot.Core.Messaging;
using IiqBot.Core.Requests;
using IiqBot.Teams.Files;
using Microsoft.Extensions.Time.Testing;

namespace IiqBot.Teams.Tests.Protocol;

/// <summary>Where the bot goes for a file, and how long it remembers where that is.</summary>
public sealed class SentFileTests
{
    private static readonly Actor Ada = new("teams", TeamsHost.Tenant, TestActivity.AadId);
    private static readonly SentFile File = new("hum.mp3", "https://district-my.sharepoint.com/personal/ada/_layouts/15/download.aspx?tempauth=a", null);

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
    public void A_file_is_fetched_from_sharepoint_alone(string address, bool isFetched) => Assert.Equal(isFetched, new SentFile("a", address, null).Locate() is not null);

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
    public void A_picture_is_fetched_from_the_attachments_of_its_connector_alone(string address, bool isFetched) =>
        Assert.Equal(isFetched, new SentFile("a", address, TeamsHost.ServiceUrl).Locate() is not null);

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
    public void When_there_are_too_many_the_oldest_gives_way()
    {
        var (first, second) = (Keep(), Keep());

        for (var i = 2; i <= SentFiles.Most; i++) Keep();

        Assert.Null(_files.Find(Ada, first));
        Assert.Equal(File, _files.Find(Ada, second));
    }

    [Fact]
    public void Of_a_message_with_more_files_than_a_request_carries_the_first_are_kept() =>
        Assert.Equal(PlatformFile.Most, _files.Keep(Ada, Enumerable.Repeat(File, PlatformFile.Most + 1)).Count);

    private string Keep() => Assert.Single(_files.Keep(Ada, [File])).Reference;
}
