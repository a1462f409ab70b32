namespace IiqBot.FakeConnector;

/// <summary>The bot broke rules of the platform; <see cref="Exception.Message"/> lists them.</summary>
public sealed class FakeTeamsViolationException : Exception
{
    public FakeTeamsViolationException() { }

    public FakeTeamsViolationException(string message)
        : base(message) { }

    public FakeTeamsViolationException(string message, Exception innerException)
        : base(message, innerException) { }
}
