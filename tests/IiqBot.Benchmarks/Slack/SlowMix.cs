using System.Text.RegularExpressions;
using IiqBot.FakeSlack;

namespace IiqBot.Benchmarks.Slack;

/// <summary>A request that is sent when it is due.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Send">Sends it.</param>
/// <param name="IsAnswered">Whether the person sees an answer: beside the acknowledgement, or in it where that is all there is to
/// come.</param>
internal sealed record SlowRequest(string Kind, Func<Task<BotAnswer>> Send, Func<BotAnswer, bool> IsAnswered)
{
    /// <summary>Whether an answer may come after the acknowledgement.</summary>
    public bool MayComeLater { get; init; } = true;
}

/// <summary>
/// What people of a district do at once: look tickets up, comment, press buttons, type into searched fields, and send forms. A quarter of
/// the people were never seen before. A form is sent every other second, for Slack allows 100 changes of a modal in a minute.
/// </summary>
internal static partial class SlowMix
{
    public const int People = 80;
    public const string BusyWords = "I have too much to do just now";

    private const int Known = 60;
    private const int Senders = 30;
    private const int Searchers = 15;
    private const int PerForm = 400;
    private const int FirstTicket = 39_000;
    private const int Tickets = 180;
    private const string Command = "/iiq";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Prepares so many requests, with Incident IQ still quick: makes people known, opens forms, draws cards to press on.
    /// </summary>
    public static async Task<IReadOnlyList<SlowRequest>> MakeAsync(Workspace workspace, int count, CancellationToken cancellationToken)
    {
        var slack = workspace.Slack;
        var clients = workspace.People.Select(slack.As).ToArray();
        await Parallel.ForEachAsync(
            clients.Take(Known),
            AFew(cancellationToken),
            async (client, token) => await SayAsync(slack, client, "my tickets", token)
        );
        var forms = new List<FakeView>();
        foreach (var client in clients.Take(Known - Searchers))
            forms.Add(await FormAsync(slack, client, cancellationToken));
        foreach (var client in clients[(Known - Searchers)..Known])
            forms.Add(await SearchFormAsync(slack, client, cancellationToken));
        var cards = await CardsAsync(slack, clients, count / 10, cancellationToken);

        var requests = new List<SlowRequest>(count);
        for (var i = 0; i < count; i++)
        {
            var (client, typist) = (clients[i % People], Senders + i % (Known - Searchers - Senders));
            requests.Add(
                (i % 20) switch
                {
                    _ when i % PerForm == 0 && i / PerForm < Senders => Submission(
                        slack,
                        clients[i / PerForm],
                        forms[i / PerForm],
                        cancellationToken
                    ),
                    < 6 => Typed(
                        "command that reads",
                        slack,
                        client,
                        i % 2 == 0 ? "my tickets" : $"{FirstTicket + i % Tickets}",
                        cancellationToken
                    ),
                    < 10 => Typed(
                        "command that writes",
                        slack,
                        client,
                        $"comment {FirstTicket + i % Tickets} looked at it, {i}",
                        cancellationToken
                    ),
                    < 12 when cards.TryDequeue(out var card) => Press(slack, card.Client, card.Message, card.Button, cancellationToken),
                    19 when Known - Searchers + i / 20 % Searchers is var searcher => Offered(
                        "choices of people",
                        clients[searcher],
                        forms[searcher],
                        "for",
                        Letters(i),
                        cancellationToken
                    ),
                    _ => i % 2 == 0
                        ? Offered("choices from lists", clients[typist], forms[typist], "location", "school", cancellationToken)
                        : Offered("choices from lists", clients[typist], forms[typist], "issue", "screen", cancellationToken),
                }
            );
        }

        return requests;
    }

    private static SlowRequest Typed(
        string kind,
        FakeSlackPlatform slack,
        SlackClient client,
        string text,
        CancellationToken cancellationToken
    )
    {
        // A channel of its own, so that its answer is told from all others.
        var channel = slack.AddChannel("slow", [client.Person]);
        var request = client.ComposeCommand(channel, Command, text);
        return new(kind, () => slack.SendAsync(request, cancellationToken), _ => channel.Messages.Count > 0);
    }

