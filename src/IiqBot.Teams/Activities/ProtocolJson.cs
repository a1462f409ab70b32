using System.Text.Json.Serialization;

namespace IiqBot.Teams.Activities;

/// <summary>Readers for the protocol's records, generated at build time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString
)]
[JsonSerializable(typeof(Activity))]
[JsonSerializable(typeof(CardActionValue))]
[JsonSerializable(typeof(SearchValue))]
[JsonSerializable(typeof(TeamsMember))]
[JsonSerializable(typeof(Named))]
[JsonSerializable(typeof(ConversationReference))]
internal sealed partial class ProtocolJson : JsonSerializerContext;
