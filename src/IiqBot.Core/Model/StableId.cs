using System.Security.Cryptography;
using System.Text;

namespace IiqBot.Core.Model;

/// <summary>Ids that a repeated request makes again.</summary>
internal static class StableId
{
    /// <summary>An id that depends on these texts alone.</summary>
    public static Guid Of(params ReadOnlySpan<string> texts) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', texts))).AsSpan(0, 16));
}
