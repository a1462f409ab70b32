using System.Security.Cryptography;
using System.Text;

namespace IiqBot.Core.Model;

/// <summary>Ids that stay the same if a request is repeated.</summary>
internal static class StableId
{
    /// <summary>The id that follows from these texts; the same texts always give the same one.</summary>
    public static Guid Of(params ReadOnlySpan<string> texts) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', texts))).AsSpan(0, 16));
}
