using IiqBot.Core.Model;
using IiqBot.Slack.Blocks;
using Microsoft.Extensions.Caching.Memory;

namespace IiqBot.Slack.Turns;

/// <summary>
/// Caches in full what is too long for a button: the form behind it, or its arguments. The button carries an id, which works only for the
/// same person, or in the one direct message that the bot sent it to. After a restart the id is unknown, and what fits on the button
/// counts.
/// </summary>
internal sealed class Drafts : IDisposable
{
    /// <summary>The argument that holds the id.</summary>
    public const string Key = ActionValue.Draft;

    // In characters: at most about a hundred megabytes. The cache drops the rest.
    private const int MostCharacters = 40_000_000;
    private const int Overhead = 500;
    private static readonly TimeSpan Life = TimeSpan.FromDays(1);

    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = MostCharacters });

    /// <summary>Saves the form in an answer, and the arguments that are too long for its card's buttons.</summary>
    /// <returns>The answer, with ids on those buttons.</returns>
    public BotResponse Keep(Actor actor, BotResponse answer)
    {
        switch (answer)
        {
            case BotResponse.OpenForm open:
                Keep(actor, open.Form);
                return answer;
            case BotResponse.FormErrors errors:
                Keep(actor, errors.Form);
                return answer;
            case BotResponse.Reply reply:
                return Keep(OwnerOf(actor), reply.Card) is var card && ReferenceEquals(card, reply.Card)
                    ? answer
                    : reply with
                    {
                        Card = card,
                    };
            case BotResponse.ReplaceCard replace:
                return Keep(OwnerOf(actor), replace.Card) is var shown && ReferenceEquals(shown, replace.Card)
                    ? answer
                    : replace with
                    {
                        Card = shown,
                    };
            default:
                return answer;
        }
    }

    /// <summary>
    /// Saves arguments that are too long for the buttons of a card to one person. The address may name only the direct message.
    /// </summary>
    /// <returns>
    /// The card, with ids on those buttons. In a conversation with others it stays as it is, because nobody can say whose the buttons are.
    /// </returns>
    public Card Keep(ConversationAddress to, Card card) => to.IsOneToOne ? Keep((to.Tenant, to.Conversation), card) : card;

    /// <summary>The form behind a button that this person pressed; null when there is none, or no longer.</summary>
    public Form? FormBehind(Actor actor, Arguments arguments) => Find<Form>(OwnerOf(actor), arguments);

    /// <summary>The full arguments of a pressed button, or what the button carried if nothing more is cached.</summary>
    /// <param name="actor">Who pressed.</param>
    /// <param name="conversation">Where the button was.</param>
    /// <param name="arguments">What the button carried.</param>
    public Arguments Of(Actor actor, ConversationAddress conversation, Arguments arguments) =>
        (
            Find<Arguments>(OwnerOf(actor), arguments)
            ?? (conversation.IsOneToOne ? Find<Arguments>((conversation.Tenant, conversation.Conversation), arguments) : null)
            ?? arguments
        ).With(Key, (string?)null);

    /// <summary>Forgets a submitted form, so that its button opens a new one.</summary>
    public void Sent(Actor actor, string? form) => _kept.Remove(KeyOf(OwnerOf(actor), form ?? ""));

    public void Dispose() => _kept.Dispose();

    private void Keep(Actor actor, Form form)
    {
        var lean = form with
        {
            Fields = [.. form.Fields.Select(field => field is Field.Search search ? search with { Suggestions = [] } : field)],
        };
        Set(KeyOf(OwnerOf(actor), form.InstanceId), lean, form.Filled.Values.Values.Sum(value => value.Length));
    }

    private Card Keep((string Team, string Owner) owner, Card card)
    {
        if (card.Actions.All(action => action is not CardAction.Press press || ActionValue.Fits(press.Arguments)))
            return card;
        return card with
        {
            Actions =
            [
                .. card.Actions.Select(action =>
                    action is CardAction.Press press && !ActionValue.Fits(press.Arguments) ? Keep(owner, press) : action
                ),
            ],
        };
    }

    private CardAction.Press Keep((string Team, string Owner) owner, CardAction.Press press)
    {
        var id = Guid.NewGuid().ToString();
        Set(KeyOf(owner, id), press.Arguments, press.Arguments.Values.Values.Sum(value => value.Length));
        return press with { Arguments = press.Arguments.With(Key, id) };
    }

    private void Set(object key, object draft, int characters) =>
        _kept.Set(key, draft, new MemoryCacheEntryOptions { Size = characters + Overhead, AbsoluteExpirationRelativeToNow = Life });

    private T? Find<T>((string Team, string Owner) owner, Arguments arguments)
        where T : class => arguments[Key] is { } id && _kept.TryGetValue(KeyOf(owner, id), out var draft) ? draft as T : null;

    // The first letter of the id tells a person from a direct message.
    private static (string Team, string Owner) OwnerOf(Actor actor) => (actor.Tenant, actor.UserId);

    private static (string Team, string Owner, string Id) KeyOf((string Team, string Owner) owner, string id) =>
        (owner.Team, owner.Owner, id);
}
