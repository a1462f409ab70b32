using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace IiqBot.Durability.Tests.Stage;

/// <summary>What a person asked for.</summary>
internal enum Wish
{
    Filing,
    Comment,
    Take,
}

/// <summary>An acknowledged request that writes.</summary>
/// <param name="Wish">What was asked for.</param>
/// <param name="Person">Who asked.</param>
/// <param name="Mark">A word that occurs nowhere else.</param>
/// <param name="ActivityId">The activity of the request.</param>
internal sealed record Promise(Wish Wish, Person Person, string Mark, string ActivityId)
{
    /// <summary>The ticket of a comment.</summary>
    public string? TicketId { get; init; }

    /// <summary>The end of the key under which the request is stored.</summary>
    public string Key => $":{Person.Chat.Id}:{ActivityId}";
}

/// <summary>People who send requests, and what the service promised them.</summary>
internal sealed class Requests(District district, Channel channel)
{
    private static int _marks;
    private readonly ConcurrentQueue<Promise> _promises = new();

    /// <summary>The requests that were acknowledged so far.</summary>
    public IReadOnlyCollection<Promise> Promises => _promises;

    /// <summary>A person files a ticket in one typed line.</summary>
    public Task<Promise> FileAsync(Person person, Action? sent = null)
    {
        var mark = NewMark();
        return AskAsync(new(Wish.Filing, person, mark, ""), $"new Projector in 204 shows no picture {mark}", sent);
    }

    /// <summary>Tickets to comment on and to take, filed by people who do nothing else.</summary>
    public async Task<IReadOnlyList<(string Id, string Number)>> FileSomeAsync(int count)
    {
        var promises = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => FileAsync(district.AddPerson())));
        await Eventually.BecomesTrueAsync(
            () => Task.FromResult(promises.All(promise => promise.Person.Sees(promise.Mark, "is filed"))),
            Length.Settling,
            () =>
                $"tickets filed: {string.Join('\n', promises.Where(promise => !promise.Person.Sees(promise.Mark, "is filed")).SelectMany(promise => promise.Person.Reads))}"
        );
        return
        [
            .. (await district.TicketsAsync())
                .Where(ticket => promises.Any(promise => ticket.GetRawText().Contains(promise.Mark, StringComparison.Ordinal)))
                .Select(ticket => (ticket.GetProperty("TicketId").GetString()!, ticket.GetProperty("TicketNumber").GetString()!)),
        ];
    }

    /// <summary>A person comments on a ticket.</summary>
    public Task<Promise> CommentAsync(Person person, (string Id, string Number) ticket)
    {
        var mark = NewMark();
        return AskAsync(
            new(Wish.Comment, person, mark, "") { TicketId = ticket.Id },
            $"comment {ticket.Number} the lamp is on {mark}",
            null
        );
    }

    /// <summary>A person takes a ticket.</summary>
    public Task<Promise> TakeAsync(Person person, (string Id, string Number) ticket) =>
        AskAsync(new(Wish.Take, person, NewMark(), "") { TicketId = ticket.Id }, $"take {ticket.Number}", null);

    /// <summary>A person submits the form of a new ticket, from a client that sends forms as messages.</summary>
    public async Task<Promise> FileByFormAsync(Person person)
    {
        var mark = NewMark();
        var (messageId, data) = await OpenFormAsync(person);
        data["description"] = $"The projector shows no picture {mark}";
        var activity = district.Teams.Compose("message", person.Chat, person.Who);
        (activity["replyToId"], activity["value"]) = (messageId, data);
        return await KeepAsync(new(Wish.Filing, person, mark, ""), activity, null);
    }

    /// <summary>A word that occurs nowhere else.</summary>
    public static string NewMark() => $"mark{Interlocked.Increment(ref _marks):x5}z";

    // The form may be lost with the crashed process that was to show it, because nothing was promised yet. Then it is asked for again.
    private async Task<(string MessageId, JsonObject Data)> OpenFormAsync(Person person)
    {
        while (true)
        {
            var before = person.Chat.Messages.Count;
            await channel.DeliverAsync(channel.Typed(person, "new"));
            try
            {
                FakeConnector.FakeMessage? form = null;
                await Eventually.BecomesTrueAsync(
                    () =>
                    {
                        form = person
                            .Chat.Messages.Skip(before)
                            .FirstOrDefault(message => Cards.Find(message.Activity, "Action.Submit", "ticket.file") is not null);
                        return Task.FromResult(form is not null);
                    },
                    TimeSpan.FromSeconds(5),
                    () => "a form"
                );
                return (form!.Id, Filled(form.Activity));
            }
            catch (TimeoutException)
            {
                // lost; asked for again
            }
        }
    }

    private static JsonObject Filled(System.Text.Json.JsonElement form)
    {
        var data = JsonObject.Create(Cards.Find(form, "Action.Submit", "ticket.file")!.Value.GetProperty("data"))!;
        foreach (var input in Cards.Inputs(form))
        {
            var id = input.GetProperty("id").GetString()!;
            if (input.TryGetProperty("value", out var value))
                data[id] = value.GetString();
            else if (id == "issue")
                data[id] = input.GetProperty("choices")[0].GetProperty("value").GetString();
        }

        return data;
    }

    private Task<Promise> AskAsync(Promise promise, string text, Action? sent) =>
        KeepAsync(promise, channel.Typed(promise.Person, text), sent);

    private async Task<Promise> KeepAsync(Promise promise, JsonObject activity, Action? sent)
    {
        await channel.DeliverAsync(activity, sent);
        var kept = promise with { ActivityId = (string)activity["id"]! };
        _promises.Enqueue(kept);
        return kept;
    }
}
