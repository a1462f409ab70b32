using System.Net;
using System.Net.Sockets;

namespace IiqBot.Tests.Time;

/// <summary>
/// A byte that this process sends to itself. The runtime delivers socket data in the order of its arrival, so when the byte is here,
/// everything that was under way before it is here too.
/// </summary>
internal static class Echo
{
    /// <summary>How many work items of the thread pool one echo takes: its arrival.</summary>
    public const int WorkItems = 1;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly AutoResetEvent Arrived = new(false);
    private static readonly SocketAsyncEventArgs Receiving = new();
    private static readonly (Socket Sender, Socket Receiver) Ends = Connect();

    /// <summary>Sends the byte and waits until it arrives. One caller at a time.</summary>
    public static void Await()
    {
        if (!Ends.Receiver.ReceiveAsync(Receiving))
            throw new InvalidOperationException("There was a byte too many.");
        Ends.Sender.Send([1]);
        if (!Arrived.WaitOne(Patience))
            throw new InvalidOperationException($"A byte to this process itself took longer than {Patience}.");
    }

    private static (Socket Sender, Socket Receiver) Connect()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var sender = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        sender.Connect(listener.LocalEndpoint);
        Receiving.SetBuffer(new byte[1]);
        Receiving.Completed += (_, _) => Arrived.Set();
        return (sender, listener.AcceptSocket());
    }
}
