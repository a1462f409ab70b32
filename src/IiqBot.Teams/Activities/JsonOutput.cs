using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace IiqBot.Teams.Activities;

/// <summary>
/// Writes outgoing JSON. Nobody reads it as HTML, so it escapes only what JSON itself requires, which makes cards smaller.
/// </summary>
internal static class JsonOutput
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? t_buffer;

    /// <summary>Returns the bytes that <paramref name="write"/> writes. It must not call this method again.</summary>
    public static ReadOnlyMemory<byte> Of(Action<Utf8JsonWriter> write)
    {
        var buffer = t_buffer ??= new ArrayBufferWriter<byte>(8192);
        buffer.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(buffer, Options))
            write(writer);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>A writer for output that is cached and copied into other outputs.</summary>
    public static Utf8JsonWriter WriterTo(Stream output) => new(output, Options);
}
