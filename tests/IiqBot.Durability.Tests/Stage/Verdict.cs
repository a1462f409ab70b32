using System.Text.Json;
using System.Text.RegularExpressions;

namespace IiqBot.Durability.Tests.Stage;

/// <summary>The outcome of all requests.</summary>
internal sealed partial record Verdict
{
    // The title of the card that reports a failure.
    private const string Failed = "Something went wrong";

    // What the card says if a request may have been stored, although the storage did not confirm it.
    private const string Uncertain = "If it was saved after all";

    /// <summary>Requests that were acknowledged and stored.</summary>
    public int Accepted { get; init; }

    /// <summary>Requests that were refused as failed or as impossible to save: nothing was done, and nothing is stored.</summary>
    public int Refused { get; init; }

    /// <summary>Messages beyond one for each request: a process crashed between posting and recording the message.</summary>
    public int ExtraMessages { get; init; }

    /// <summary>The errors, one line each.</summary>
    public required IReadOnlyList<string> Broken { get; init; }

    /// <summary>Compares what was promised with what exists.</summary>
    public static async Task<Verdict> OfAsync(District district, Database database, IReadOnlyCollection<Promise> promises)
    {
        var broken = new List<string>();
        var stored = await database.RequestsAsync();
        var tickets = await district.TicketsAsync();
        var (accepted, refused) = (0, new List<Promise>());
        var comments = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var id in promises.Where(p => p.Wish == Wish.Comment).Select(p => p.TicketId!).Distinct())
            comments[id] = await district.CommentsAsync(id);
        foreach (var promise in promises)
        {
            var row = stored.FirstOrDefault(request => request.Key.EndsWith(promise.Key, StringComparison.Ordinal)).Value;
            var effects = EffectsOf(promise, tickets, comments);
            if (row is null or { IsFailed: true })
            {
                refused.Add(promise);
                if (effects.Count != 0)
                    broken.Add(
                        $"{promise.Wish} {promise.Mark} was done {effects.Count} times, but {(row is null ? "is not stored" : "failed")}"
                    );
                if (!promise.Person.Sees("save changes right now") && !promise.Person.Sees(Failed))
                    broken.Add(
                        $"{promise.Wish} {promise.Mark} was acknowledged, but neither stored nor refused: {string.Join(" | ", promise.Person.Reads.Select(Title))}"
                    );
                continue;
            }

            accepted++;
            if (!row.IsOver)
                broken.Add($"{promise.Wish} {promise.Mark} ({row.Reference}) is still in state {row.State}");
            if (promise.Wish != Wish.Take && effects.Count != 1)
                broken.Add($"{promise.Wish} {promise.Mark} ({row.Reference}) was done {effects.Count} times");
            if (promise.Wish == Wish.Filing && effects is [var number] && !promise.Person.Sees(promise.Mark, $"#{number}"))
                broken.Add($"{promise.Wish} {promise.Mark} ({row.Reference}) is ticket {number}, but nobody was told");
        }

        broken.AddRange(Untrue(promises, refused));
        broken.AddRange(Untaken(promises.Except(refused), tickets));
        return new()
        {
            Accepted = accepted,
            Refused = refused.Count,
            ExtraMessages = ExtraOf(promises, broken),
            Broken = broken,
        };
    }

    /// <summary>Prints the figures and fails if there are errors.</summary>
    public void Print(string what, Func<string> otherwise)
    {
        var line =
            $"{what}: {Accepted} accepted, {Refused} told that it did not work, {ExtraMessages} messages more than requests, {Broken.Count} lost, doubled or without an outcome";
        TestContext.Current.TestOutputHelper?.WriteLine(line);
        Console.WriteLine(line);
        Assert.True(Broken.Count == 0, $"{line}\n{string.Join('\n', Broken)}\n{(Broken.Count == 0 ? "" : otherwise())}");
    }

    private static List<string> EffectsOf(
        Promise promise,
        IReadOnlyList<JsonElement> tickets,
        Dictionary<string, IReadOnlyList<string>> comments
    ) =>
        promise.Wish switch
        {
            Wish.Filing =>
            [
                .. tickets
                    .Where(ticket => ticket.GetRawText().Contains(promise.Mark, StringComparison.Ordinal))
                    .Select(ticket => ticket.GetProperty("TicketNumber").GetString()!),
            ],
            Wish.Comment => [.. comments[promise.TicketId!].Where(entry => entry.Contains(promise.Mark, StringComparison.Ordinal))],
            _ => [],
        };

    // A person who reads that something failed may do it again, so it must be true.
    private static IEnumerable<string> Untrue(IReadOnlyCollection<Promise> promises, List<Promise> refused) =>
        from ofPerson in promises.GroupBy(promise => promise.Person)
        let told = ofPerson
            .Key.Reads.Where(message =>
                message.Contains($"\"{Failed}\"", StringComparison.Ordinal) && !message.Contains(Uncertain, StringComparison.Ordinal)
            )
            .Select(message => Reference().Match(message).Value)
            .Distinct(StringComparer.Ordinal)
            .Count() // one may be reported twice
        let failed = refused.Count(promise => promise.Person == ofPerson.Key)
        where told > failed
        select $"{ofPerson.Key.Who.Name} was told {told} times that it did not work, which is true of {failed} requests";

    // One of the people who asked to take a ticket has it.
    private static IEnumerable<string> Untaken(IEnumerable<Promise> accepted, IReadOnlyList<JsonElement> tickets) =>
        from takers in accepted.Where(promise => promise.Wish == Wish.Take).GroupBy(promise => promise.TicketId)
        let ticket = tickets.First(ticket => ticket.GetProperty("TicketId").GetString() == takers.Key).GetRawText()
        where !takers.Any(taker => ticket.Contains($"\"{taker.Person.Who.Name}\"", StringComparison.Ordinal))
        select $"Nobody of {string.Join(", ", takers.Select(taker => taker.Person.Who.Name).Distinct())} has the ticket that they took";

    // Each request gets at least one answer; forms and notices are replaced by the answer later.
    private static int ExtraOf(IReadOnlyCollection<Promise> promises, List<string> broken)
    {
        var extra = 0;
        foreach (var ofPerson in promises.GroupBy(promise => promise.Person))
        {
            var difference = ofPerson.Key.Chat.Messages.Count - ofPerson.Count();
            if (difference < 0)
                broken.Add($"{ofPerson.Key.Who.Name} asked {ofPerson.Count()} times and got {ofPerson.Key.Chat.Messages.Count} messages");
            extra += Math.Max(difference, 0);
        }

        return extra;
    }

    [GeneratedRegex(@"\(Reference \w{6}\)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();

    private static string Title(string message)
    {
        var at = message.IndexOf("\"summary\":\"", StringComparison.Ordinal);
        return at < 0 ? "(no summary)" : message.Substring(at + 11, Math.Min(80, message.Length - at - 11));
    }
}
