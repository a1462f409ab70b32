namespace IiqBot.FakeConnector.Connector;

/// <summary>The parts of a conversation id: in channels <c>;messageid=</c> names the thread.</summary>
internal readonly record struct ConversationPlace(string ConversationId, string? ThreadId)
{
    private const string Separator = ";messageid=";

    public static ConversationPlace Parse(string id)
    {
        var at = id.IndexOf(Separator, StringComparison.Ordinal);
        return at < 0 ? new(id, null) : new(id[..at], id[(at + Separator.Length)..]);
    }

    public static string Compose(string conversationId, string? threadId) =>
        threadId is null ? conversationId : conversationId + Separator + threadId;
}
