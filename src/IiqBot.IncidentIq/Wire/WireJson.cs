using System.Text.Json.Serialization;

namespace IiqBot.IncidentIq.Wire;

/// <summary>Reads and writes the wire types without reflection.</summary>
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    PropertyNameCaseInsensitive = true,
    Converters = [
        typeof(LooseGuidConverter),
        typeof(LooseStringConverter),
        typeof(LooseFlagConverter),
        typeof(LooseNumberConverter<int>),
        typeof(LooseNumberConverter<long>),
        typeof(LooseNumberConverter<double>),
    ]
)]
[JsonSerializable(typeof(Envelope))]
[JsonSerializable(typeof(WireTicket))]
[JsonSerializable(typeof(WireTicketSla))]
[JsonSerializable(typeof(WireTicketAsset[]))]
[JsonSerializable(typeof(WireAsset))]
[JsonSerializable(typeof(WireFile))]
[JsonSerializable(typeof(WireSearch))]
[JsonSerializable(typeof(WireActivity))]
[JsonSerializable(typeof(WireUser))]
[JsonSerializable(typeof(WireTeam))]
[JsonSerializable(typeof(WireLocation))]
[JsonSerializable(typeof(WireRoom))]
[JsonSerializable(typeof(WireIssue))]
[JsonSerializable(typeof(WireStep))]
[JsonSerializable(typeof(WirePriority))]
[JsonSerializable(typeof(WireCloseReason))]
[JsonSerializable(typeof(WireSite))]
[JsonSerializable(typeof(WireQuery))]
[JsonSerializable(typeof(WireSearchRequest))]
[JsonSerializable(typeof(WireTicketWrite))]
[JsonSerializable(typeof(WireAssign))]
[JsonSerializable(typeof(WirePriorityRequest))]
[JsonSerializable(typeof(WireDueDate))]
[JsonSerializable(typeof(WireClose))]
[JsonSerializable(typeof(WireNewActivity))]
[JsonSerializable(typeof(WireIssuesRequest))]
[JsonSerializable(typeof(WireListRequest))]
internal sealed partial class WireJson : JsonSerializerContext;
