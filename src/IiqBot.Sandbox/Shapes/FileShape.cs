using IiqBot.Sandbox.Districts;
using IiqBot.Sandbox.Http;

namespace IiqBot.Sandbox.Shapes;

internal static class FileShape
{
    public static object Of(StoredFile file) =>
        new
        {
            file.FileId,
            District.SiteId,
            Name = file.FileName,
            file.FileName,
            Url = Url(file),
            FileType = 0,
            file.MimeType,
            Size = file.Content.Length,
            CreatedDate = new SiteTime(file.Created),
            file.CreatedById,
            IsPrivateInternal = false,
            IsDeleted = false,
        };

    public static string Url(StoredFile file) => $"/api/v1.0/files/{file.FileId}";
}
