using System.Text.Json.Nodes;

namespace IiqBot.FakeSlack;

/// <summary>A person's Slack: what it shows, and what the person does in it.</summary>
public sealed partial class SlackClient
{
    private readonly FakeSlackPlatform _slack;

    internal SlackClient(FakeSlackPlatform slack, FakePerson person) => (_slack, Person) = (slack, person);

    /// <summary>The person.</summary>
    public FakePerson Person { get; }

    /// <summary>The modal on the screen; null if none is open.</summary>
    public FakeView? View => _slack.Stacks.Of(Person).LastOrDefault();

    /// <summary>The open modals, the visible one last.</summary>
    public IReadOnlyList<FakeView> Views => _slack.Stacks.Of(Person);

    /// <summary>The app's Home tab; null if the bot never published one.</summary>
    public FakeView? Home => _slack.Stacks.Home(Person);

    /// <summary>The messages this person sees: all but other people's ephemeral ones.</summary>
    public IReadOnlyList<FakeMessage> Messages(FakeChannel channel)
    {
        ArgumentNullException.ThrowIfNull(channel);
        return [.. channel.Messages.Where(Sees)];
    }

    /// <summary>
    /// The next modal that is opened, pushed or updated after the one of <paramref name="after"/>; the visible one if that is null.
    /// </summary>
    /// <param name="after">The version seen last, as <see cref="Mark"/> gave it.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="TimeoutException">None came.</exception>
    public Task<FakeView> NextViewAsync(ViewMark? after = null, CancellationToken cancellationToken = default) =>
        _slack.WaitForAsync(
            () => View is { } view && (after is null || view != after.View || view.Version > after.Version) ? view : null,
            "modal for " + Person.Name,
            cancellationToken: cancellationToken
        );

    /// <summary>Remembers what the screen shows now, to wait for the next change.</summary>
    public ViewMark Mark() => new(View, View?.Version ?? 0);

    /// <summary>Runs a slash command.</summary>
    /// <exception cref="InvalidOperationException">The app has no such command, or the person is not in the channel.</exception>
    public Task<BotAnswer> CommandAsync(
        FakeChannel channel,
        string command,
        string text = "",
        CancellationToken cancellationToken = default
    ) => _slack.SendAsync(ComposeCommand(channel, command, text), cancellationToken);

    /// <summary>A slash command, composed but not sent.</summary>
    public SlackRequest ComposeCommand(FakeChannel channel, string command, string text = "")
    {
        ArgumentNullException.ThrowIfNull(channel);
        if (!_slack.App.Commands.Contains(command) || !_slack.App.Scopes.Contains("commands"))
            throw new InvalidOperationException($"The app has no command {command}, or not the scope commands.");
        RequireMember(channel);
        return _slack.Payloads.Command(Person, channel, command, text);
    }

    /// <summary>Reacts to a message: <c>reaction_added</c>, which an app gets where it is a member.</summary>
    /// <param name="message">The message.</param>
    /// <param name="emoji">The emoji's name without colons.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The answer; null if the bot is not notified.</returns>
    public async Task<BotAnswer?> ReactAsync(FakeMessage message, string emoji, CancellationToken cancellationToken = default)
    {
        RequireSeen(message);
        message.React(emoji, Person);
        if (!message.Channel.HasBot)
            return null;
        return await _slack.SendAsync(
            _slack.ComposeEvent(
                new()
                {
                    ["type"] = "reaction_added",
                    ["user"] = Person.Id,
                    ["reaction"] = emoji,
                    ["item_user"] = message.Author?.Id ?? _slack.BotUserId,
                    ["item"] = new JsonObject
                    {
                        ["type"] = "message",
                        ["channel"] = message.Channel.Id,
                        ["ts"] = message.Ts,
                    },
                },
                Person,
                message.Channel
            ),
            cancellationToken
        );
    }

    /// <summary>Opens the app's Home tab: <c>app_home_opened</c>.</summary>
    public Task<BotAnswer> OpenHomeAsync(CancellationToken cancellationToken = default)
    {
        if (!_slack.App.HomeTab)
            throw new InvalidOperationException("The app has no Home tab.");
        var inner = new JsonObject
        {
            ["type"] = "app_home_opened",
            ["user"] = Person.Id,
            ["channel"] = _slack.AddDirectMessage(Person).Id,
            ["tab"] = "home",
        };
        if (Home is { } home)
            inner["view"] = _slack.Describe(home);
        return _slack.SendAsync(_slack.ComposeEvent(inner, Person), cancellationToken);
    }

    /// <summary>Starts a global shortcut.</summary>
    public Task<BotAnswer> ShortcutAsync(string callbackId, CancellationToken cancellationToken = default) =>
        _slack.SendAsync(ComposeShortcut(callbackId), cancellationToken);

    /// <summary>A global shortcut, composed but not sent.</summary>
    public SlackRequest ComposeShortcut(string callbackId)
    {
        RequireShortcut(callbackId);
        return _slack.Payloads.Shortcut(Person, callbackId);
    }

    /// <summary>Starts a message shortcut on a message.</summary>
    public Task<BotAnswer> MessageShortcutAsync(FakeMessage message, string callbackId, CancellationToken cancellationToken = default)
    {
        RequireSeen(message);
        RequireShortcut(callbackId);
        return _slack.SendAsync(_slack.Payloads.MessageShortcut(Person, message, callbackId), cancellationToken);
    }

    private bool Sees(FakeMessage message) => message.OnlyFor is null || message.OnlyFor == Person;

    private void RequireMember(FakeChannel channel)
    {
        if (Person.IsDeleted || (channel.Kind != ChannelKind.Public && !channel.Members.Contains(Person)))
            throw new InvalidOperationException($"{Person.Name} is not in {channel.Name}.");
    }

    private void RequireSeen(FakeMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        RequireMember(message.Channel);
        if (message.IsDeleted || !Sees(message))
            throw new InvalidOperationException($"{Person.Name} does not see this message.");
    }

    private void RequireOwn(FakeMessage message)
    {
        RequireSeen(message);
        if (message.Author != Person)
            throw new InvalidOperationException($"{Person.Name} did not write this message.");
    }

    private void RequireShortcut(string callbackId)
    {
        if (
            !_slack.App.Interactivity
            || (_slack.App.Shortcuts is { } known && !known.Contains(callbackId))
            || !_slack.App.Scopes.Contains("commands")
        )
            throw new InvalidOperationException($"The app has no shortcut {callbackId}, or lacks interactivity or the scope commands.");
    }
}

/// <summary>What a person's screen showed at one time.</summary>
/// <param name="View">The modal; null if none was open.</param>
/// <param name="Version">Its version.</param>
public sealed record ViewMark(FakeView? View, int Version);
