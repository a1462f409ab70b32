using Microsoft.Extensions.Time.Testing;

namespace IiqBot.Conformance.Tests.Driving;

/// <summary>A person who uses the bot: types and presses, and reads the results.</summary>
internal sealed class Someone(string name, string email, IChatClient client, FakeTimeProvider clock)
{
    private const string OpenForm = "Open form";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public string Name => name;

    public string Email => email;

    public IChatClient Client => client;

    public Room Own => client.Own;

    /// <summary>Types a line and waits for a message of the bot that contains this text.</summary>
    public Task<Post> AskAsync(string line, string words, Room? room = null) =>
        ReadAfterAsync(() => client.SayAsync(room ?? Own, line), words);

    /// <summary>Repeats a question until an answer contains this text, because something first has to be done in the background.</summary>
    /// <exception cref="TimeoutException">None came within minutes of the test clock.</exception>
    public async Task<Post> AskUntilAsync(string line, string words)
    {
        using var limit = new CancellationTokenSource(Patience, clock);
        while (true)
        {
            var before = client.Posts.ToHashSet();
            PassAMoment();
            await client.SayAsync(Own, line);
            Post? answer = null;
            await WaitUntilAsync(
                () => (answer = client.Posts.FirstOrDefault(post => !before.Contains(post))) is not null,
                $"answer for {name}"
            );
            if (answer!.Says(words))
                return answer;
            if (limit.IsCancellationRequested)
                throw new TimeoutException($"Within {Patience} '{line}' was not answered with '{words}' but with: {answer.Words}");
            await Task.Delay(TimeSpan.FromSeconds(1), clock, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Types a line and waits for the form with this title.</summary>
    public Task<Dialog> AskForFormAsync(string line, string title, Room? room = null) =>
        FormAfterAsync(() => client.SayAsync(room ?? Own, line), title);

    /// <summary>Presses a button and waits until a message, the pressed one or another, contains this text.</summary>
    public Task<Post> PressAsync(Post post, string label, string words) => ReadAfterAsync(() => client.PressAsync(post, label), words);

    /// <summary>Presses a button and waits for the form with this title.</summary>
    public Task<Dialog> PressForFormAsync(Post post, string label, string title) =>
        FormAfterAsync(() => client.PressAsync(post, label), title);

    /// <summary>Submits a form and waits until a message contains this text.</summary>
    public Task<Post> SubmitAsync(Dialog form, string words) => ReadAfterAsync(form.SubmitAsync, words);

    /// <summary>Submits a form and waits until it returns with this error text.</summary>
    public async Task SubmitInVainAsync(Dialog form, string words)
    {
        PassAMoment();
        await form.SubmitAsync();
        await WaitUntilAsync(() => form.Words.Contains(words, StringComparison.Ordinal), $"'{words}' in the form");
    }

    /// <summary>Does something and waits until a new or changed message contains this text.</summary>
    public async Task<Post> ReadAfterAsync(Func<Task> act, string words)
    {
        var before = client.Posts.Where(post => post.Says(words)).ToDictionary(post => post, post => post.Words);
        PassAMoment();
        await act();
        Post? found = null;
        await WaitUntilAsync(
            () =>
                (
                    found = client.Posts.LastOrDefault(post =>
                        post.Says(words) && !(before.TryGetValue(post, out var then) && then == post.Words)
                    )
                )
                    is not null,
            $"'{words}' for {name}"
        );
        return found!;
    }

    /// <summary>Does something and waits until the bot says this text, in a message or in a short notice.</summary>
    public async Task HearAfterAsync(Func<Task> act, string words)
    {
        var before = client.Posts.Count(post => post.Says(words));
        PassAMoment();
        await act();
        await WaitUntilAsync(
            () => client.Posts.Count(post => post.Says(words)) > before || client.Aside.Contains(words, StringComparison.Ordinal),
            $"'{words}' said to {name}"
        );
    }

    /// <summary>Waits until a message contains this text.</summary>
    public Task SeesAsync(Post post, string words) =>
        WaitUntilAsync(() => post.Says(words), $"'{words}' on the message that {name} looks at");

    /// <summary>
    /// Files a ticket, so that the bot loads the lists that a filing needs. Without them an attempt to file fails before anything is sent.
    /// </summary>
    public Task LoadsTheListsAsync() => AskAsync("new Projector in 204 shows no picture", "is filed");

    /// <summary>
    /// Watches while the second filing is retried without success, and then Incident IQ is back: no new message is posted, and the card
    /// that said "saved" in private becomes the ticket.
    /// </summary>
    public async Task SeesOneNoticeBecomeTheTicketAsync(Post saved, District district)
    {
        Assert.False(saved.IsShared);
        await district.UntilFilingIsTriedAsync(times: 2); // the result of the first attempt is reported when the second begins
        var before = client.Posts;
        Assert.Equal(saved, Assert.Single(before, post => post.Says("saved and will be filed")));
        district.Control.ClearFaults();
        await SeesAsync(saved, "is filed");
        var list = await AskAsync("my tickets", "2 tickets");
        var posts = client.Posts.Where(post => !post.IsShared || !post.Says("Filed #")); // the message to the channel is another matter
        Assert.Equal([.. before, list], posts.OrderBy(post => !before.Contains(post)));
    }

    /// <summary>
    /// Does something and waits for the form with this title. Without a press, it starts as a message with a button that opens it.
    /// </summary>
    public async Task<Dialog> FormAfterAsync(Func<Task> act, string title)
    {
        var before = client.Posts.ToHashSet();
        PassAMoment();
        await act();
        Post? launcher = null;
        await WaitUntilAsync(() => client.FindForm(title) is not null || (launcher = Launcher()) is not null, $"form '{title}' for {name}");
        if (client.FindForm(title) is { } form)
            return form;
        await client.PressAsync(launcher!, OpenForm);
        await WaitUntilAsync(() => client.FindForm(title) is not null, $"form '{title}' for {name}");
        return client.FindForm(title)!;

        Post? Launcher() =>
            client.Posts.LastOrDefault(post => !before.Contains(post) && post.Says(title) && post.Buttons.Contains(OpenForm));
    }

    // People never do two things at the same instant, and changes at the same instant would have the same version.
    private void PassAMoment() => clock.Advance(District.Moment);

    private async Task WaitUntilAsync(Func<bool> isSo, string what)
    {
        try
        {
            await client.WaitUntilAsync(isSo, what);
        }
        catch (TimeoutException tooLate)
        {
            var seen = client.Posts.TakeLast(3).Select(post => post.Words).Append(client.Aside);
            throw new TimeoutException($"{tooLate.Message}\nWhat {name} sees: {string.Join("\n--- ", seen)}", tooLate);
        }
    }
}
