using System.Threading.Channels;

namespace IiqBot.FakeConnector;

/// <content>What the bot did, and whether it kept the rules.</content>
public sealed partial class FakeTeams
{
    /// <summary>How long the Next… methods wait if not told otherwise, in real time: a test that fails waits so long, no other.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>How many new activities (messages and typing) the Connector accepted.</summary>
    public long ReceivedActivities => _received.Count;

    /// <summary>How many access tokens the login service gave out.</summary>
    public int AccessTokensIssued => _accessTokens.Count;

    /// <summary>How often the signing keys were fetched.</summary>
    public int KeyRequests => _metadata.KeyRequests;

    /// <summary>How many Adaptive Cards, sent or given in answer to a press, were held to <see cref="PublishedCardSchema"/>.</summary>
    public int CardsHeldToSchema => _attachments.CardsHeldToSchema;

    /// <summary>How many requests to conversations that several people read were looked through for secrets.</summary>
    public int RequestsSearched => _secrets.Checked;

    /// <summary>
    /// Counts it as a violation from now on when this stands anywhere in a request to a conversation that several people read.
    /// </summary>
    public void KeepSecret(string secret) => _secrets.Add(secret);

    /// <summary>What the bot did against the documentation, in order.</summary>
    public IReadOnlyList<string> Violations => _violations.Snapshot();

    /// <summary>Returns the violations and forgets them, for tests that provoke some.</summary>
    public IReadOnlyList<string> TakeViolations() => _violations.Take();

    /// <summary>Passes if the bot kept all rules.</summary>
    /// <exception cref="FakeTeamsViolationException">It did not; the message lists each violation.</exception>
    public void AssertClean()
    {
        var violations = Violations;
        if (violations.Count > 0)
            throw new FakeTeamsViolationException($"The bot broke {violations.Count} rules:\n- {string.Join("\n- ", violations)}");
    }

    /// <summary>The next message the bot sends, or sent and nobody took yet.</summary>
    /// <exception cref="TimeoutException">None came.</exception>
    public Task<FakeMessage> NextMessageAsync(
        FakeConversation conversation,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default
    ) => NextAsync(conversation, c => c.Sent, "message", timeout, cancellationToken);

    /// <summary>The next message the bot updates, or updated and nobody took yet, with its present content.</summary>
    /// <exception cref="TimeoutException">None came.</exception>
    public Task<FakeMessage> NextUpdateAsync(
        FakeConversation conversation,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default
    ) => NextAsync(conversation, c => c.Updated, "update", timeout, cancellationToken);

    /// <summary>Waits for a typing indicator nobody waited for yet; returns how many there were by then.</summary>
    /// <exception cref="TimeoutException">None came.</exception>
    public Task<int> NextTypingAsync(
        FakeConversation conversation,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default
    ) => NextAsync(conversation, c => c.Typing, "typing", timeout, cancellationToken);

    /// <summary>Waits until the Connector accepted this many activities in all; one waiter at a time.</summary>
    /// <exception cref="TimeoutException">It did not.</exception>
    public Task WaitForActivitiesAsync(long count, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        _received.WaitForAsync(count).WaitAsync(timeout ?? Patience, cancellationToken);

    private async Task<T> NextAsync<T>(
        FakeConversation conversation,
        Func<FakeConversation, Channel<T>> channel,
        string what,
        TimeSpan? timeout,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(conversation);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout ?? Patience);
        try
        {
            return await channel(conversation).Reader.ReadAsync(limit.Token);
        }
        catch (OperationCanceledException tooLate) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException(
                $"The bot sent no {what} to {conversation.Id} within {timeout ?? Patience}. Violations: {string.Join(" ", Violations)}",
                tooLate
            );
        }
    }
}
