namespace IiqBot.Core.Platforms;

/// <summary>Finds out why a call to a platform got no answer.</summary>
public static class LostCall
{
    /// <summary>Whether there was no connection, so that nothing was sent.</summary>
    public static bool WasNotSent(Exception exception) =>
        exception is HttpRequestException failed
        && failed.HttpRequestError
            is HttpRequestError.ConnectionError
                or HttpRequestError.NameResolutionError
                or HttpRequestError.SecureConnectionError;

    /// <summary>Whether the connection failed or took too long. The caller's own cancellation is neither.</summary>
    public static bool HasNoAnswer(Exception exception, CancellationToken cancellationToken) =>
        exception is HttpRequestException or IOException
        || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested);
}
