using IiqBot.Core.Model;

namespace IiqBot.Core.Durability;

/// <summary>
/// Remembers the last known Incident IQ account of each platform user. The bot uses it only while it cannot reach Incident IQ, and only for
/// requests that wait until then. It looks the person up again before it runs such a request.
/// </summary>
public interface IKnownPeople
{
    /// <summary>How long the bot still lets a recognized person file during an outage.</summary>
    static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    /// <summary>Remembers a person as they are now.</summary>
    Task RememberAsync(Actor actor, Person person, CancellationToken cancellationToken);

    /// <summary>A person whom the bot recognized within <see cref="Lifetime"/>; null for everybody else.</summary>
    Task<Person?> FindAsync(Actor actor, CancellationToken cancellationToken);

    /// <summary>
    /// The people who were administrators within <see cref="Lifetime"/>, latest first. The caller must check whether they still are.
    /// </summary>
    /// <param name="exceptOn">A platform whose people to leave out.</param>
    /// <param name="most">The most people to return.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    Task<IReadOnlyList<Actor>> AdministratorsAsync(string exceptOn, int most, CancellationToken cancellationToken);

    /// <summary>
    /// The platform users that the bot recognized as this account within <see cref="Lifetime"/>, latest first. The caller must check
    /// whether they still are.
    /// </summary>
    /// <param name="account">The account in Incident IQ.</param>
    /// <param name="most">The most users to return.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    Task<IReadOnlyList<Actor>> OfAccountAsync(Guid account, int most, CancellationToken cancellationToken);

    /// <summary>Forgets a person whom the bot refused.</summary>
    Task ForgetAsync(Actor actor, CancellationToken cancellationToken);
}

/// <summary>Remembers conversations: those that the bot welcomed, and each person's own chat with the bot.</summary>
public interface IConversations
{
    /// <summary>Remembers a conversation and, if it is one-to-one, the person in it.</summary>
    /// <returns>Whether it is new.</returns>
    Task<bool> RememberAsync(ConversationAddress conversation, Actor? owner, CancellationToken cancellationToken);

    /// <summary>A person's own chat with the bot; null if the bot knows none.</summary>
    Task<ConversationAddress?> PersonalOfAsync(Actor person, CancellationToken cancellationToken);

    /// <summary>Forgets a conversation from which the bot was removed.</summary>
    Task ForgetAsync(ConversationAddress conversation, CancellationToken cancellationToken);
}
