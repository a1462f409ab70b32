using System.Net;
using System.Net.Sockets;
using IiqBot.FakeConnector.Files;

namespace IiqBot.FakeConnector;

/// <content>Files that people send.</content>
public sealed partial class FakeTeams
{
    /// <summary>Adds a file to a person's OneDrive, to be sent.</summary>
    public FakeFile AddFile(string name, string mediaType, byte[] content) => _files.Add(name, mediaType, content, isPicture: false);

    /// <summary>Adds a picture, to be pasted.</summary>
    public FakeFile AddPicture(string mediaType, byte[] content) => _files.Add("", mediaType, content, isPicture: true);

    // Clients of SharePoint reach this fake; all other clients reach their own targets.
    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var isSharePoint = context.DnsEndPoint.Host == FileShelf.Host;
        EndPoint place = isSharePoint ? new IPEndPoint(IPAddress.Loopback, _urls.Identity.Port) : context.DnsEndPoint;
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(place, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
