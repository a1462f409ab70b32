using Microsoft.Extensions.Options;

namespace IiqBot.Slack.Sockets;

/// <summary>How many Socket Mode connections are open, that is, greeted by Slack.</summary>
internal sealed class SocketState(IOptions<SlackOptions> options)
{
    private int _open;

    /// <summary>How many are open.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>Whether Socket Mode is used and none is open.</summary>
    public bool IsDown => options.Value.UsesSocketMode && Open == 0;

    /// <summary>Counts one that was opened.</summary>
    public void Opened() => Interlocked.Increment(ref _open);

    /// <summary>Counts one that was closed.</summary>
    public void Closed() => Interlocked.Decrement(ref _open);
}
