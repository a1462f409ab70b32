namespace IiqBot.FakeConnector;

/// <summary>The addresses of a running fake.</summary>
internal sealed class FakeUrls
{
    /// <summary>The region: the path that every service URL of Teams has before the path of the API.</summary>
    public const string Region = "amer";

    public Uri Service { get; private set; } = null!;

    public Uri HttpsService { get; private set; } = null!;

    public Uri Identity { get; private set; } = null!;

    /// <summary>The service URL as activities name it.</summary>
    public string Current { get; private set; } = null!;

    public void Set(Uri http, Uri https, bool useHttps)
    {
        Service = new Uri(http, Region + "/");
        HttpsService = new Uri(https, Region + "/");
        Identity = https;
        Current = (useHttps ? HttpsService : Service).AbsoluteUri;
    }
}
