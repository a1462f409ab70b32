using System.Net;
using System.Net.Sockets;
using IiqBot.Web.Hosting;

namespace IiqBot.EndToEndTests;

/// <summary>
/// A person with a real Teams client: the built service, Microsoft's Agents Playground, and Chromium. The walk itself is in
/// <c>playground/walk.mjs</c>, because Node drives the browser. It ends at the first step that fails, and names that step.
/// </summary>
public sealed class PlaygroundWalkTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task A_person_files_a_ticket_takes_it_comments_resolves_reopens_and_searches()
    {
        if (RealClient.Missing() is { } reason)
            Assert.Skip(reason);
        var cancellationToken = TestContext.Current.CancellationToken;
        var (botPort, clientPort) = (FreePort(), FreePort());
        using var bot = RunningProgram.Start(
            "dotnet",
            [typeof(BotSettings).Assembly.Location, "--urls", $"http://127.0.0.1:{botPort}"],
            AppContext.BaseDirectory,
            ("ASPNETCORE_ENVIRONMENT", "Development")
        );
        using var client = RunningProgram.Start(
            "node",
            [
                RealClient.Cli,
                "start",
                "-e",
                $"http://127.0.0.1:{botPort}/api/messages",
                "-c",
                "msteams",
                "-p",
                $"{clientPort}",
                "--conversation-id",
                "walk",
                "--disable-telemetry",
            ],
            Directory.CreateTempSubdirectory("iiqbot-playground").FullName
        );
        using var walk = RunningProgram.Start(
            "node",
            [Path.Combine(RealClient.Folder, "walk.mjs"), $"http://127.0.0.1:{clientPort}/", RealClient.Browser!, RealClient.Screenshots],
            RealClient.Folder
        );

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        var exitCode = await walk.WaitAsync(limit.Token);

        output.WriteLine(walk.Output);
        if (exitCode != 0)
            output.WriteLine($"The bot:\n{bot.Output}\nThe client:\n{client.Output}");
        Assert.Equal(0, exitCode);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
