namespace IiqBot.IncidentIq.Tests;

/// <summary>Made-up ids, and a ticket that uses them.</summary>
internal static class Ids
{
    public static readonly Guid Ticket = Guid.Parse("11111111-0000-0000-0000-000000000001");
    public static readonly Guid Step = Guid.Parse("22222222-0000-0000-0000-000000000001");
    public static readonly Guid User = Guid.Parse("33333333-0000-0000-0000-000000000001");
    public static readonly Guid Other = Guid.Parse("33333333-0000-0000-0000-000000000002");
    public static readonly Guid Team = Guid.Parse("44444444-0000-0000-0000-000000000001");
    public static readonly Guid Location = Guid.Parse("55555555-0000-0000-0000-000000000001");
    public static readonly Guid Issue = Guid.Parse("66666666-0000-0000-0000-000000000001");
    public static readonly Guid Ticketing = IncidentIqOptions.TicketingProductId;

    public static string TicketPath => $"/api/v1.0/tickets/{Ticket}";

    public static string TicketJson(string members = "") =>
        $$"""{"TicketId":"{{Ticket}}","TicketNumber":"39181","ProductId":"{{Ticketing}}","Subject":"Projector - Display > No picture"{{(members.Length > 0 ? "," : "")}}{{members}}}""";
}
