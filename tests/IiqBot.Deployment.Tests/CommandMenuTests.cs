using System.Text.Json;
using IiqBot.Core;
using IiqBot.Core.Pipeline;
using IiqBot.Web.Packaging;
using Microsoft.Extensions.DependencyInjection;

namespace IiqBot.Deployment.Tests;

/// <summary>The menu that Teams shows when a person starts to type to the bot.</summary>
public sealed class CommandMenuTests
{
    private static readonly JsonElement Bot = TeamsAppPackageTests
        .Manifest(new TeamsAppDetails("6d1a2c55-6a8e-4a35-9a06-0f0b6f0e4b11", "iiqbot.example.org"))
        .GetProperty("bots")[0];

    private static readonly JsonElement[] Commands =
    [
        .. Bot.GetProperty("commandLists").EnumerateArray().SelectMany(list => list.GetProperty("commands").EnumerateArray()),
    ];

    public static TheoryData<string> Titles => [.. Commands.Select(command => command.GetProperty("title").GetString()!)];

    [Theory, MemberData(nameof(Titles))]
    public void The_bot_understands_every_command(string title)
    {
        var aliases = new ServiceCollection()
            .AddCore()
            .Select(service => service.ImplementationInstance)
            .OfType<HandlerRegistration>()
            .SelectMany(registration => registration.Route.Aliases);

        Assert.Contains(title, aliases);
    }

    [Fact]
    public void The_menu_fits_the_limits_of_Teams()
    {
        Assert.InRange(Commands.Length, 1, 10);
        Assert.All(
            Commands,
            command =>
            {
                Assert.InRange(command.GetProperty("title").GetString()!.Length, 1, 32);
                Assert.InRange(command.GetProperty("description").GetString()!.Length, 1, 128);
            }
        );
    }

    [Fact]
    public void Every_scope_of_the_bot_has_the_menu()
    {
        var scopes = Bot.GetProperty("scopes").EnumerateArray().Select(scope => scope.GetString()).ToList();
        Assert.Equal(["personal", "team", "groupChat"], scopes);
        Assert.All(
            Bot.GetProperty("commandLists").EnumerateArray(),
            list => Assert.Equal(scopes, list.GetProperty("scopes").EnumerateArray().Select(scope => scope.GetString()))
        );
    }
}
