using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using IiqBot.Core.Model;

namespace IiqBot.Storage.Json;

/// <summary>
/// Stores records of the core as JSON in a column. The reader skips members that only another version knows. The names of the kinds of the
/// closed sets never change.
/// </summary>
internal static class StorageJson
{
    /// <summary>The members of the core's closed sets, by their stored names.</summary>
    public static readonly IReadOnlyDictionary<Type, IReadOnlyDictionary<Type, string>> ClosedSets = new Dictionary<
        Type,
        IReadOnlyDictionary<Type, string>
    >
    {
        [typeof(BotResponse)] = new Dictionary<Type, string>
        {
            [typeof(BotResponse.Reply)] = "reply",
            [typeof(BotResponse.ReplaceCard)] = "replace",
            [typeof(BotResponse.OpenForm)] = "form",
            [typeof(BotResponse.FormErrors)] = "formErrors",
            [typeof(BotResponse.Toast)] = "toast",
            [typeof(BotResponse.Silent)] = "silent",
        },
        [typeof(CardElement)] = new Dictionary<Type, string>
        {
            [typeof(CardElement.Paragraph)] = "paragraph",
            [typeof(CardElement.Notice)] = "notice",
            [typeof(CardElement.Badges)] = "badges",
            [typeof(CardElement.Facts)] = "facts",
            [typeof(CardElement.Row)] = "row",
            [typeof(CardElement.Comment)] = "comment",
        },
        [typeof(CardAction)] = new Dictionary<Type, string>
        {
            [typeof(CardAction.Press)] = "press",
            [typeof(CardAction.OpenLink)] = "link",
        },
        [typeof(Field)] = new Dictionary<Type, string>
        {
            [typeof(Field.Text)] = "text",
            [typeof(Field.Date)] = "date",
            [typeof(Field.Choice)] = "choice",
            [typeof(Field.Search)] = "search",
        },
    };

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        AllowOutOfOrderMetadataProperties = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true, // they follow from the others
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { TellMembersApart } },
        Converters = { new ArgumentsConverter(), new JsonStringEnumConverter() },
    };

    /// <summary>Writes a record.</summary>
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>Reads a record.</summary>
    /// <exception cref="JsonException">
    /// <see cref="Write"/> did not write it, or a newer version did, with kinds that this one does not know.
    /// </exception>
    public static T Read<T>(string json)
        where T : class => JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException();

    private static void TellMembersApart(JsonTypeInfo type)
    {
        if (!ClosedSets.TryGetValue(type.Type, out var members))
            return;
        type.PolymorphismOptions = new() { TypeDiscriminatorPropertyName = "$kind" };
        foreach (var (member, name) in members)
            type.PolymorphismOptions.DerivedTypes.Add(new(member, name));
    }

    private sealed class ArgumentsConverter : JsonConverter<Arguments>
    {
        public override Arguments Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Arguments.From(JsonSerializer.Deserialize<Dictionary<string, string>>(ref reader, options) ?? []);

        public override void Write(Utf8JsonWriter writer, Arguments value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.Values, options);
    }
}
