using System.Collections.Frozen;
using System.Text;
using System.Text.Json;

namespace IiqBot.FakeConnector.Connector;

/// <summary>The attachments that Teams accepts from a bot (msteams-docs, cards-reference and bots-filesv4).</summary>
internal sealed class AttachmentRules(ViolationList violations)
{
    /// <summary>The size a card must stay under, in UTF-8 bytes (the project's limit for every place a card can go).</summary>
    public const int LargestCard = 28 * 1024;

    private static readonly FrozenSet<string> Cards = FrozenSet.ToFrozenSet([
        ContentTypes.AdaptiveCard,
        "application/vnd.microsoft.card.hero",
        "application/vnd.microsoft.card.thumbnail",
        "application/vnd.microsoft.card.receipt",
        "application/vnd.microsoft.card.signin",
        "application/vnd.microsoft.card.oauth",
        "application/vnd.microsoft.teams.card.list",
        "application/vnd.microsoft.teams.card.o365connector",
        "application/vnd.microsoft.teams.card.file.consent",
        "application/vnd.microsoft.teams.card.file.info",
    ]);

    private static readonly SchemaRules Schema = new(JsonElement.Parse(PublishedCardSchema.Text));

    private int _cardsHeldToSchema;

    /// <summary>How many Adaptive Cards were checked against <see cref="PublishedCardSchema"/>.</summary>
    public int CardsHeldToSchema => Volatile.Read(ref _cardsHeldToSchema);

    /// <summary>
    /// Why the attachment is refused, or null. A card that is only too large, or breaks the schema in a way that clients ignore, is
    /// recorded as a violation.
    /// </summary>
    public string? Refusal(JsonElement attachment)
    {
        if (attachment.Text("contentType") is not { } type)
            return "an attachment needs a contentType.";
        if (type.StartsWith("image/", StringComparison.Ordinal))
        {
            return Uri.TryCreate(attachment.Text("contentUrl"), UriKind.Absolute, out var url) && url.Scheme is "https" or "data"
                ? null
                : "an image needs a contentUrl with https.";
        }

        if (!Cards.Contains(type))
            return $"Teams does not take attachments of type {type}.";
        if (attachment.Property("content") is not { ValueKind: JsonValueKind.Object } content)
            return "a card needs its content as an object.";
        if (type != ContentTypes.AdaptiveCard)
            return null;
        if (CardSize(content) > LargestCard)
            violations.Add($"An Adaptive Card has {CardSize(content)} bytes; the limit is {LargestCard}.");
        if (AdaptiveCardRules.Check(content) is [var first, ..])
            return $"the Adaptive Card is not valid: {first}";
        HoldToSchema(content);
        return null;
    }

    private void HoldToSchema(JsonElement card)
    {
        if (Schema.FirstError(card) is { } error)
            violations.Add($"An Adaptive Card breaks the published schema at {error}");
        Interlocked.Increment(ref _cardsHeldToSchema);
    }

    private static int CardSize(JsonElement card) => Encoding.UTF8.GetByteCount(card.GetRawText());
}
