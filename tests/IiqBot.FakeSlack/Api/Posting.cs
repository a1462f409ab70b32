using System.Text.Json;
using IiqBot.FakeSlack.BlockKit;
using IiqBot.FakeSlack.World;

namespace IiqBot.FakeSlack.Api;

/// <summary>Judges and stores the bot's messages, whichever way they came: a method, a response URL or an acknowledgement.</summary>
internal sealed class Posting(
    FakeSlackOptions options,
    SlackWorld world,
    SecretRules secrets,
    ViolationList violations,
    ChangeSignal changes
)
{
    private long _count;

    /// <summary>How many messages were posted or changed.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <returns>Null if Slack accepts the message.</returns>
    public ApiAnswer? Refuse(JsonElement content, FakeChannel channel)
    {
        var verdict = MessageRules.Check(content);
        if (verdict.Error is { } error)
            return ApiAnswer.Wrong(error, "the message breaks the rules.", verdict.Messages);
        if (options.RequiresText && string.IsNullOrWhiteSpace(content.Text("text")))
            violations.Add("a message has blocks and no text: notifications on phones read text only.");
        // Notifications show it unformatted.
        if (content.Text("text")?.Any(IsHidden) == true)
            violations.Add("a message's text has a control character or a direction override.");
        // The bot never mentions anybody, so a mention can only be a person's unescaped text.
        if (Mentions.In(content).FirstOrDefault() is { } mention)
            violations.Add($"a message mentions somebody: {mention}");
        if (!options.CountOnly && content.Text("thread_ts") is { } thread && channel.Find(thread) is null)
            violations.Add($"thread_ts {thread} is no message of {channel.Id}.");
        return null;
    }

    public FakeMessage Add(FakeChannel channel, JsonElement content, FakePerson? onlyFor, IReadOnlyList<FakeFile>? files = null)
    {
        if (onlyFor is null)
            secrets.Check("a message", channel, content);
        var message = new FakeMessage(world.Gate, channel, world.NewStamp(), null, onlyFor, Completed.Of(content)) { Files = files ?? [] };
        if (!options.CountOnly && IsSeen(message))
            channel.Add(message);
        Changed();
        return message;
    }

    /// <summary>
    /// "Ephemeral messages in threads are only shown if there is already an active thread" (docs.slack.dev, chat.postEphemeral): in a
    /// thread without replies nobody sees one, although Slack answers ok.
    /// </summary>
    private static bool IsSeen(FakeMessage message) =>
        !message.IsEphemeral
        || message.ThreadTs is not { } thread
        || message.Channel.Messages.Any(other => !other.IsEphemeral && other.ThreadTs == thread);

    public void Replace(FakeMessage message, JsonElement content)
    {
        if (!message.IsEphemeral)
            secrets.Check("a changed message", message.Channel, content);
        message.Replace(Completed.Of(content));
        message.Channel.NoteUpdate(message);
        Changed();
    }

    public void Delete(FakeMessage message)
    {
        message.Delete();
        Changed();
    }

    private static bool IsHidden(char c) =>
        (char.IsControl(c) && c != '\n') || c is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069';

    private void Changed()
    {
        Interlocked.Increment(ref _count);
        changes.Raise();
    }
}
