using IiqBot.Core.Model;

namespace IiqBot.Core.Durability;

/// <summary>
/// Remembers which Incident IQ account a platform's user was last found to have. It stands in only while Incident IQ cannot be
/// reached, and only for what is kept until then; before anything is carried out the person is asked for anew.
/// </summary>
public interface IKnownPeople
{
    /// <summary>How long somebody who was recognized may still file during an outage.</summary>
    static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    /// <summary>Remembers a person as they are now.</summary>
    Task RememberAsync(Actor actor, Person person, CancellationToken cancellationToken);

    /// <summary>Somebody who was recognized within <see cref="Lifetime"/>; null for everybody else.</summary>
    Task<Person?> FindAsync(Actor actor, CancellationToken cancellationToken);

    /// <summary>
    /// Who was found to be an administrator within <see cref="Lifetime"/>, the latest first. Whether they still are is to be asked anew.
    /// </summary>
    /// <param name="exceptOn">A platform whose people are left out.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<IReadOnlyList<Actor>> AdministratorsAsync(string exceptOn, int most, CancellationToken cancellationToken);

    /// <summary>
    /// Where somebody with this account was recognized within <see cref="Lifetime"/>, the latest first. Whether they still are who they
    /// were
    /// is to be asked anew.
    /// </summary>
    /// <param name="account">The account in Incident IQ.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<IReadOnlyList<Actor>> OfAccountAsync(Guid account, int most, CancellationToken cancellationToken);

    /// <summary>Forgets somebody who was refused.</summary>
    Task ForgetAsync(Actor actor, CancellationToken cancellationToken);
}

/// <summary>Remembers conversations: those that were welcomed, and each person's own conversation with the bot.</summary>
public interface IConversations
{
    /// <summary>Remembers a conversation, with the person whose own it is if it is one-to-one.</summary>
    /// <returns>Whether it was not known before.</returns>
    Task<bool> RememberAsync(ConversationAddress conversation, Actor? owner, CancellationToken cancellationToken);

    /// <summary>A person's own conversation with the bot; null when none is known.</summary>
    Task<ConversationAddress?> PersonalOfAsync(Actor person, CancellationToken cancellationToken);

    /// <summary>Forgets a conversation that the bot was removed from.</summary>
    Task ForgetAsync(ConversationAddress conversation, CancellationToken cancellationToken);
}
