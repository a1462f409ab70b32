namespace IiqBot.Core.Platforms;

/// <summary>Reads a file that another party sends, whatever size they claim.</summary>
public static class Download
{
    private const int BufferBytes = 64 * 1024;

    /// <summary>The bytes; null if there are more than allowed. It does not read the rest then.</summary>
    public static async Task<byte[]?> ReadAsync(HttpContent body, int maxBytes, CancellationToken cancellationToken)
    {
        if (body.Headers.ContentLength > maxBytes)
            return null;
        await using var source = await body.ReadAsStreamAsync(cancellationToken);
        using var content = new MemoryStream();
        var buffer = new byte[BufferBytes];
        while (await source.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            if (content.Length + count > maxBytes)
                return null;
            content.Write(buffer, 0, count);
        }

        return content.ToArray();
    }
}