    private static SlowRequest Press(
        FakeSlackPlatform slack,
        SlackClient client,
        FakeMessage card,
        string button,
        CancellationToken cancellationToken
    )
    {
        var (request, version, messages) = (client.ComposePress(card, button), card.Version, card.Channel.Messages.Count);
        return new(
            "button",
            () => slack.SendAsync(request, cancellationToken),
            _ => card.Version > version || card.Channel.Messages.Count > messages
        );
    }

    // There is something to be found by each query, so an empty list is no answer, nor is the entry that says that it is still looked for.
    private static SlowRequest Offered(
        string kind,
        SlackClient client,
        FakeView form,
        string field,
        string query,
        CancellationToken cancellationToken
    ) => new(kind, () => client.SuggestAsync(form, field, query, cancellationToken), HasChoices) { MayComeLater = false };

    private static bool HasChoices(BotAnswer answer) => answer.Options is [not (_, "…"), ..];

    // "p", "pe" and so on, up to one of the people, as they are typed.
    private static string Letters(int i) => $"person {i / 20 % People}"[..(1 + i / 20 % 8)];

    // Its answer takes the place of the second version, which says that the bot is at work; or it comes as a message.
    private static SlowRequest Submission(FakeSlackPlatform slack, SlackClient client, FakeView form, CancellationToken cancellationToken)
    {
        var (request, version, chat) = (client.ComposeSubmission(), form.Version, slack.AddDirectMessage(client.Person));
        return new("form", () => slack.SendAsync(request, cancellationToken), _ => form.Version > version + 1 || chat.Messages.Count > 0);
    }

    private static async Task<FakeView> FormAsync(FakeSlackPlatform slack, SlackClient client, CancellationToken cancellationToken)
    {
        await client.ShortcutAsync("ticket.file", cancellationToken);
        var form = await slack.WaitForAsync(
            () => client.View is { CallbackId: "ticket.file" } view ? view : null,
            "form",
            Patience,
            cancellationToken
        );
        foreach (var field in (string[])["issue", "location"])
            await client.FillAsync(field, await OfferAsync(client, form, field, cancellationToken), cancellationToken);
        await client.FillAsync("description", "The projector shows no picture", cancellationToken);
        return form;
    }

    private static async Task<FakeView> SearchFormAsync(FakeSlackPlatform slack, SlackClient client, CancellationToken cancellationToken)
    {
        await client.CommandAsync(slack.AddChannel("search", [client.Person]), Command, "search", cancellationToken);
        return await slack.WaitForAsync(
            () => client.View is { CallbackId: "tickets.search" } view ? view : null,
            "search form",
            Patience,
            cancellationToken
        );
    }

    // The first list may take longer to load than the bot lets anybody wait.
    private static async Task<string> OfferAsync(SlackClient client, FakeView form, string field, CancellationToken cancellationToken)
    {
        while (true)
        {
            var offered = await client.SuggestAsync(form, field, "sch", cancellationToken);
            if (HasChoices(offered))
                return offered.Options[0].Text;
            await Task.Delay(200, cancellationToken);
        }
    }

    private static async Task<Queue<(SlackClient Client, FakeMessage Message, string Button)>> CardsAsync(
        FakeSlackPlatform slack,
        SlackClient[] clients,
        int count,
        CancellationToken cancellationToken
    )
    {
        var cards = new Queue<(SlackClient, FakeMessage, string)>();
        var gate = new Lock();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count),
            AFew(cancellationToken),
            async (i, token) =>
            {
                var client = clients[i % Known];
                var card = await SayAsync(slack, client, $"{FirstTicket + i % Tickets}", token);
                if (TakeButton().Match(card.Content.GetRawText()) is not { Success: true } button)
                    return;
                lock (gate)
                    cards.Enqueue((client, card, button.Groups["id"].Value));
            }
        );
        return cards;
    }

    private static async Task<FakeMessage> SayAsync(
        FakeSlackPlatform slack,
        SlackClient client,
        string text,
        CancellationToken cancellationToken
    )
    {
        var channel = slack.AddChannel("before", [client.Person]);
        await client.CommandAsync(channel, Command, text, cancellationToken);
        return await slack.NextMessageAsync(channel, Patience, cancellationToken);
    }

    private static ParallelOptions AFew(CancellationToken cancellationToken) =>
        new() { MaxDegreeOfParallelism = 4, CancellationToken = cancellationToken };

    [GeneratedRegex(
        "\"action_id\":\\s*\"(?<id>ticket\\.(take|watch|show)[^\"]*)\"",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex TakeButton();
}
