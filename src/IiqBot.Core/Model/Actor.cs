namespace IiqBot.Core.Model;

/// <summary>
/// Who sent a request, as the platform vouches for it. Nothing here was typed by the person, and nothing here
/// grants a right: rights come from the Incident IQ account their e-mail leads to.
/// </summary>
/// <param name="Platform">The adapter's name, such as <c>teams</c>.</param>
/// <param name="Tenant">The tenant or workspace the request came from.</param>
/// <param name="UserId">The person's id there.</param>
public sealed record Actor(string Platform, string Tenant, string UserId)
{
    /// <summary>Who it is, without what may differ from one request to the next.</summary>
    public ActorKey Key => new(Platform, Tenant, UserId);

    /// <summary>The name the platform shows; null when the request did not carry it.</summary>
    public string? DisplayName { get; init; }

    /// <summary>The person's language and region, such as <c>en-US</c>; null when unknown.</summary>
    public string? Locale { get; init; }
}

/// <summary>One person on one platform: what tells two of them apart.</summary>
/// <param name="Platform">The adapter's name, such as <c>teams</c>.</param>
/// <param name="Tenant">The tenant or workspace.</param>
/// <param name="UserId">The person's id there.</param>
public readonly record struct ActorKey(string Platform, string Tenant, string UserId);
