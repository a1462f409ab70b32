namespace IiqBot.FakeSlack;

/// <content>What the bot did, and whether it kept the rules.</content>
public sealed partial class FakeSlackPlatform
{
    /// <summary>How long the Next… and Wait… methods wait by default, in real time. Only a failing test waits so long.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The calls of the Web API and the uses of response URLs, in order.</summary>
    public IReadOnlyList<FakeCall> Calls => _calls.Snapshot();

    /// <summary>How many calls arrived in all.</summary>
    public long ReceivedCalls => _calls.Count;

    /// <summary>How many messages were posted, changed or deleted, in any way.</summary>
    public long ReceivedMessages => _posting.Count;

    /// <summary>How many messages and previews that several people can read were searched for secrets.</summary>
    public int MessagesSearched => _secrets.Checked;

    /// <summary>From now on, records a violation if this text is anywhere in what several people can read.</summary>
    public void KeepSecret(string secret) => _secrets.Add(secret);

    /// <summary>The bot's violations of the documentation, in order.</summary>
    public IReadOnlyList<string> Violations => _violations.Snapshot();

    /// <summary>Returns the violations and clears them, for tests that provoke some.</summary>
    public IReadOnlyList<string> TakeViolations() => _violations.Take();

    /// <summary>Passes if the bot kept all rules.</summary>
    /// <exception cref="FakeSlackViolationException">It did not; the message lists each violation.</exception>
    public void AssertClean()
    {
        var violations = Violations;
        if (violations.Count > 0)
            throw new FakeSlackViolationException($"The bot broke {violations.Count} rules:\n- {string.Join("\n- ", violations)}");
    }

    /// <summary>The next message that the bot sends, ephemeral or not, or has sent and no test has read.</summary>
    /// <exception cref="TimeoutException">None came.</exception>
    public Task<FakeMessage> NextMessageAsync(FakeChannel channel, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(channel);
        return WaitForAsync(channel.TakeSent, "message in " + channel.Name, timeout, cancellationToken);
    }

    /// <summary>The next message that the bot changes, or has changed and no test has read, with its current content.</summary>
    /// <exception cref="TimeoutException">None came.</exception>
    public Task<FakeMessage> NextUpdateAsync(FakeChannel channel, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(channel);
        return WaitForAsync(channel.TakeUpdated, "changed message in " + channel.Name, timeout, cancellationToken);
    }

    /// <summary>The result of <paramref name="look"/> as soon as it is not null; called after each change.</summary>
    /// <param name="look">What to look for, such as <c>() =&gt; client.Home</c>.</param>
    /// <param name="what">Its name in the exception.</param>
    /// <param name="timeout"><see cref="Patience"/> if null.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="TimeoutException">It stayed null.</exception>
    public Task<T> WaitForAsync<T>(Func<T?> look, string what, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        where T : class => _changes.WaitAsync(look, () => $"{what}. {Story()}", timeout ?? Patience, cancellationToken);

    /// <summary>Waits until a condition is true; checked after each change.</summary>
    /// <exception cref="TimeoutException">It did not become true.</exception>
    public Task WaitUntilAsync(Func<bool> isSo, string what, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        WaitForAsync(() => isSo() ? this : null, what, timeout, cancellationToken);

    private string Story() =>
        $"Last calls: {string.Join(", ", Calls.TakeLast(8).Select(c => $"{c.Method} {c.Error ?? "ok"}"))}. Violations: {string.Join(' ', Violations)}";
}
