namespace IiqBot.FakeSlack;

/// <summary>The bot's violations of the platform's documentation, in order.</summary>
internal sealed class ViolationList(ChangeSignal changes)
{
    private readonly List<string> _items = [];
    private readonly Lock _gate = new();

    public void Add(string violation)
    {
        lock (_gate)
        {
            _items.Add(violation);
        }

        changes.Raise();
    }

    public IReadOnlyList<string> Snapshot()
    {
        lock (_gate)
        {
            return [.. _items];
        }
    }

    public IReadOnlyList<string> Take()
    {
        lock (_gate)
        {
            string[] taken = [.. _items];
            _items.Clear();
            return taken;
        }
    }
}
