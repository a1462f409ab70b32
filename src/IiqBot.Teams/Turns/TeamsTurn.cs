using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.Teams.Activities;
using IiqBot.Teams.Cards;

namespace IiqBot.Teams.Turns;

/// <summary>A request on its way through the adapter.</summary>
/// <param name="Request">The request.</param>
internal sealed record TeamsTurn(BotRequest Request)
{
    /// <summary>The id of the message whose button the person pressed; null when they typed.</summary>
    public string? PressedMessage => Request.MessageId;

    /// <summary>Where it came from.</summary>
    public ConversationAddress Conversation => Request.Conversation;

    /// <summary>Whether the request submits a form.</summary>
    public bool IsSubmission => Request.Kind == RequestKind.FormSubmission;

    /// <summary>A turn for typed text.</summary>
    public static TeamsTurn Typed(Activity activity, string tenant)
    {
        var line = TypedText.Of(activity);
        return new(Base(activity, tenant, RequestKind.Message) with { Text = line.Text, TextBehindName = line.BehindName });
    }

    /// <summary>A turn for a button or a form.</summary>
    /// <param name="activity">The activity.</param>
    /// <param name="tenant">Its tenant.</param>
    /// <param name="parsed">The data of the action.</param>
    public static TeamsTurn Pressed(Activity activity, string tenant, ActionData.Parsed parsed) =>
        new(
            Base(activity, tenant, parsed.IsForm ? RequestKind.FormSubmission : RequestKind.CardAction) with
            {
                Verb = parsed.Verb,
                Arguments = parsed.Arguments,
                MessageId = string.IsNullOrEmpty(activity.ReplyToId) ? null : activity.ReplyToId,
            }
        );

    /// <summary>The same message with files. It is more than a line: the handler decides about the files together with the words.</summary>
    public TeamsTurn With(IReadOnlyList<PlatformFile> files) =>
        new(
            Request with
            {
                Verb = Verbs.AttachFiles,
                Arguments = Arguments
                    .None.With(ArgumentNames.Text, Request.Text)
                    .With(ArgumentNames.MessageAuthor, Request.Actor.UserId)
                    .With(ArgumentNames.MessageFileNames, string.Join(", ", files.Select(file => file.Name)))
                    .With(ArgumentNames.MessageAttachments, PlatformFile.Write(files)),
            }
        );

    /// <summary>A turn for a conversation that the bot was added to.</summary>
    public static TeamsTurn Welcome(Activity activity, string tenant) =>
        new(Base(activity, tenant, RequestKind.Event) with { Verb = Verbs.Welcome });

    /// <summary>The request of a type-ahead.</summary>
    public static BotRequest Search(Activity activity, string tenant, Arguments arguments, TimeSpan budget) =>
        Base(activity, tenant, RequestKind.CardAction) with
        {
            Arguments = arguments,
            Budget = budget,
        };

    private static BotRequest Base(Activity activity, string tenant, RequestKind kind) =>
        new()
        {
            Id = string.IsNullOrEmpty(activity.Id) ? $"{activity.Type}:{activity.Conversation!.Id}" : activity.Id,
            Kind = kind,
            Actor = new Actor(Platform.Name, tenant, ConversationReference.ActorOf(activity.From) ?? "")
            {
                DisplayName = activity.From?.Name,
                Locale = activity.Locale,
            },
            Conversation = ConversationReference.AddressOf(activity, tenant),
        };
}
