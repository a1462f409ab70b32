using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.Slack.Api;
using IiqBot.Slack.Inbound;
using Microsoft.Extensions.Caching.Memory;

namespace IiqBot.Slack.Turns;

/// <summary>Finds the direct message with a person. Only its id lets the bot update messages later.</summary>
internal sealed class PersonalChannels(SlackApi api) : IDisposable
{
    private static readonly MemoryCacheEntryOptions KeptClosed = new()
    {
        Size = 1,
        AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(1),
    };
    private static readonly MemoryCacheEntryOptions Kept = new() { Size = 1, SlidingExpiration = TimeSpan.FromHours(12) };
    private readonly MemoryCache _channels = new(new MemoryCacheOptions { SizeLimit = 50_000 });

    /// <summary>The address with a channel's id; null with the reason when Slack does not give one.</summary>
    public async ValueTask<(ConversationAddress? Address, DeliveryResult Failure)> FindAsync(
        ConversationAddress address,
        CancellationToken cancellationToken
    )
    {
        if (!Addresses.IsPerson(address))
            return (address, DeliveryResult.Unposted);
        var key = (address.Tenant, address.Conversation);
        switch (_channels.Get(key))
        {
            case string channel:
                return (address with { Conversation = channel }, DeliveryResult.Unposted);
            case DeliveryResult closed:
                return (null, closed);
        }

        var answer = await api.OpenDirectAsync(address.Tenant, address.Conversation, cancellationToken);
        if (answer.IsDelivered && answer.Body.Text("channel", "id") is { } opened)
            return (address with { Conversation = _channels.Set(key, opened, Kept) }, DeliveryResult.Unposted);

        var failure = new DeliveryResult(answer.IsDelivered ? DeliveryOutcome.Permanent : answer.Outcome, RetryAfter: answer.RetryAfter);
        // Asking again for each message would use up shared calls for somebody whom the bot cannot write to.
        if (failure.Outcome is DeliveryOutcome.Permanent or DeliveryOutcome.ConversationGone)
            _channels.Set(key, failure, KeptClosed);
        return (null, failure);
    }

    public void Dispose() => _channels.Dispose();
}
