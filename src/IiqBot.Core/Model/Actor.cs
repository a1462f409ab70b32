namespace IiqBot.Core.Model;

/// <summary>
/// The person who sent a request, as the platform identifies them. The person typed none of this, and none of it grants a right: rights
/// come from the Incident IQ account that their e-mail leads to.
/// </summary>
/// <param name="Platform">The adapter's name, such as <c>teams</c>.</param>
/// <param name="Tenant">The tenant or workspace the request came from.</param>
/// <param name="UserId">The person's id there.</param>
public sealed record Actor(string Platform, string Tenant, string UserId)
{
    /// <summary>The person, without what may differ between two requests.</summary>
    public ActorKey Key => new(Platform, Tenant, UserId);

    /// <summary>The name that the platform shows; null if the request did not carry it.</summary>
    public string? DisplayName { get; init; }

    /// <summary>The person's language and region, such as <c>en-US</c>; null if unknown.</summary>
    public string? Locale { get; init; }
}

/// <summary>Identifies one person on one platform.</summary>
/// <param name="Platform">The adapter's name, such as <c>teams</c>.</param>
/// <param name="Tenant">The tenant or workspace.</param>
/// <param name="UserId">The person's id there.</param>
public readonly record struct ActorKey(string Platform, string Tenant, string UserId);
