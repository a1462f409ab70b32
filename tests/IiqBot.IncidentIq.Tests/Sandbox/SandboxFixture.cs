using System.Net.Http.Json;
using IiqBot.IncidentIq.Activities;
using IiqBot.IncidentIq.Assets;
using IiqBot.IncidentIq.Files;
using IiqBot.IncidentIq.Lookups;
using IiqBot.IncidentIq.Tickets;
using IiqBot.Sandbox;
using Microsoft.Extensions.DependencyInjection;

namespace IiqBot.IncidentIq.Tests.Sandbox;

/// <summary>The client with a local Incident IQ over real HTTP, with its own requester and technician.</summary>
public sealed class SandboxFixture : IAsyncLifetime
{
    public const string RequesterEmail = "rita.requester@maplewood.example";
    public const string TechnicianEmail = "theo.technician@maplewood.example";
    private SandboxServer _server = null!;
    private ServiceProvider _services = null!;

    public ITickets Tickets => _services.GetRequiredService<ITickets>();

    public IActivities Activities => _services.GetRequiredService<IActivities>();

    public IAssets Assets => _services.GetRequiredService<IAssets>();

    public IFiles Files => _services.GetRequiredService<IFiles>();

    public ILookups Lookups => _services.GetRequiredService<ILookups>();

    public User Requester { get; private set; } = null!;

    public User Technician { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var cancel = TestContext.Current.CancellationToken;
        _server = await SandboxServer.StartAsync(new SandboxOptions(), cancel);
        using var control = new HttpClient { BaseAddress = _server.Url };
        await AddAsync(RequesterEmail, "Rita Requester", "requester");
        await AddAsync(TechnicianEmail, "Theo Technician", "agent");

        var services = new ServiceCollection();
        services.AddIncidentIq();
        services.Configure<IncidentIqOptions>(o => (o.BaseUrl, o.SiteId, o.ApiToken) = (_server.Url, _server.SiteId, _server.Token));
        _services = services.BuildServiceProvider();
        Requester =
            await Lookups.UserByEmailAsync(RequesterEmail, cancel) ?? throw new InvalidOperationException("The requester is not there.");
        Technician =
            await Lookups.UserByEmailAsync(TechnicianEmail, cancel) ?? throw new InvalidOperationException("The technician is not there.");

        async Task AddAsync(string email, string name, string role)
        {
            using var answer = await control.PostAsJsonAsync(
                "/_sandbox/people",
                new
                {
                    Email = email,
                    Name = name,
                    Role = role,
                },
                cancel
            );
            answer.EnsureSuccessStatusCode();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _server.DisposeAsync();
    }

    /// <summary>A ticket about a projector without a picture, filed for the requester.</summary>
    public async Task<Ticket> FileAsync(string subject, CancellationToken cancel)
    {
        var issues = await Lookups.IssuesAsync(cancel);
        var locations = await Lookups.LocationsAsync(cancel);
        return await Tickets.CreateAsync(
            new()
            {
                Subject = subject,
                Description = "It hums, 1 < 2.\nNo picture.",
                RequesterId = Requester.Id,
                Issue = issues.First(i => i.FullName == "Projector › No picture"),
                LocationId = locations[0].Id,
            },
            cancel
        );
    }
}
