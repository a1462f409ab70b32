using IiqBot.Core.Model;

namespace IiqBot.Core.Identity;

/// <summary>Finds out who a platform's user is. Each adapter asks its platform; nothing that a person typed counts.</summary>
public interface IPersonDirectory
{
    /// <summary>The platform it serves.</summary>
    string Platform { get; }

    /// <summary>Looks a person up.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="conversation">A conversation in which the platform knows them.</param>
    /// <param name="cancellationToken">Cancels the look-up.</param>
    /// <returns>What the platform knows; never null.</returns>
    /// <exception cref="PersonDirectoryException">The platform did not answer.</exception>
    Task<PlatformPerson> FindAsync(Actor actor, ConversationAddress conversation, CancellationToken cancellationToken);
}

/// <summary>What a platform knows about a person.</summary>
/// <param name="Email">Their work e-mail; null if the platform has none or has not confirmed it.</param>
/// <param name="DisplayName">Their name there.</param>
/// <param name="IsGuest">Whether they come from outside the organization: guests, anonymous or federated people, other tenants.</param>
public sealed record PlatformPerson(string? Email, string? DisplayName, bool IsGuest);

/// <summary>The platform could not say who a person is.</summary>
/// <param name="message">Which look-up failed, without any data about the person.</param>
/// <param name="inner">The cause.</param>
public sealed class PersonDirectoryException(string message, Exception? inner = null) : Exception(message, inner);
