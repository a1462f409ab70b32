namespace IiqBot.Web.Hosting;

/// <summary>Reads the settings for commands that are no web application, in the same way as the service.</summary>
internal static class CommandHost
{
    /// <summary>
    /// Creates a builder with the settings file beside the program, and with the environment that the service would have.
    /// </summary>
    /// <param name="args">Settings from the command line; null when the command line has none.</param>
    public static HostApplicationBuilder Builder(string[]? args)
    {
        // The service reads these first, so that DOTNET_ENVIRONMENT wins where both are set. Without this, the variable that everybody
        // knows from ASP.NET Core would apply to the service alone.
        var configuration = new ConfigurationManager();
        configuration.AddEnvironmentVariables("ASPNETCORE_");
        return Host.CreateApplicationBuilder(
            new HostApplicationBuilderSettings
            {
                Args = args,
                ContentRootPath = AppContext.BaseDirectory, // the settings file is beside the program
                Configuration = configuration,
            }
        );
    }
}
