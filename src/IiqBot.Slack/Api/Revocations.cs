using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;

namespace IiqBot.Slack.Api;

/// <summary>A token that Slack takes no longer.</summary>
/// <param name="Team">The workspace.</param>
/// <param name="Cause">Slack's word for it.</param>
/// <param name="Token">What tells the token from others: a hash, which is of no use to anybody.</param>
internal sealed record Revocation(string Team, string Cause, string Token);

/// <summary>
/// Takes note that Slack takes a token no longer, whether an event or the answer to a call says so, and hands on what is news. Nobody
/// waits for what is done about that.
/// </summary>
internal sealed class Revocations(ISlackTokens tokens)
{
    // At most one for each workspace.
    private readonly Channel<Revocation> _news = Channel.CreateUnbounded<Revocation>();

    /// <summary>What was not known before.</summary>
    public ChannelReader<Revocation> News => _news.Reader;

    /// <summary>Takes note of it.</summary>
    public async ValueTask NoteAsync(string team, string cause, CancellationToken cancellationToken)
    {
        var token = await tokens.FindAsync(team, cancellationToken); // it is not to be had afterwards
        if (tokens.Revoke(team, cause))
            _news.Writer.TryWrite(new(team, cause, HashOf(token ?? team)));
    }

    private static string HashOf(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
