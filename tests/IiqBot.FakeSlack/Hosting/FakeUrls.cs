namespace IiqBot.FakeSlack.Hosting;

/// <summary>The addresses of a running fake.</summary>
internal sealed class FakeUrls
{
    /// <summary>Slack, such as http://127.0.0.1:5001/.</summary>
    public Uri Slack { get; private set; } = null!;

    /// <summary>Another server, under another host name, such as http://localhost:5002/.</summary>
    public Uri Elsewhere { get; private set; } = null!;

    public void Set(Uri slack, Uri elsewhere) => (Slack, Elsewhere) = (slack, elsewhere);

    public Uri Of(string path) => new(Slack, path);

    public Uri Socket(string path) => new UriBuilder(new Uri(Slack, path)) { Scheme = "ws" }.Uri;
}
