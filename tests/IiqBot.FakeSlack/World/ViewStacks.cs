using System.Globalization;
using System.Text.Json;

namespace IiqBot.FakeSlack.World;

/// <summary>The modals each person has open, and each person's App Home.</summary>
internal sealed class ViewStacks(SlackWorld world)
{
    /// <summary>Most views one stack holds (docs.slack.dev, modals: "up to 3 views").</summary>
    public const int Depth = 3;

    private readonly Dictionary<FakePerson, List<FakeView>> _open = [];
    private readonly Dictionary<FakePerson, FakeView> _homes = [];
    private int _hashes;

    /// <summary>The person's open modals, the visible one last.</summary>
    public IReadOnlyList<FakeView> Of(FakePerson person)
    {
        lock (world.Gate)
        {
            return _open.TryGetValue(person, out var stack) ? [.. stack] : [];
        }
    }

    public FakeView? Home(FakePerson person)
    {
        lock (world.Gate)
        {
            return _homes.GetValueOrDefault(person);
        }
    }

    /// <summary>Opens a new stack; an older one of the same person is closed, because a client shows one at a time.</summary>
    public FakeView Open(FakePerson person, JsonElement content)
    {
        lock (world.Gate)
        {
            Clear(person);
            return Add(person, null, content);
        }
    }

    /// <returns>Null if the stack is full.</returns>
    public FakeView? Push(FakePerson person, JsonElement content)
    {
        lock (world.Gate)
        {
            var stack = Of(person);
            return stack.Count >= Depth ? null : Add(person, stack.LastOrDefault(), content);
        }
    }

    public void Update(FakeView view, JsonElement content) => view.Show(content, NewHash());

    public FakeView Publish(FakePerson person, JsonElement content)
    {
        lock (world.Gate)
        {
            if (!_homes.TryGetValue(person, out var home))
                _homes[person] = home = new FakeView(world.Gate, world.NewId('V'), person, null);
            home.Show(content, NewHash());
            return home;
        }
    }

    /// <summary>Removes the visible view from the stack; the one below is visible again.</summary>
    public void Close(FakeView view)
    {
        lock (world.Gate)
        {
            view.IsOpen = false;
            if (_open.TryGetValue(view.Person, out var stack))
                stack.Remove(view);
        }
    }

    public void Clear(FakePerson person)
    {
        lock (world.Gate)
        {
            foreach (var view in Of(person))
                view.IsOpen = false;
            _open.Remove(person);
        }
    }

    public FakeView? Find(Func<FakeView, bool> match)
    {
        lock (world.Gate)
        {
            return _open.Values.SelectMany(s => s).Concat(_homes.Values).FirstOrDefault(match);
        }
    }

    private FakeView Add(FakePerson person, FakeView? previous, JsonElement content)
    {
        var view = new FakeView(world.Gate, world.NewId('V'), person, previous);
        view.Show(content, NewHash());
        if (!_open.TryGetValue(person, out var stack))
            _open[person] = stack = [];
        stack.Add(view);
        return view;
    }

    private string NewHash() =>
        string.Create(CultureInfo.InvariantCulture, $"{world.Now.ToUnixTimeSeconds()}.{Interlocked.Increment(ref _hashes):x8}");
}
