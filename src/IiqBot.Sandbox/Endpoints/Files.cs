using IiqBot.Sandbox.Districts;
using IiqBot.Sandbox.Http;
using IiqBot.Sandbox.Shapes;

namespace IiqBot.Sandbox.Endpoints;

/// <summary>Files and what they are attached to (docs/reference/incident-iq-records.md, "Files").</summary>
internal static class Files
{
    private const int Limit = 25 * 1024 * 1024;

    private static readonly IReadOnlyList<(string Extension, string MimeType)> Types =
    [
        ("png", "image/png"),
        ("jpg", "image/jpeg"),
        ("gif", "image/gif"),
        ("pdf", "application/pdf"),
        ("txt", "text/plain"),
        ("csv", "text/csv"),
        ("mp4", "video/mp4"),
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ];

    public static void Map(RouteTable routes)
    {
        routes.Post("/files", Upload);
        routes.Post("/files/base64/save", SaveBase64);
        routes.Get(
            "/files/file-attachment-content-types",
            _ =>
                Reply.List(
                    Types,
                    type => new
                    {
                        FileContentTypeId = type.MimeType.Length,
                        Name = type.Extension.ToUpperInvariant(),
                        type.Extension,
                        type.MimeType,
                        Icon = "fa-file",
                        IsImage = type.MimeType.StartsWith("image/", StringComparison.Ordinal),
                    }
                )
        );
        routes.Post("/files/{fileId}/entity/{entityTypeId}/{entityId}", Attach);
        routes.Get(
            "/files/entity/{entityTypeId}/{entityId}",
            call => Reply.List(Entity(call).FileIds, id => FileShape.Of(call.District.Files[id]))
        );
        routes.Get("/files/{fileId}", call => Download(call, isInline: false));
        routes.Get("/files/{fileId}/inline", call => Download(call, isInline: true));
        routes.Get("/files/{fileId}/details", call => Reply.Item(FileShape.Of(Find(call))));
        routes.Get(
            "/files/base64/{fileId}",
            call =>
            {
                var file = Find(call);
                return Reply.Item(
                    new
                    {
                        file.FileName,
                        Content = Convert.ToBase64String(file.Content),
                        FileType = 0,
                    }
                );
            }
        );
    }

    /// <summary>Saves the files that come inside a new ticket.</summary>
    public static IReadOnlyList<Guid> Save(Call call, IEnumerable<JsonBody> attachments) =>
        [.. attachments.Select(file => Save(call, file.Text("FileName"), Bytes(file.Text("FileData")), file.Text("ContentType")).FileId)];

    private static Reply Upload(Call call)
    {
        if (call.Upload is not { } upload)
            throw Refusal.Invalid("file", "file is required.");
        return Saved(Save(call, upload.FileName, upload.Content, upload.MimeType));
    }

    private static Reply SaveBase64(Call call) =>
        Saved(Save(call, call.Body.Text("FileName"), Bytes(call.Body.Text("Content")), mimeType: null));

    private static Reply Saved(StoredFile file) => Reply.Created(FileShape.Of(file), file.FileId);

    private static StoredFile Save(Call call, string? name, byte[]? content, string? mimeType)
    {
        if (string.IsNullOrWhiteSpace(name))
            throw Refusal.Invalid("FileName", "FileName is required.");
        if (content is null)
            throw Refusal.Invalid("Content", "Content has to be base64.");
        if (content.Length > Limit)
            throw Refusal.Of(413, "The file is too large.");
        var extension = Path.GetExtension(name).TrimStart('.');
        mimeType ??=
            Types.FirstOrDefault(type => type.Extension.Equals(extension, StringComparison.OrdinalIgnoreCase)).MimeType
            ?? "application/octet-stream";
        var file = new StoredFile(Guid.NewGuid(), name, mimeType, content, call.Now, call.Caller.UserId);
        call.District.Files.Add(file.FileId, file);
        return file;
    }

    private static byte[]? Bytes(string? base64)
    {
        var buffer = new byte[(base64?.Length ?? 0) * 3 / 4];
        return base64 is not null && Convert.TryFromBase64String(base64, buffer, out var length) ? buffer[..length] : null;
    }

    private static Reply Attach(Call call)
    {
        var file = Find(call);
        var ticket = Entity(call);
        ticket.FileIds = [.. ticket.FileIds, file.FileId];
        call.World.Desk.Add(
            ticket,
            new Activity
            {
                ActivityId = Guid.NewGuid(),
                TicketId = ticket.TicketId,
                OwnerId = call.Caller.UserId,
                Created = call.Now,
                Modified = call.Now,
                IsPublic = true,
                Items = [new(ItemKind.Attachment, 31, Guid.NewGuid()) { ByUserId = call.Caller.UserId, FileId = file.FileId }],
            },
            call.Caller
        );
        return Reply.Done("File successfully linked.");
    }

    // Only tickets have files here.
    private static Ticket Entity(Call call)
    {
        var id = call.RouteId("entityId", "Entity");
        return
            call.RouteId("entityTypeId", "Entity type") == EntityType.Tickets && call.District.TicketsById.TryGetValue(id, out var ticket)
            ? ticket
            : throw Refusal.NotFound("Entity", id);
    }

    private static Reply Download(Call call, bool isInline)
    {
        var file = Find(call);
        return new(new Envelope(), new FileContent(file.Content, file.MimeType, isInline ? null : file.FileName));
    }

    private static StoredFile Find(Call call)
    {
        var id = call.RouteId("fileId", "File");
        return call.District.Files.TryGetValue(id, out var file) ? file : throw Refusal.NotFound("File", id);
    }
}
