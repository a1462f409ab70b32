using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using IiqBot.IncidentIq.Files;

namespace IiqBot.IncidentIq.Http;

/// <summary>One call of an operation: its path and what is sent with it.</summary>
/// <param name="Route">The operation.</param>
/// <param name="PathAndQuery">The path below the site's address, percent-encoded, with the query.</param>
internal sealed record Call(Route Route, string PathAndQuery)
{
    /// <summary>The body as UTF-8 JSON; null if there is none.</summary>
    public byte[]? Body { get; private init; }

    /// <summary>The file to upload instead of a body; null if there is none.</summary>
    public NewFile? File { get; init; }

    /// <summary>The product to ask about; null for any.</summary>
    public Guid? ProductId { get; init; }

    /// <summary>
    /// Whether the server leaves members alone that the body omits (<c>ApiFlags</c>; docs/reference/incident-iq.md, "Addresses and
    /// headers").
    /// </summary>
    public bool OnlySetMembers { get; init; }

    /// <summary>Creates a call of an operation from the values of its placeholders.</summary>
    public static Call To(Route route, params ReadOnlySpan<Guid> ids)
    {
        var values = new string[ids.Length];
        for (var i = 0; i < ids.Length; i++)
            values[i] = ids[i].ToString();
        return new(route, route.Fill(values));
    }

    /// <summary>The same call for one page of a list (docs/reference/incident-iq.md, "Paging").</summary>
    public Call Page(int index, int size, string? sort = null) =>
        this with
        {
            PathAndQuery =
                string.Create(Invariant, $"{PathAndQuery}?$s={size}&$p={index}")
                + (sort is null ? "" : $"&$o={Uri.EscapeDataString(sort)}"),
        };

    /// <summary>The same call with a body.</summary>
    public Call With<T>(T body, JsonTypeInfo<T> type) => this with { Body = JsonSerializer.SerializeToUtf8Bytes(body, type) };

    private static System.Globalization.CultureInfo Invariant => System.Globalization.CultureInfo.InvariantCulture;
}
