using IiqBot.Sandbox;
using IiqBot.Teams;

namespace IiqBot.Web.Hosting;

/// <summary>Runs the service: the endpoints of the chat platforms, and what works behind them.</summary>
internal static class ServiceCommand
{
    private const string DefaultUrl = "http://127.0.0.1:3978";
    private static readonly string[] AddressSettings = ["urls", "http_ports", "https_ports"];

    /// <summary>Runs until it is told to stop.</summary>
    /// <returns>The process's exit code.</returns>
    /// <exception cref="StartRefusedException">The settings do not allow a start.</exception>
    public static async Task<int> RunAsync(string[] args)
    {
        await using var app = await BuildAsync(args);
        await app.StartAsync();
        StartBanner.Print(app, Console.Out);
        await app.WaitForShutdownAsync();
        return 0;
    }

    /// <summary>Makes the service, ready to start.</summary>
    /// <param name="args">Settings from the command line.</param>
    /// <param name="change">Changes the registrations; tests trust their own certificates with it.</param>
    /// <exception cref="StartRefusedException">The settings do not allow a start.</exception>
    internal static async Task<WebApplication> BuildAsync(string[] args, Action<IServiceCollection>? change = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = typeof(ServiceCommand).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory, // the settings file travels with the program
        });
        var settings = BotSettings.Read(builder.Configuration, builder.Environment.IsDevelopment());
        var sandbox = settings.UsesSandbox ? await SandboxServer.StartAsync(new SandboxOptions(), CancellationToken.None) : null;
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        if (!IsAddressConfigured(builder.Configuration)) builder.WebHost.UseUrls(DefaultUrl);

        builder.Services.AddSingleton(settings);
        builder.Services.AddBot(builder.Configuration, sandbox);
        builder.Services.AddBotTelemetry(builder.Configuration);
        builder.Services.AddOptions<TeamsOptions>().Bind(builder.Configuration.GetSection(TeamsOptions.Section)).ValidateOnStart();
        if (settings.Teams is { } teams) builder.Services.AddTeams(teams);
        builder.Services.AddSlack(settings.Slack);
        builder.Services.AddHealthChecks();
        change?.Invoke(builder.Services);

        var app = builder.Build();
        if (settings.Teams is not null) app.MapTeams();
        app.MapSlack(settings.Slack);
        app.MapLandingPage();
        app.MapHealthChecks("/health/live");
        app.MapHealthChecks("/health/ready");
        return app;
    }

    private static bool IsAddressConfigured(ConfigurationManager configuration) =>
        AddressSettings.Any(key => !string.IsNullOrEmpty(configuration[key]))
        || configuration.GetSection("Kestrel:Endpoints").GetChildren().Any();
}
