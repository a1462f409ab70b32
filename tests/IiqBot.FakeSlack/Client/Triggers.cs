using System.Globalization;
using IiqBot.FakeSlack.World;

namespace IiqBot.FakeSlack.Client;

/// <summary>The trigger ids in payloads: valid once and for 3 seconds (docs.slack.dev, handling user interaction).</summary>
internal sealed class Triggers(SlackWorld world)
{
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(3);

    private readonly Dictionary<string, Issued> _issued = new(StringComparer.Ordinal);
    private long _count;

    private sealed record Issued(FakePerson Person, FakeView? From, DateTimeOffset At)
    {
        public bool IsUsed { get; set; }
    }

    public string Issue(FakePerson person, FakeView? from)
    {
        lock (world.Gate)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"{++_count}.{world.Now.ToUnixTimeMilliseconds()}.{Guid.NewGuid():n}");
            _issued[id] = new Issued(person, from, world.Now);
            return id;
        }
    }

    /// <summary>Uses up a trigger id; <c>Error</c> says why it is refused, in the words of views.open.</summary>
    public (string? Error, FakePerson Person, FakeView? From) Exchange(string? id)
    {
        lock (world.Gate)
        {
            if (id is null || !_issued.TryGetValue(id, out var trigger))
                return ("invalid_trigger_id", null!, null);
            if (trigger.IsUsed)
                return ("exchanged_trigger_id", trigger.Person, trigger.From);
            if (world.Now - trigger.At > Life)
                return ("expired_trigger_id", trigger.Person, trigger.From);
            trigger.IsUsed = true;
            return (null, trigger.Person, trigger.From);
        }
    }
}
