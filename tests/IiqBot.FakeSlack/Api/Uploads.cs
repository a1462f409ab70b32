using IiqBot.FakeSlack.Hosting;
using IiqBot.FakeSlack.World;

namespace IiqBot.FakeSlack.Api;

/// <summary>Uploads between files.getUploadURLExternal and files.completeUploadExternal.</summary>
internal sealed class Uploads(SlackWorld world, FakeUrls urls)
{
    private readonly Dictionary<string, Upload> _bySecret = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    private sealed record Upload(string FileId, string Name, int Length)
    {
        public byte[]? Bytes { get; set; }
    }

    public (string FileId, Uri Url) Begin(string name, int length)
    {
        var (secret, id) = (Guid.NewGuid().ToString("n"), world.NewId('F'));
        lock (_gate)
        {
            _bySecret.Add(secret, new Upload(id, name, length));
        }

        return (id, urls.Of("upload/v1/" + secret));
    }

    /// <returns>The error; null if the bytes were accepted.</returns>
    public string? Take(string secret, byte[] bytes)
    {
        lock (_gate)
        {
            if (!_bySecret.TryGetValue(secret, out var upload))
                return "went to a URL nobody gave out.";
            if (upload.Bytes is not null)
                return "was sent twice.";
            if (bytes.Length != upload.Length)
                return $"has {bytes.Length} bytes, though {upload.Length} were announced.";
            upload.Bytes = bytes;
            return null;
        }
    }

    /// <summary>The finished upload, which cannot be finished again; null if there is none with this id and its bytes.</summary>
    public (string Name, byte[] Bytes)? Finish(string fileId)
    {
        lock (_gate)
        {
            var (secret, upload) = _bySecret.FirstOrDefault(u => u.Value.FileId == fileId && u.Value.Bytes is not null);
            if (upload is null)
                return null;
            _bySecret.Remove(secret);
            return (upload.Name, upload.Bytes!);
        }
    }
}
