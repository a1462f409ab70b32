using IiqBot.Core.Messaging;
using IiqBot.Core.Requests;
using IiqBot.Slack.Api;
using IiqBot.Slack.Inbound;
using Microsoft.Extensions.Caching.Memory;

namespace IiqBot.Slack.Turns;

/// <summary>Finds the direct message with a person, under whose own id their messages can be redrawn later.</summary>
internal sealed class PersonalChannels(SlackApi api) : IDisposable
{
    private static readonly MemoryCacheEntryOptions Kept = new() { Size = 1, SlidingExpiration = TimeSpan.FromHours(12) };
    private readonly MemoryCache _channels = new(new MemoryCacheOptions { SizeLimit = 50_000 });

    /// <summary>The address with a channel's id in it; null with the reason when Slack would not say.</summary>
    public async ValueTask<(ConversationAddress? Address, DeliveryResult Failure)> FindAsync(ConversationAddress address, CancellationToken cancellationToken)
    {
        if (!Addresses.IsPerson(address)) return (address, DeliveryResult.Unposted);
        var key = (address.Tenant, address.Conversation);
        if (!_channels.TryGetValue(key, out string? channel))
        {
            var answer = await api.OpenDirectAsync(address.Tenant, address.Conversation, cancellationToken);
            channel = answer.IsDelivered ? answer.Body.Text("channel", "id") : null;
            if (channel is null) return (null, new(answer.IsDelivered ? DeliveryOutcome.Permanent : answer.Outcome, RetryAfter: answer.RetryAfter));
            _channels.Set(key, channel, Kept);
        }

        return (address with { Conversation = channel! }, DeliveryResult.Unposted);
    }

    public void Dispose() => _channels.Dispose();
}
