using IiqBot.Core.Model;
using Microsoft.Extensions.Logging;

namespace IiqBot.Core.Messaging;

/// <summary>
/// The messengers of all platforms. A platform that is turned off accepts nothing. Every exception of a messenger becomes an outcome, so
/// that no message is retried forever.
/// </summary>
public sealed class Messengers(IEnumerable<IMessenger> messengers, ILogger<Messengers> logger)
{
    private static readonly DeliveryResult TurnedOff = new(DeliveryOutcome.Permanent);

    /// <summary>Whether the platform is turned on.</summary>
    public bool Serves(string platform) => Find(platform) is not null;

    /// <inheritdoc cref="IMessenger.SendAsync"/>
    public Task<DeliveryResult> SendAsync(ConversationAddress to, Card card, CancellationToken cancellationToken) =>
        TryAsync(to.Platform, messenger => messenger.SendAsync(to, card, cancellationToken), cancellationToken);

    /// <inheritdoc cref="IMessenger.UpdateAsync"/>
    public Task<DeliveryResult> UpdateAsync(ConversationAddress to, string messageId, Card card, CancellationToken cancellationToken) =>
        TryAsync(to.Platform, messenger => messenger.UpdateAsync(to, messageId, card, cancellationToken), cancellationToken);

    /// <inheritdoc cref="IMessenger.AnswerAsync"/>
    public Task<DeliveryResult> AnswerAsync(BotRequest request, BotResponse answer, CancellationToken cancellationToken) =>
        TryAsync(request.Actor.Platform, messenger => messenger.AnswerAsync(request, answer, cancellationToken), cancellationToken);

    /// <inheritdoc cref="IMessenger.OwnChatAsync"/>
    public async Task<(ConversationAddress? Chat, DeliveryResult Result)> OwnChatAsync(
        Actor person,
        ConversationAddress near,
        CancellationToken cancellationToken
    )
    {
        ConversationAddress? chat = null;
        var result = await TryAsync(
            person.Platform,
            async messenger =>
            {
                (chat, var found) = await messenger.OwnChatAsync(person, near, cancellationToken);
                return found;
            },
            cancellationToken
        );
        return (chat, result);
    }

    private Task<DeliveryResult> TryAsync(
        string platform,
        Func<IMessenger, Task<DeliveryResult>> deliver,
        CancellationToken cancellationToken
    ) =>
        Find(platform) is { } messenger
            ? Delivering.TryAsync(() => deliver(messenger), logger, cancellationToken)
            : Task.FromResult(TurnedOff);

    private IMessenger? Find(string platform) => messengers.FirstOrDefault(messenger => messenger.Platform == platform);
}

/// <summary>Delivers, and turns every exception into an outcome.</summary>
public static partial class Delivering
{
    /// <summary>Delivers. It throws nothing except the caller's own cancellation.</summary>
    /// <param name="deliver">Makes the delivery.</param>
    /// <param name="logger">Logs a fault.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    public static async Task<DeliveryResult> TryAsync(
        Func<Task<DeliveryResult>> deliver,
        ILogger logger,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await deliver();
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.Failed(logger, exception);
            return new(DeliveryOutcome.Unconfirmed); // nobody knows how far it got
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The bot failed to deliver a message because of an error in its own code")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
