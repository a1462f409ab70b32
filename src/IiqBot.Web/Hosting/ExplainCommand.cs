using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using IiqBot.Core;
using IiqBot.Core.Dispatch;

namespace IiqBot.Web.Hosting;

/// <summary>Prints as JSON how a typed line is understood: <c>explain "close 39181, replaced the cable"</c>.</summary>
internal static partial class ExplainCommand
{
    /// <summary>Explains one line.</summary>
    /// <returns>The process's exit code: 0 when the line was understood, 2 when not.</returns>
    public static int Run(string[] args, TextWriter output)
    {
        using var services = new ServiceCollection().AddLogging().AddCore().BuildServiceProvider();
        var line = services.GetRequiredService<HandlerRegistry>().Parser.Parse(string.Join(' ', args));
        var explanation = new Explanation(line.Verb, line.Arguments.Values, line.NotUnderstood, line.Suggestions);
        output.WriteLine(JsonSerializer.Serialize(explanation, ExplanationJson.Relaxed.Explanation));
        return line.Verb is null ? 2 : 0;
    }

    internal sealed record Explanation(
        string? Verb, IReadOnlyDictionary<string, string> Arguments, IReadOnlyList<string> NotUnderstood, IReadOnlyList<string> Suggestions);

    [JsonSerializable(typeof(Explanation))]
    private sealed partial class ExplanationJson : JsonSerializerContext
    {
        // For a console, not for a page: quotes and umlauts stay readable.
        public static ExplanationJson Relaxed { get; } = new(new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            WriteIndented = true,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        });
    }
}
