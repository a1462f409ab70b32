using System.Net.Http.Headers;
using IiqBot.IncidentIq.Files;

namespace IiqBot.IncidentIq.Http;

/// <summary>The body of an upload (docs/reference/incident-iq-records.md, "Files"): a form with one part, <c>file</c>.</summary>
internal static class FilePart
{
    private const string Unknown = "application/octet-stream";

    /// <summary>Creates the form, once for each attempt.</summary>
    public static MultipartFormDataContent Of(NewFile file)
    {
        var type = MediaTypeHeaderValue.TryParse(file.MediaType, out var known) ? known : new MediaTypeHeaderValue(Unknown);
        var part = new ReadOnlyMemoryContent(file.Content)
        {
            Headers =
            {
                ContentType = type,
                // Quoted as browsers do it, because some servers reject unquoted names.
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
