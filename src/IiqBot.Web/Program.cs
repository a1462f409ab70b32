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
        _ => await ServiceCommand.RunAsync(args),
    };
}
catch (StartRefusedException refused)
{
    await Console.Error.WriteLineAsync(refused.Message);
    return 1;
}
