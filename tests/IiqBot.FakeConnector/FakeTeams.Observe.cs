using System.Threading.Channels;

namespace IiqBot.FakeConnector;

/// <content>What the bot did, and whether it kept the rules.</content>
public sealed partial class FakeTeams
{
    /// <summary>How long the Next… methods wait by default, in real time. Only a failing test waits so long.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>How many new activities (messages and typing) the Connector accepted.</summary>
    public long ReceivedActivities => _received.Count;

    /// <summary>How many access tokens the login service issued.</summary>
    public int AccessTokensIssued => _accessTokens.Count;

    /// <summary>How often the signing keys were fetched.</summary>
    public int KeyRequests => _metadata.KeyRequests;

    /// <summary>
    /// How many Adaptive Cards, sent or given in answer to a press, were checked against <see cref="PublishedCardSchema"/>.
    /// </summary>
    public int CardsHeldToSchema => _attachments.CardsHeldToSchema;

    /// <summary>How many requests to shared conversations were searched for secrets.</summary>
    public int RequestsSearched => _secrets.Checked;

    /// <summary>From now on, records a violation if this text is anywhere in a request to a shared conversation.</summary>
    public void KeepSecret(string secret) => _secrets.Add(secret);

    /// <summary>The bot's violations of the documentation, in order.</summary>
    public IReadOnlyList<string> Violations => _violations.Snapshot();

    /// <summary>Returns the violations and clears them, for tests that provoke some.</summary>
    public IReadOnlyList<string> TakeViolations() => _violations.Take();

    /// <summary>Passes if the bot kept all rules.</summary>
    /// <exception cref="FakeTeamsViolationException">It did not; the message lists each violation.</exception>
    public void AssertClean()
    {
        var violations = Violations;
        if (violations.Count > 0)
            throw new FakeTeamsViolationException($"The bot broke {violations.Count} rules:\n- {string.Join("\n- ", violations)}");
    }

    /// <summary>The next message that the bot sends, or has sent and no test has read.</summary>
    /// <exception cref="TimeoutException">None came.</exception>
    public Task<FakeMessage> NextMessageAsync(
        FakeConversation conversation,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default
    ) => NextAsync(conversation, c => c.Sent, "message", timeout, cancellationToken);

    /// <summary>The next message that the bot updates, or has updated and no test has read, with its current content.</summary>
    /// <exception cref="TimeoutException">None came.</exception>
    public Task<FakeMessage> NextUpdateAsync(
        FakeConversation conversation,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default
    ) => NextAsync(conversation, c => c.Updated, "update", timeout, cancellationToken);

    /// <summary>Waits for a typing indicator that no test has read; returns how many there were by then.</summary>
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
