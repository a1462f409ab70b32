using System.Globalization;
using IiqBot.Web;
using IiqBot.Web.Hosting;
using IiqBot.Web.Packaging;
using IiqBot.Web.Terminal;

try
{
    return args switch
    {
        ["chat", ..] => await ChatCommand.RunAsync(args[1..]),
        ["audit", ..] => await AuditCommand.RunAsync(args[1..], Console.Out, Console.Error),
        ["explain", ..] => await ExplainCommand.RunAsync(args[1..], Console.Out),
        ["slack-manifest", ..] => SlackManifestCommand.Run(args[1..], Console.Out, Console.Error),
        ["teams-package", ..] => TeamsPackageCommand.Run(args[1..], Console.Out, Console.Error),
        [var command, ..] when command is "--help" || !command.StartsWith('-') && !command.Contains('=', StringComparison.Ordinal) =>
            await UnknownAsync(command),
        _ => await ServiceCommand.RunAsync(args),
    };
}
catch (StartRefusedException refused)
{
    await Console.Error.WriteLineAsync(refused.Message);
    return 1;
}

static async Task<int> UnknownAsync(string command)
{
    await Console.Error.WriteLineAsync(string.Format(CultureInfo.CurrentCulture, Texts.CommandUnknown, command));
    return 2;
}
