namespace IiqBot.Sandbox.Rules;

/// <summary>An outgoing call that a rule makes when tickets change (docs/reference/incident-iq-records.md, "Rules and webhooks").</summary>
/// <param name="Url">Where to.</param>
public sealed record Webhook(Uri Url)
{
    /// <summary>GET or POST.</summary>
    public string Method { get; init; } = "POST";

    /// <summary>Header rows, as the administrator wrote them.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The body with placeholders such as <c>{Ticket.TicketNumber}</c>; everything if empty.</summary>
    public string Body { get; init; } = "";

    /// <summary>Which changes it is made for: Created, Updated, StatusChanged, Commented; all if empty.</summary>
    public IReadOnlyList<string> On { get; init; } = [];

    /// <summary>How often each call is made; receivers must bear duplicates.</summary>
    public int Copies { get; init; } = 1;
}
