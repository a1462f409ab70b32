using IiqBot.Teams.Activities;
using Microsoft.AspNetCore.Http;

namespace IiqBot.Teams.Inbound;

/// <summary>Decides who may post activities. It checks twice: before the body is read, and afterwards its content.</summary>
internal interface IGate
{
    /// <summary>Checks the request without its body.</summary>
    ValueTask<Entry> EnterAsync(HttpContext context);

    /// <summary>Checks the body of a request that passed the first check.</summary>
    Admission Admit(Entry entry, Activity activity);
}

/// <summary>Whether a request passes the first check.</summary>
/// <param name="Refusal">The status of the rejection; 0 when it passes.</param>
/// <param name="Token">Its token; null if none is needed.</param>
internal readonly record struct Entry(int Refusal, ChannelToken? Token = null);

/// <summary>Whether the bot accepts an activity.</summary>
/// <param name="Refusal">The status of the rejection; 0 when the bot accepts it.</param>
/// <param name="Tenant">The tenant that it came from.</param>
internal readonly record struct Admission(int Refusal, string Tenant = "");

/// <summary>The content of a validated token.</summary>
/// <param name="ServiceUrl">The service URL that it was issued for.</param>
/// <param name="Endorsements">The channels that its key may sign for.</param>
internal sealed record ChannelToken(string? ServiceUrl, IReadOnlyList<string> Endorsements);
