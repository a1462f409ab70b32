namespace IiqBot.Core.Platforms;

/// <summary>Reads a file that somebody else sends, however large they say it is.</summary>
public static class Download
{
    private const int BufferBytes = 64 * 1024;

    /// <summary>The bytes; null when there are more than allowed. Then the rest is not read.</summary>
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
