using IiqBot.Storage;
using IiqBot.Teams;
using IiqBot.Web.Trial;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace IiqBot.Web.Hosting;

/// <summary>Runs the service: the endpoints of the chat platforms, and the work behind them.</summary>
internal static class ServiceCommand
{
    private const string DefaultUrl = "http://127.0.0.1:3978";
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(5);
    private static readonly string[] AddressSettings = ["urls", "http_ports", "https_ports"];

    /// <summary>Runs until the service is stopped.</summary>
    /// <returns>The process's exit code.</returns>
    /// <exception cref="StartRefusedException">The settings do not allow a startup.</exception>
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

    /// <summary>Builds the service, ready to start.</summary>
    /// <param name="args">Settings from the command line.</param>
    /// <param name="change">Changes the registrations. Tests use it to trust their own certificates.</param>
    /// <exception cref="StartRefusedException">The settings do not allow a startup.</exception>
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
            builder.Services.AddHostedService<ListPreload>(); // the made-up district answers at once
        builder.Services.AddStorage(builder.Configuration);
        builder.Services.AddHostedService<WorkPumps>();
        builder.Services.AddBotTelemetry(builder.Configuration);
        if (settings.Teams is { } teams)
            builder.Services.AddTeams(teams);
        if (settings.Slack is not SlackHosting.Off)
            builder.Services.AddSlack(settings.Slack);
        builder.Services.AddHealth();
        change?.Invoke(builder.Services);

        // The caller reports a failed startup, once, so the host must not log a stack trace before.
        WebApplication? app = null;
        builder.Logging.AddFilter(
            "Microsoft.Extensions.Hosting.Internal.Host",
            level => level >= LogLevel.Warning && app?.Lifetime.ApplicationStarted.IsCancellationRequested == true
        );
        app = builder.Build();
        app.Services.GetService<TrialStorage>(); // created first, so it is disposed of last
        Validate(app.Services);

        // Otherwise Development would show a page with the exception and the request to any sender, even without a token.
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
            // Leaves out what only IIS and HTTP/3 need. HTTPS works if it is configured.
            return WebApplication.CreateSlimBuilder(
                new WebApplicationOptions
                {
                    Args = args,
                    ApplicationName = typeof(ServiceCommand).Assembly.GetName().Name,
                    ContentRootPath = AppContext.BaseDirectory, // the settings file is beside the program
                }
            );
        }
        catch (InvalidDataException exception)
        {
            throw new StartRefusedException([Texts.SettingsFileBroken.With((exception.InnerException ?? exception).Message)]);
        }
    }

    /// <summary>Validates all options at once. The host would report them at startup one by one, with a stack trace.</summary>
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

    // Objects that only the startup needed (settings, the tables' model, code that ran once) would stay until the first full collection,
    // which may take hours on a quiet service. Measured in docs/performance.md.
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
