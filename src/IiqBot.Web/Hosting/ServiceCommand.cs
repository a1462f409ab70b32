using IiqBot.Storage;
using IiqBot.Teams;
using IiqBot.Web.Trial;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace IiqBot.Web.Hosting;

/// <summary>Runs the service: the endpoints of the chat platforms, and what works behind them.</summary>
internal static class ServiceCommand
{
    private const string DefaultUrl = "http://127.0.0.1:3978";
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(5);
    private static readonly string[] AddressSettings = ["urls", "http_ports", "https_ports"];

    /// <summary>Runs until it is told to stop.</summary>
    /// <returns>The process's exit code.</returns>
    /// <exception cref="StartRefusedException">The settings do not allow a start.</exception>
    public static async Task<int> RunAsync(string[] args)
    {
        await using var app = await BuildAsync(args);
        await StartAsync(app);
        StartBanner.Print(app, Console.Out);
        var givingBack = GiveBackAsync(app.Lifetime.ApplicationStopping);
        await app.WaitForShutdownAsync();
        await givingBack;
        return 0;
    }

    /// <summary>Makes the service, ready to start.</summary>
    /// <param name="args">Settings from the command line.</param>
    /// <param name="change">Changes the registrations; tests trust their own certificates with it.</param>
    /// <exception cref="StartRefusedException">The settings do not allow a start.</exception>
    internal static async Task<WebApplication> BuildAsync(string[] args, Action<IServiceCollection>? change = null)
    {
        var builder = Builder(args);
        var settings = BotSettings.Read(builder.Configuration, builder.Environment.IsDevelopment());
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        if (!IsAddressConfigured(builder.Configuration))
            builder.WebHost.UseUrls(DefaultUrl);

        builder.Services.AddSingleton(settings);
        builder.Services.AddBot(builder.Configuration);
        if (settings.UsesSandbox)
            await TrialDistrict.StartAsync(builder);
        else
            builder.Services.AddHostedService<ListPreload>(); // the district inside answers at once
        builder.Services.AddStorage(builder.Configuration);
        builder.Services.AddHostedService<WorkPumps>();
        builder.Services.AddBotTelemetry(builder.Configuration);
        if (settings.Teams is { } teams)
            builder.Services.AddTeams(teams);
        if (settings.Slack is not SlackHosting.Off)
            builder.Services.AddSlack(settings.Slack);
        builder.Services.AddHealth();
        change?.Invoke(builder.Services);

        // What keeps the host from starting is told by whoever starts it, once, and not with a stack trace before.
        WebApplication? app = null;
        builder.Logging.AddFilter(
            "Microsoft.Extensions.Hosting.Internal.Host",
            level => level >= LogLevel.Warning && app?.Lifetime.ApplicationStarted.IsCancellationRequested == true
        );
        app = builder.Build();
        app.Services.GetService<TrialStorage>(); // the first to be made is the last to go
        Validate(app.Services);

        // In Development there would be a page with the exception and the request, for whoever sent it, also without a token.
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = static _ => Task.CompletedTask });
        if (settings.Teams is not null)
            app.MapTeams();
        if (settings.Slack is SlackHosting.Http)
            app.MapSlackPaths();
        app.MapLandingPage();
        app.MapHealth();
        return app;
    }

    private static WebApplicationBuilder Builder(string[] args)
    {
        try
        {
            // Without what only IIS and HTTP/3 need; HTTPS is for those who configure it.
            return WebApplication.CreateSlimBuilder(
                new WebApplicationOptions
                {
                    Args = args,
                    ApplicationName = typeof(ServiceCommand).Assembly.GetName().Name,
                    ContentRootPath = AppContext.BaseDirectory, // the settings file travels with the program
                }
            );
        }
        catch (InvalidDataException exception)
        {
            throw new StartRefusedException([Texts.SettingsFileBroken.With((exception.InnerException ?? exception).Message)]);
        }
    }

    /// <summary>
    /// Asks all options for what is wrong with them, which the host would do at its start, one by one and with a stack trace.
    /// </summary>
    private static void Validate(IServiceProvider services)
    {
        try
        {
            services.GetRequiredService<IStartupValidator>().Validate();
        }
        catch (OptionsValidationException exception)
        {
            throw new StartRefusedException([.. exception.Failures]);
        }
        catch (AggregateException exception) when (exception.InnerExceptions.All(inner => inner is OptionsValidationException))
        {
            throw new StartRefusedException([
                .. exception.InnerExceptions.Cast<OptionsValidationException>().SelectMany(inner => inner.Failures),
            ]);
        }
    }

    private static async Task StartAsync(WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            throw new StartRefusedException([Texts.SettingAddressTaken.With(exception.Message)]);
        }
        catch (StorageInUseException exception)
        {
            throw new StartRefusedException([exception.Message]);
        }
        catch (FormatException exception)
        {
            throw new StartRefusedException([Texts.SettingAddressUnfit.With(exception.Message)]); // Kestrel reads its addresses here
        }
    }

    // What only starting needed (settings, the tables' model, code that ran once) would stay until the first full collection, which
    // a quiet service does not reach for hours. Measured in docs/performance.md.
    private static async Task GiveBackAsync(CancellationToken stopping)
    {
        await Task.Delay(Settled, TimeProvider.System, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!stopping.IsCancellationRequested)
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    private static bool IsAddressConfigured(ConfigurationManager configuration) =>
        AddressSettings.Any(key => !string.IsNullOrEmpty(configuration[key]))
        || configuration.GetSection("Kestrel:Endpoints").GetChildren().Any();
}
