namespace IiqBot.Core.Durability;

/// <summary>How well a part of the bot, or a system that it depends on, works.</summary>
public enum PartCondition
{
    /// <summary>It works.</summary>
    Works,

    /// <summary>Some or all of it does not work, but the bot works without it.</summary>
    Limited,

    /// <summary>It does not work, and the bot is useless without it.</summary>
    Fails,
}

/// <summary>The state of one part.</summary>
/// <param name="Name">The name of its check, such as <c>incident-iq</c> or a platform's.</param>
/// <param name="Condition">How well it works.</param>
/// <param name="Word">The check's own word for the problem, such as <c>TokenRefused</c>, and never an exception's; null if it has
/// none.</param>
public sealed record PartState(string Name, PartCondition Condition, string? Word);

/// <summary>Checks the parts of this process.</summary>
public interface IReadiness
{
    /// <summary>The state of each part, now or some seconds ago. Returns within a few seconds, whatever fails.</summary>
    Task<IReadOnlyList<PartState>> PartsAsync(CancellationToken cancellationToken);
}

/// <summary>The readiness of a process that watches nothing.</summary>
public sealed class AlwaysReady : IReadiness
{
    /// <inheritdoc />
    public Task<IReadOnlyList<PartState>> PartsAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<PartState>>([]);
}
