using IiqBot.Core.Durability;
using IiqBot.Core.Identity;
using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.IncidentIq;

namespace IiqBot.Core.Later;

/// <summary>Notifies administrators, in their own chats, of problems that only they can solve.</summary>
public interface IAdministrators
{
    /// <summary>
    /// Notifies the people who used the bot within <see cref="IKnownPeople.Lifetime"/>, have a chat of their own with it, and are
    /// administrators now. Across all replicas, each gets one message per occasion, or more if the audit log could not record the first.
    /// The messages are stored before this returns.
    /// </summary>
    /// <param name="occasion">Identifies the occasion, also after a restart. The bot stores only a hash of it.</param>
    /// <param name="card">What to say. This adds buttons for what to look at next.</param>
    /// <param name="exceptOn">The platform that does not work.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <exception cref="StorageUnavailableException">Nothing can be stored or read. Some administrators may have a message
    /// already.</exception>
    Task<Telling> TellAsync(string occasion, Card card, string exceptOn, CancellationToken cancellationToken);
}

/// <summary>The people whom a message to the administrators reached.</summary>
/// <param name="Told">The number of people notified, now or before.</param>
/// <param name="Unasked">The number of people who may be administrators, but whom the bot could not look up now.</param>
public sealed record Telling(int Told, int Unasked);

/// <inheritdoc cref="IAdministrators"/>
public sealed class Administrators(
    IKnownPeople people,
    IConversations conversations,
    Identifier identifier,
    IEnumerable<IMessenger> messengers,
    IOutbox outbox,
    IAuditLog audit,
    IHolds holds,
    TimeProvider time
) : IAdministrators
{
    private const int Most = 100;
    private const string Verb = "administrator.told";

    /// <inheritdoc />
    public async Task<Telling> TellAsync(string occasion, Card card, string exceptOn, CancellationToken cancellationToken)
    {
        var told = 0;
        var unasked = 0;
        await using var hold = await holds.HoldAsync($"tell:{StableId.Of(occasion)}", cancellationToken);
        var known = await ReachableAsync(exceptOn, cancellationToken);
        foreach (var (actor, chat) in known)
        {
            var reference = ReferenceOf(occasion, actor);
            if (await audit.FindAsync(reference, cancellationToken) is not null)
            {
                told++;
                continue;
            }

            try
            {
                if (
                    await identifier.IdentifyAsync(actor, chat, cancellationToken)
                    is not Identification.Known { Person: { IsAdministrator: true } person }
                )
                    continue;
                await TellAsync(reference, actor, person, chat, card, cancellationToken);
                told++;
            }
            catch (PersonDirectoryException)
            {
                unasked++;
            }
            catch (IncidentIqException)
            {
                return new(told, known.Count - told); // it would not answer for the others either
            }
        }

        return new(told, unasked);
    }

    private async Task<List<(Actor Actor, ConversationAddress Chat)>> ReachableAsync(string exceptOn, CancellationToken cancellationToken)
    {
        List<(Actor, ConversationAddress)> found = [];
        foreach (var actor in await people.AdministratorsAsync(exceptOn, Most, cancellationToken))
        {
            // The people of a platform that is turned off get no message.
            if (messengers.All(messenger => messenger.Platform != actor.Platform))
                continue;
            if (await conversations.PersonalOfAsync(actor, cancellationToken) is { } chat)
                found.Add((actor, chat));
        }

        return found;
    }

    // Stored in the outbox first and in the audit log second, always as the same delivery. A crash in between may send it twice but never
    // loses it.
    private async Task TellAsync(
        string reference,
        Actor actor,
        Person person,
        ConversationAddress chat,
        Card card,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        CardAction[] next =
        [
            new CardAction.Press(Texts.ActionShowStatus, Verbs.ShowStatus, Arguments.None),
            new CardAction.Press(Texts.ActionHelp, Verbs.Help, Arguments.None),
        ];
        var delivery = new Delivery.Post(card with { Actions = [.. card.Actions, .. next] })
        {
            Id = StableId.Of(reference),
            Key = reference,
            To = chat,
            Due = now,
            CreatedAt = now,
        };
        await outbox.EnqueueAsync([delivery], cancellationToken);
        await audit.AppendAsync(new(now, actor, person.Id, Verb, null, chat, AuditOutcome.Done, reference), cancellationToken);
    }

    private static string ReferenceOf(string occasion, Actor actor) =>
        $"TOLD-{StableId.Of(occasion, actor.Platform, actor.Tenant, actor.UserId).ToString("N")[..12].ToUpperInvariant()}";
}
