namespace IiqBot.FakeSlack;

/// <summary>The bot broke rules of the platform; <see cref="Exception.Message"/> lists them.</summary>
public sealed class FakeSlackViolationException : Exception
{
    public FakeSlackViolationException() { }

    public FakeSlackViolationException(string message)
        : base(message) { }

    public FakeSlackViolationException(string message, Exception innerException)
        : base(message, innerException) { }
}
