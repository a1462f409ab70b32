using IiqBot.Core;
using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;
using Microsoft.Extensions.DependencyInjection;

namespace IiqBot.Fuzz.Tests.Requests;

/// <summary>Lines that people could type, made of the bot's own words and of others, and the verbs of its buttons.</summary>
internal static class Lines
{
    private static readonly IReadOnlyList<Route> Routes =
    [
        .. new ServiceCollection()
            .AddCore()
            .Where(s => s.ServiceType == typeof(HandlerRegistration))
            .Select(s => ((HandlerRegistration)s.ImplementationInstance!).Route),
    ];

    private static readonly string[] Commands = [.. Routes.SelectMany(route => route.Aliases)];

    private static readonly string[] Words =
    [
        "39181",
        "#39181",
        "39181, 39182 and 39183",
        "to Network",
        "to me",
        "to waiting",
        "high",
        "tomorrow",
        "friday 3pm",
        "CB-1234",
        "status:waiting",
        "priority:high",
        "assignedto:\"Tess Technician\"",
        "location:‘Maplewood High’",
        "created:«last 7 days»",
        "projector shows no picture",
        "in room 204",
        "not yet",
        "?",
        "private: the parent owes the fee",
        "please",
        "for Tilda Mossbank",
        "and",
        ",",
        ":",
        "\"",
        "“",
        "‚",
        "👍",
        "\u202E",
        "<https://example.org|here>",
        "<@U0000000000>",
        "&lt;",
        "*bold*",
        "```",
        "\n",
        "مرحبا",
        "打印机坏了",
    ];

    /// <summary>The verbs of all buttons and forms.</summary>
    public static IReadOnlyList<string> Verbs { get; } = [.. Routes.Select(route => route.Verb)];

    /// <summary>A typed line.</summary>
    public static string Any(Random random)
    {
        var words = Enumerable.Range(0, random.Next(8)).Select(_ => Words[random.Next(Words.Length)]);
        var command = random.Next(5) == 0 ? "" : Commands[random.Next(Commands.Length)];
        return string.Join(' ', words.Prepend(command));
    }
}
