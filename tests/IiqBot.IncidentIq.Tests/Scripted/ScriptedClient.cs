using IiqBot.IncidentIq.Activities;
using IiqBot.IncidentIq.Assets;
using IiqBot.IncidentIq.Files;
using IiqBot.IncidentIq.Http;
using IiqBot.IncidentIq.Lookups;
using IiqBot.IncidentIq.Tickets;
using Microsoft.Extensions.DependencyInjection;

namespace IiqBot.IncidentIq.Tests.Scripted;

/// <summary>The client as an application uses it, with the scripted server and the clock of the test.</summary>
internal sealed class ScriptedClient : IDisposable
{
    public static readonly Guid SiteId = Guid.Parse("bb6cece8-e4f4-e511-a789-005056bb000e");
    public const string Token = "made-up.token.value";
    private readonly ServiceProvider _services;

    public ScriptedClient(Action<IncidentIqOptions>? configure = null)
    {
        var collection = new ServiceCollection();
        collection.AddSingleton<TimeProvider>(Time);
        collection.AddIncidentIq();
        collection.AddHttpClient(IncidentIqHttp.ClientName).ConfigurePrimaryHttpMessageHandler(() => Site);
        collection.Configure<IncidentIqOptions>(o =>
        {
            o.BaseUrl = new Uri("https://district.test");
            o.SiteId = SiteId;
            o.ApiToken = Token;
            o.AttemptTimeout = TimeSpan.FromSeconds(40);
            configure?.Invoke(o);
        });
        _services = collection.BuildServiceProvider(validateScopes: true);
    }

    public HurriedTime Time { get; } = new();

    public ScriptedSite Site { get; } = new();

    public ITickets Tickets => Get<ITickets>();

    public IActivities Activities => Get<IActivities>();

    public IAssets Assets => Get<IAssets>();

    public IFiles Files => Get<IFiles>();

    public ILookups Lookups => Get<ILookups>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public void Dispose() => _services.Dispose();
}
