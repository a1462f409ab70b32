using IiqBot.Core.Model;
using IiqBot.Core.Parsing.Dates;
using IiqBot.Core.Pipeline;
using IiqBot.IncidentIq.Lookups;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Searches;

/// <summary>Reads the facets that are dates.</summary>
/// <param name="lookups">Knows the site's time zone.</param>
/// <param name="time">The clock.</param>
internal sealed class DayFacets(ILookups lookups, TimeProvider time)
{
    public Task<FacetMeaning> DueAsync(string typed, CancellationToken cancellationToken) =>
        Slip.IsOne(typed, SearchFacets.Overdue)
            ? Task.FromResult(new FacetMeaning(Texts.SearchOverdue, TicketFilter.PastDue()))
            : DaysAsync(typed, Leaning.Ahead, Texts.SearchDue, Texts.SearchDueUnknown, TicketFilter.DueBetween, cancellationToken);

    public Task<FacetMeaning> CreatedAsync(string typed, CancellationToken cancellationToken) =>
        DaysAsync(typed, Leaning.Back, Texts.SearchCreated, Texts.CreatedDateUnknown, TicketFilter.CreatedBetween, cancellationToken);

    private async Task<FacetMeaning> DaysAsync(
        string typed,
        Leaning leaning,
        string label,
        string unknown,
        Func<DateOnly, DateOnly, TicketFilter> between,
        CancellationToken cancellationToken
    )
    {
        var zone = (await lookups.SiteAsync(cancellationToken)).TimeZone;
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone).DateTime);
        if (DateWords.Read(typed, today, leaning) is not { At: null } days)
            return new(unknown.With(typed, DateTexts.Example(today)));
        var said =
            days.NeedsSaying && days.From == days.To ? DateTexts.Long(days.From)
            : days.NeedsSaying ? $"{typed} {days.To.Year}"
            : days.Corrected ?? typed;
        return new(label.With(said), between(days.From, days.To))
        {
            Note = days.Corrected is { } words ? Texts.ReadAs.With(typed, words) : null,
        };
    }
}
