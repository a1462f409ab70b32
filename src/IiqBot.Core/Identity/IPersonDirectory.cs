using IiqBot.Core.Model;

namespace IiqBot.Core.Identity;

/// <summary>Who a platform's user is. Each adapter asks its platform; nothing typed counts.</summary>
public interface IPersonDirectory
{
    /// <summary>The platform it serves.</summary>
    string Platform { get; }

    /// <summary>Looks a person up.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="conversation">Where they are known.</param>
    /// <param name="cancellationToken">Ends the look-up.</param>
    /// <returns>What the platform knows; never null.</returns>
    /// <exception cref="PersonDirectoryException">The platform did not answer.</exception>
    Task<PlatformPerson> FindAsync(Actor actor, ConversationAddress conversation, CancellationToken cancellationToken);
}

/// <summary>What a platform knows of a person.</summary>
/// <param name="Email">Their work e-mail; null when the platform has none, or it is not confirmed.</param>
/// <param name="DisplayName">Their name there.</param>
/// <param name="IsGuest">Whether they come from outside the organisation: guests, anonymous or federated people, other tenants.</param>
public sealed record PlatformPerson(string? Email, string? DisplayName, bool IsGuest);

/// <summary>The platform could not be asked who somebody is.</summary>
/// <param name="message">Which look-up failed, without any data of the person.</param>
/// <param name="inner">The cause.</param>
public sealed class PersonDirectoryException(string message, Exception? inner = null) : Exception(message, inner);
