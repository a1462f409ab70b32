using IiqBot.Teams.Activities;
using Microsoft.AspNetCore.Http;

namespace IiqBot.Teams.Inbound;

/// <summary>Decides who may post activities. Asked twice: before the body is read, and about what stood in it.</summary>
internal interface IGate
{
    /// <summary>Checks the request without its body.</summary>
    ValueTask<Entry> EnterAsync(HttpContext context);

    /// <summary>Checks the body of a request that may enter.</summary>
    Admission Admit(Entry entry, Activity activity);
}

/// <summary>Whether a request may enter.</summary>
/// <param name="Refusal">The status to answer; 0 when it may.</param>
/// <param name="Token">The token it came with; null where none is needed.</param>
internal readonly record struct Entry(int Refusal, ChannelToken? Token = null);

/// <summary>Whether an activity is taken.</summary>
/// <param name="Refusal">The status to answer; 0 when it is.</param>
/// <param name="Tenant">The tenant it came from.</param>
internal readonly record struct Admission(int Refusal, string Tenant = "");

/// <summary>What a validated token says.</summary>
/// <param name="ServiceUrl">The service URL it was made for.</param>
/// <param name="Endorsements">The channels that its key may sign for.</param>
internal sealed record ChannelToken(string? ServiceUrl, IReadOnlyList<string> Endorsements);
