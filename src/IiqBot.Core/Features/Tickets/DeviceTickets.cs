using IiqBot.Core.Dispatch;
using IiqBot.Core.Features.Searches;
using IiqBot.Core.Identity;
using IiqBot.Core.Parsing;
using IiqBot.Core.Requests;

namespace IiqBot.Core.Features.Tickets;

/// <summary>The short way to a device's tickets: <c>tag CB-1234</c>.</summary>
public sealed class DeviceTickets(SearchTickets search) : IRequestHandler
{
    /// <summary>The verb.</summary>
    public const string Verb = "tickets.ofdevice";

    /// <inheritdoc />
    public static Route Route { get; } = new(Verb, Access.Known)
    {
        Aliases = ["tag", "asset tag", "device tickets", "tickets of device", "tickets for device"],
        Line = new(new LinePart.Tag(SearchFacets.Asset)),
        Usage = () => new(Texts.UsageDevice, Texts.MeaningDevice),
    };

    /// <inheritdoc />
    public Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken) => search.HandleAsync(
        turn with { Request = turn.Request with { Verb = SearchTickets.Verb, Arguments = Arguments.None.With(SearchFacets.Asset, turn.Arguments[SearchFacets.Asset]) } },
        cancellationToken);
}
