namespace IiqBot.Core.Durability;

/// <summary>How well a part of the bot, or what it depends on, works.</summary>
public enum PartCondition
{
    /// <summary>It works.</summary>
    Works,

    /// <summary>Something of it does not work, or all of it, but the bot goes on without.</summary>
    Limited,

    /// <summary>It does not work, and the bot is of no use without.</summary>
    Fails,
}

/// <summary>How a part does.</summary>
/// <param name="Name">The name of its check, such as <c>incident-iq</c> or a platform's.</param>
/// <param name="Condition">How well it works.</param>
/// <param name="Word">The check's own word for what is wrong, such as <c>TokenRefused</c>, and never an exception's; null when it has
/// none.</param>
public sealed record PartState(string Name, PartCondition Condition, string? Word);

/// <summary>Asks the parts of this process how they do.</summary>
public interface IReadiness
{
    /// <summary>How each part does, now or some seconds ago. Answers within a few seconds, whatever fails.</summary>
    Task<IReadOnlyList<PartState>> PartsAsync(CancellationToken cancellationToken);
}

/// <summary>Of a process in which nothing is watched.</summary>
public sealed class AlwaysReady : IReadiness
{
    /// <inheritdoc />
    public Task<IReadOnlyList<PartState>> PartsAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<PartState>>([]);
}
