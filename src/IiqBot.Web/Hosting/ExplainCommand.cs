using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using IiqBot.Core.Features.Searches;
using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;
using IiqBot.IncidentIq;
using IiqBot.Web.Trial;

namespace IiqBot.Web.Hosting;

/// <summary>
/// Prints as JSON how the bot understands a typed line: <c>explain "close 39181, replaced the cable"</c>. Only the lists of Incident IQ, or
/// of the made-up district, tell where a name without quotes ends. Without them the command prints the words that may belong to it as
/// unsettled.
/// </summary>
internal static partial class ExplainCommand
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(20);

    /// <summary>Explains one line.</summary>
    /// <returns>The process's exit code: 0 when the line was understood, 2 when not.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        var builder = CommandHost.Builder(args: null);
        builder.Logging.ClearProviders();
        builder.Services.AddBot(builder.Configuration);
        ParsedLine line;
        await using (var parsing = builder.Services.BuildServiceProvider())
            line = parsing.GetRequiredService<HandlerRegistry>().Parser.Parse(string.Join(' ', args));

        var arguments = line.Arguments;
        if (arguments.Names.Any(LinePart.Option.IsMore))
            arguments = await WithWholeNamesAsync(builder, arguments);
        var isUnsettled = arguments.Values.ToLookup(pair => LinePart.Option.IsMore(pair.Key));
        var explanation = new Explanation(line.Verb, isUnsettled[false].ToDictionary(), line.NotUnderstood, line.Suggestions)
        {
            Doubt = line.Doubt == Doubt.None ? null : $"{line.Doubt}",
            Unsettled = isUnsettled[true].ToDictionary(pair => pair.Key[..^1], pair => pair.Value) is { Count: > 0 } words ? words : null,
        };
        await output.WriteLineAsync(JsonSerializer.Serialize(explanation, ExplanationJson.Relaxed.Explanation));
        return line.Verb is null ? 2 : 0;
    }

    private static async Task<Arguments> WithWholeNamesAsync(HostApplicationBuilder builder, Arguments arguments)
    {
        try
        {
            var usesSandbox = BotSettings.Read(builder.Configuration, builder.Environment.IsDevelopment()).UsesSandbox;
            await using var sandbox = usesSandbox ? await TrialDistrict.AddDistrictAsync(builder.Services) : null;
            await using var services = builder.Services.BuildServiceProvider();
            await using var scope = services.CreateAsyncScope();
            using var deadline = CallDeadline.In(Budget, TimeProvider.System);
            return await scope.ServiceProvider.GetRequiredService<WholeNames>().InAsync(arguments, person: null, CancellationToken.None);
        }
        catch (Exception exception) when (exception is StartRefusedException or IncidentIqException or OperationCanceledException)
        {
            return arguments; // no lists to ask, but the reading without names is still useful
        }
    }

    internal sealed record Explanation(
        string? Verb,
        IReadOnlyDictionary<string, string> Arguments,
        IReadOnlyList<string> NotUnderstood,
        IReadOnlyList<string> Suggestions
    )
    {
        /// <summary>Why the bot does not simply run it; null when it does.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? Doubt { get; init; }

        /// <summary>Words that may belong to the names before them; null when the lists settled that.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public IReadOnlyDictionary<string, string>? Unsettled { get; init; }
    }

    [JsonSerializable(typeof(Explanation))]
    private sealed partial class ExplanationJson : JsonSerializerContext
    {
        // For a console, not a web page: quotes and umlauts stay readable.
        public static ExplanationJson Relaxed { get; } =
            new(
                new JsonSerializerOptions
                {
                    PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
                    WriteIndented = true,
                    Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
                }
            );
    }
}
