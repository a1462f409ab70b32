using IiqBot.Core.Identity;
using IiqBot.Web.Hosting;
using IiqBot.Web.Trial;
using Spectre.Console;

namespace IiqBot.Web.Terminal;

/// <summary>
/// A chat with the bot in the terminal, with the made-up district as help desk. It uses the same dispatcher and features as Teams, and
/// needs no account.
/// </summary>
internal static class ChatCommand
{
    /// <summary>Chats until the person leaves.</summary>
    /// <exception cref="StartRefusedException">A real Incident IQ is configured, or this is not Development.</exception>
    public static async Task<int> RunAsync(string[] args)
    {
        var builder = CommandHost.Builder(args);
        if (!builder.Environment.IsDevelopment() || !BotSettings.Read(builder.Configuration, isDevelopment: true).UsesSandbox)
            throw new StartRefusedException([Texts.ChatNeedsSandbox]);

        builder.Logging.ClearProviders();
        builder.Services.AddBot(builder.Configuration);
        await using var sandbox = await TrialDistrict.AddDistrictAsync(builder.Services);
        builder.Services.AddHealth();
        builder.Services.AddSingleton<IPersonDirectory, TerminalDirectory>();
        builder.Services.AddSingleton(AnsiConsole.Console);
        builder.Services.AddSingleton(Console.In);
        builder.Services.AddSingleton<TerminalRenderer>();
        builder.Services.AddSingleton<TerminalForm>();
        builder.Services.AddSingleton<TerminalChat>();
        using var host = builder.Build();
        await host.StartAsync();
        await host.Services.GetRequiredService<TerminalChat>().RunAsync(CancellationToken.None);
        await host.StopAsync();
        return 0;
    }
}
