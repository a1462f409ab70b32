namespace IiqBot.Sandbox.Faults;

/// <summary>The faults that are switched on.</summary>
internal sealed class FaultBoard(TimeProvider time) : IDisposable
{
    private const string LoginTemplate = "GET /api/v1.0/login";

    private readonly Lock _gate = new();
    private readonly List<Entry> _entries = [];
    private readonly SemaphoreSlim _held = new(0);
    private readonly CancellationTokenSource _stopping = new();

    public IReadOnlyList<Fault> Current
    {
        get
        {
            lock (_gate)
                return [.. _entries.Select(entry => entry.Fault with { Times = entry.Left })];
        }
    }

    public void Add(Fault fault)
    {
        lock (_gate)
            _entries.Add(new(fault) { Left = fault.Times });
    }

    public void Clear()
    {
        lock (_gate)
            _entries.Clear();
    }

    /// <summary>The faults for this call; those that are counted lose one.</summary>
    public IReadOnlyList<Fault> Take(string method, string path, string template)
    {
        lock (_gate)
        {
            var taken = _entries.Where(entry => Applies(entry.Fault, method, path, template)).ToList();
            foreach (var entry in taken)
                entry.Left--;
            _entries.RemoveAll(entry => entry.Left <= 0);
            return [.. taken.Select(entry => entry.Fault)];
        }
    }

    /// <summary>Holds a call for a while of the sandbox's clock.</summary>
    public Task HoldAsync(TimeSpan delay)
    {
        var hold = Task.Delay(delay, time, _stopping.Token);
        _held.Release();
        return hold;
    }

    /// <summary>Waits until one more call is being held.</summary>
    public Task UntilHeldAsync(CancellationToken cancellationToken) => _held.WaitAsync(cancellationToken);

    /// <summary>Lets go of calls that are being held.</summary>
    public Task ReleaseAsync() => _stopping.CancelAsync();

    public void Dispose()
    {
        _stopping.Dispose();
        _held.Dispose();
    }

    private static bool Applies(Fault fault, string method, string path, string template)
    {
        if (fault.Kind == FaultKind.MissingPermission && template.Equals(LoginTemplate, StringComparison.OrdinalIgnoreCase))
            return false;
        if (fault.Route is not { } route)
            return true;
        var space = route.IndexOf(' ', StringComparison.Ordinal);
        if (space > 0 && !route[..space].Equals(method, StringComparison.OrdinalIgnoreCase))
            return false;
        var wanted = route[(space + 1)..];
        if (!wanted.StartsWith("/api/", StringComparison.OrdinalIgnoreCase))
            wanted = $"/api/v1.0{wanted}";
        return IsAtOrBelow(path, wanted) || IsAtOrBelow(template[(template.IndexOf(' ', StringComparison.Ordinal) + 1)..], wanted);
    }

    private static bool IsAtOrBelow(string path, string wanted)
    {
        if (wanted.EndsWith('$'))
            return path.Equals(wanted[..^1], StringComparison.OrdinalIgnoreCase);
        var prefix = wanted.TrimEnd('/');
        return path.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && (path.Length == prefix.Length || path[prefix.Length] == '/');
    }

    private sealed class Entry(Fault fault)
    {
        public Fault Fault => fault;

        public int? Left { get; set; }
    }
}
