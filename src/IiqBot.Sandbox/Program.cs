using System.Globalization;
using IiqBot.Sandbox.Faults;

namespace IiqBot.Sandbox;

/// <summary>Runs the local Incident IQ as a program of its own.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        if (Read(args) is not { } options)
        {
            await Console.Error.WriteLineAsync(Texts.Usage);
            return 2;
        }

        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stopped.TrySetResult();
        };
        try
        {
            await using var sandbox = await SandboxServer.StartAsync(options, CancellationToken.None);
            await Console.Out.WriteLineAsync(Describe(sandbox));
            await stopped.Task;
            return 0;
        }
        catch (IOException)
        {
            await Console.Error.WriteLineAsync(Format(Texts.PortTaken, options.Port));
            return 1;
        }
    }

    private static SandboxOptions? Read(string[] args)
    {
        var (port, seed) = (0, 1);
        if (args.Length % 2 != 0)
            return null;
        for (var i = 0; i < args.Length; i += 2)
        {
            if (!int.TryParse(args[i + 1], CultureInfo.InvariantCulture, out var number))
                return null;
            if (args[i] == "--port" && number is >= 0 and <= 65535)
                port = number;
            else if (args[i] == "--seed")
                seed = number;
            else
                return null;
        }

        return new SandboxOptions { Port = port, Seed = seed };
    }

    private static string Describe(SandboxServer sandbox) =>
        string.Join(
            Environment.NewLine,
            [
                Format(Texts.Started, sandbox.Url, sandbox.Token, sandbox.SiteId),
                .. sandbox.Control.SamplePeople.Select(person => Format(Texts.Person, person.Role, person.Email, person.Name)),
                Format(Texts.HowTo, string.Join(", ", Enum.GetNames<FaultKind>()), sandbox.Url),
            ]
        );

    private static string Format(string text, params object[] values) => string.Format(CultureInfo.CurrentCulture, text, values);
}
