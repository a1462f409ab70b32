using System.Globalization;
using IiqBot.Benchmarks;
using IiqBot.Benchmarks.Former;
using IiqBot.Benchmarks.Micro;
using IiqBot.Benchmarks.Slack;
using IiqBot.Benchmarks.Starts;
using IiqBot.Benchmarks.Storage;
using IiqBot.Benchmarks.Turns;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

switch (args)
{
    case [BareEndpoint.Command]:
        await BareEndpoint.RunAsync();
        return 0;
    case [BareSlackEndpoint.Command]:
        await BareSlackEndpoint.RunAsync();
        return 0;
    case [] or ["micro"] or ["turn"] or ["slack"] or ["slack-slow"] or ["start"] or ["storage"] or [FormerRun.Command, _]:
        break;
    default:
        Console.Error.WriteLine(
            "Say nothing to run all, or one of: micro, turn, slack, slack-slow, start, storage, or former and a former build's folder."
        );
        return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
Machine.Print();
if (args is [] or ["micro"])
    MicroRun.Run();
if (args is [] or ["turn"])
    await TurnRun.RunAsync(stop.Token);
if (args is [] or ["slack"])
    await SlackRun.RunAsync(stop.Token);
if (args is [FormerRun.Command, var folder])
    await FormerRun.RunAsync(folder, stop.Token);
if (args is [] or ["slack-slow"])
    await SlowRun.RunAsync(stop.Token);
if (args is [] or ["start"])
    await StartRun.RunAsync(stop.Token);
if (args is [] or ["storage"])
{
    await AcknowledgementRun.RunAsync(stop.Token);
    await WritingTurnRun.RunAsync(stop.Token);
}
return 0;
