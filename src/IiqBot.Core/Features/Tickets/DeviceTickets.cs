using IiqBot.Core.Features.Searches;
using IiqBot.Core.Model;

namespace IiqBot.Core.Features.Tickets;

/// <summary>The short way to a device's tickets: <c>tag CB-1234</c>.</summary>
public sealed class DeviceTickets(SearchTickets search) : IRequestHandler
{
    /// <inheritdoc />
    public static Route Route { get; } =
        new(Verbs.DeviceTickets, Access.Known)
        {
            Aliases = ["tag", "asset tag", "device tickets", "tickets of device", "tickets for device"],
            Line = new(new LinePart.Tag(SearchFacets.Asset)),
            Usage = () => new(Texts.UsageDevice, Texts.MeaningDevice),
        };

    /// <inheritdoc />
    public Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken) =>
        search.HandleAsync(
            turn with
            {
                Request = turn.Request with
                {
                    Verb = Verbs.SearchTickets,
                    Arguments = Arguments.None.With(SearchFacets.Asset, turn.Arguments[SearchFacets.Asset]),
                },
            },
            cancellationToken
        );
}
