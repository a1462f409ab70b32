using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;

namespace IiqBot.Slack.Api;

/// <summary>A token that Slack no longer accepts.</summary>
/// <param name="Team">The workspace.</param>
/// <param name="Cause">Slack's word for the reason.</param>
/// <param name="Token">A hash that tells this token from others. Nobody can call Slack with it.</param>
internal sealed record Revocation(string Team, string Cause, string Token);

/// <summary>
/// Records that Slack no longer accepts a token, whether an event or the answer to a call says so, and passes on what is news. No caller
/// waits for the reaction to it.
/// </summary>
internal sealed class Revocations(ISlackTokens tokens)
{
    // Holds at most one entry for each workspace.
    private readonly Channel<Revocation> _news = Channel.CreateUnbounded<Revocation>();

    /// <summary>The revocations that are news.</summary>
    public ChannelReader<Revocation> News => _news.Reader;

    /// <summary>Records a revocation.</summary>
    public async ValueTask NoteAsync(string team, string cause, CancellationToken cancellationToken)
    {
        var token = await tokens.FindAsync(team, cancellationToken); // after the revocation nobody can get it any more
        if (tokens.Revoke(team, cause))
            _news.Writer.TryWrite(new(team, cause, HashOf(token ?? team)));
    }

    private static string HashOf(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
