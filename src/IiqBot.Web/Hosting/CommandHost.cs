namespace IiqBot.Web.Hosting;

/// <summary>Reads the settings of a command that is no web application as the service reads its own.</summary>
internal static class CommandHost
{
    /// <summary>A builder with the settings file beside the program, and with the environment that the service would have.</summary>
    /// <param name="args">Settings from the command line; null when what stands there is no setting.</param>
    public static HostApplicationBuilder Builder(string[]? args)
    {
        // The service reads these first, so that DOTNET_ENVIRONMENT wins where both are set. Without this the name that everybody
        // knows from ASP.NET Core would count for the service alone.
        var configuration = new ConfigurationManager();
        configuration.AddEnvironmentVariables("ASPNETCORE_");
        return Host.CreateApplicationBuilder(
            new HostApplicationBuilderSettings
            {
                Args = args,
                ContentRootPath = AppContext.BaseDirectory, // the settings file travels with the program
                Configuration = configuration,
            }
        );
    }
}
