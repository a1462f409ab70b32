using Microsoft.Extensions.Options;

namespace IiqBot.Slack.Sockets;

/// <summary>Counts the open Socket Mode connections, that is, those where Slack said hello.</summary>
internal sealed class SocketState(IOptions<SlackOptions> options)
{
    private int _open;

    /// <summary>How many are open.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>Whether Socket Mode is used and none is open.</summary>
    public bool IsDown => options.Value.UsesSocketMode && Open == 0;

    /// <summary>Counts an opened connection.</summary>
    public void Opened() => Interlocked.Increment(ref _open);

    /// <summary>Counts a closed connection.</summary>
    public void Closed() => Interlocked.Decrement(ref _open);
}
