using System.Net.Http.Headers;
using IiqBot.IncidentIq.Files;

namespace IiqBot.IncidentIq.Http;

/// <summary>An upload's body (docs/reference/incident-iq-records.md, "Files"): a form whose one part, <c>file</c>, is the file.</summary>
internal static class FilePart
{
    private const string Unknown = "application/octet-stream";

    /// <summary>The form, made anew for each attempt.</summary>
    public static MultipartFormDataContent Of(NewFile file)
    {
        var type = MediaTypeHeaderValue.TryParse(file.MediaType, out var known) ? known : new MediaTypeHeaderValue(Unknown);
        var part = new ReadOnlyMemoryContent(file.Content)
        {
            Headers =
            {
                ContentType = type,
                // Quoted, as browsers send it, for not every server takes names without quotes.
                ContentDisposition = new("form-data")
                {
                    Name = "\"file\"",
                    FileName = $"\"{file.Name}\"",
                    FileNameStar = file.Name,
                },
            },
        };
        return new() { part };
    }
}
