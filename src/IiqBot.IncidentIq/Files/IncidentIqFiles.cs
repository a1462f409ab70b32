using IiqBot.IncidentIq.Http;
using IiqBot.IncidentIq.Wire;

namespace IiqBot.IncidentIq.Files;

/// <summary>Files over HTTP.</summary>
internal sealed class IncidentIqFiles(IncidentIqHttp http) : IFiles
{
    /// <summary>The entity type of tickets, the same on every site (docs/reference/incident-iq-tickets.md, "Kinds of records").</summary>
    private static readonly Guid Tickets = Guid.Parse("888891ac-91aa-e711-80c2-100dffa00001");

    public async Task<IReadOnlyList<TicketFile>> OfTicketAsync(Guid ticketId, CancellationToken cancellationToken)
    {
        var envelope = await http.SendAsync(Call.To(Routes.FilesOf, Tickets, ticketId), cancellationToken);
        return
        [
            .. envelope
                .Many(WireJson.Default.WireFile)
                .Where(file => file.IsDeleted is not true)
                .Select(file => new TicketFile(file.FileName ?? file.Name ?? "", file.Size)),
        ];
    }

    public async Task AttachAsync(Guid ticketId, NewFile file, CancellationToken cancellationToken)
    {
        var uploaded = await http.SendAsync(Call.To(Routes.Upload) with { File = file }, cancellationToken);
        var id =
            uploaded.One(WireJson.Default.WireFile)?.FileId
            ?? throw new IncidentIqException(IncidentIqFailure.NotUnderstood, $"{Routes.Upload}: the answer names no file.");
        await http.SendAsync(Call.To(Routes.AttachFile, id, Tickets, ticketId), cancellationToken);
    }
}
