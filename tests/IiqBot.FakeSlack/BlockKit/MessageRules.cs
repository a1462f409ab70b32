using System.Text.Json;

namespace IiqBot.FakeSlack.BlockKit;

/// <summary>The verdict on a message or view: Slack's error and its explanations, or no error.</summary>
internal sealed record Verdict(string? Error, IReadOnlyList<string> Messages)
{
    public static Verdict Good { get; } = new(null, []);

    public static Verdict Bad(string error, params IReadOnlyList<string> messages) => new(error, messages);
}

/// <summary>The limits of a message (docs.slack.dev, chat.postMessage and Block Kit reference; docs/reference/slack.md, "Sizes").</summary>
internal static class MessageRules
{
    public const int MostText = 40_000;
    public const int MostBlocks = 50;

    /// <summary>Not documented; measured by others (bolt-js #2509).</summary>
    public const int MostBlockCharacters = 13_200;

    private const int MostAttachments = 100;

    /// <summary>Checks text, blocks and attachments together.</summary>
    /// <param name="message">An object with <c>text</c>, <c>blocks</c>, <c>attachments</c>.</param>
    public static Verdict Check(JsonElement message)
    {
        var text = message.Text("text") ?? "";
        if (Shape.Length(text) > MostText)
            return Verdict.Bad("msg_too_long");
        var blocks = new BlockCheck(Surface.Message);
        if (message.Property("blocks") is { ValueKind: not JsonValueKind.Array })
            return Verdict.Bad("invalid_blocks_format");
        if (message.Property("blocks") is { } given)
            Shape.List(Blocks.Top, 0, MostBlocks)(given, "/blocks", blocks);
        if (blocks.Errors.Count > 0)
            return Verdict.Bad("invalid_blocks", blocks.Errors);
        if (blocks.Characters > MostBlockCharacters)
            return Verdict.Bad("msg_blocks_too_long");
        var attachments = Attachments(message);
        if (attachments.Count > 0)
            return Verdict.Bad("invalid_attachments", attachments);
        var isEmpty = string.IsNullOrWhiteSpace(text) && !message.Items("blocks").Any() && !message.Items("attachments").Any();
        return isEmpty ? Verdict.Bad("no_text") : Verdict.Good;
    }

    /// <summary>The errors of an attachment or link preview.</summary>
    public static IReadOnlyList<string> CheckAttachment(JsonElement attachment, string at)
    {
        // Ids are unique within one attachment, because it may be updated on its own.
        var check = new BlockCheck(Surface.Message);
        if (attachment.ValueKind != JsonValueKind.Object)
            check.Fail(at, "must be an object");
        if (attachment.Property("blocks") is { } blocks)
            Shape.List(Blocks.Top, 1, MostBlocks)(blocks, at + "/blocks", check);
        if (check.Characters > MostBlockCharacters)
            check.Fail(at + "/blocks", $"must be no more than {MostBlockCharacters} characters in all");
        if (attachment.Property("color") is { } color)
            Shape.Matching("^(good|warning|danger|#?[0-9a-fA-F]{6})$")(color, at + "/color", check);
        return check.Errors;
    }

    private static List<string> Attachments(JsonElement message)
    {
        if (message.Property("attachments") is not { } given)
            return [];
        if (given.ValueKind != JsonValueKind.Array)
            return ["[ERROR] must be an array [json-pointer:/attachments]"];
        List<string> errors = [.. given.EnumerateArray().SelectMany((attachment, i) => CheckAttachment(attachment, $"/attachments/{i}"))];
        if (given.GetArrayLength() > MostAttachments)
            errors.Add($"[ERROR] no more than {MostAttachments} items allowed [json-pointer:/attachments]");
        return errors;
    }
}
