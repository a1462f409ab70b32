using System.Text.Json;
using System.Text.Json.Nodes;

namespace IiqBot.Sandbox.Faults;

/// <summary>Sends records of another shape than promised.</summary>
internal static class OddRecords
{
    /// <summary>The answer with the oddities that are switched on for it.</summary>
    public static byte[] In(byte[] answer, IReadOnlyList<Fault> faults)
    {
        var odd = faults.Where(fault => fault.Kind is FaultKind.NullRow or FaultKind.OddMember or FaultKind.MissingMember).ToList();
        if (odd.Count == 0 || JsonNode.Parse(answer) is not JsonObject envelope)
            return answer;
        foreach (var fault in odd)
            Apply(fault, envelope);
        return JsonSerializer.SerializeToUtf8Bytes(envelope);
    }

    private static void Apply(Fault fault, JsonObject envelope)
    {
        // Some lists come under the name of the single record.
        var list = envelope["Items"] as JsonArray ?? envelope["Item"] as JsonArray;
        var record = list is null ? envelope["Item"] as JsonObject : list.OfType<JsonObject>().FirstOrDefault();
        if (fault.Kind is FaultKind.NullRow)
            list?.Insert(0, null);
        else if (fault.Member is not { } member)
            record?.Clear();
        else if (fault.Kind is FaultKind.MissingMember)
            record?.Remove(member);
        else if (record is not null)
            record[member] = JsonNode.Parse(fault.Json);
    }
}
