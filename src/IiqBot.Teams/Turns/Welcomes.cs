namespace IiqBot.Teams.Turns;

/// <summary>Which conversations were welcomed.</summary>
internal interface IWelcomes
{
    /// <summary>Notes that a conversation is welcomed now; false when it was before.</summary>
    bool TryMark(string tenant, string conversation);

    /// <summary>Forgets a conversation that the bot was removed from.</summary>
    void Forget(string tenant, string conversation);
}

/// <summary>Remembers the last conversations, in memory: after a restart nobody is welcomed but where the bot is added.</summary>
internal sealed class RecentWelcomes : IWelcomes
{
    private const int Most = 10_000;

    private readonly Lock _lock = new();
    private readonly HashSet<(string, string)> _welcomed = [];
    private readonly Queue<(string, string)> _order = new();

    public bool TryMark(string tenant, string conversation)
    {
        lock (_lock)
        {
            if (!_welcomed.Add((tenant, conversation))) return false;
            _order.Enqueue((tenant, conversation));
            if (_order.Count > Most) _welcomed.Remove(_order.Dequeue());
            return true;
        }
    }

    public void Forget(string tenant, string conversation)
    {
        lock (_lock) _welcomed.Remove((tenant, conversation));
    }
}
