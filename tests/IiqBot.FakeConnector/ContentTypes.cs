namespace IiqBot.FakeConnector;

/// <summary>Content types of the Bot Framework and of Teams' cards reference.</summary>
internal static class ContentTypes
{
    public const string AdaptiveCard = "application/vnd.microsoft.card.adaptive";
    public const string InvokeMessage = "application/vnd.microsoft.activity.message";
    public const string SearchResponse = "application/vnd.microsoft.search.searchResponse";
}
