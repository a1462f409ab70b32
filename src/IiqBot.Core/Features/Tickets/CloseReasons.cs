using IiqBot.Core.Model;
using IiqBot.IncidentIq.Lookups;

namespace IiqBot.Core.Features.Tickets;

/// <summary>The site's reasons for resolving or canceling a ticket.</summary>
internal static class CloseReasons
{
    /// <summary>Returns the reasons to choose from, with the plain one ("Resolved") first, because it is the usual one.</summary>
    public static IReadOnlyList<CloseReason> Of(IReadOnlyList<CloseReason> all, bool cancel) =>
        [.. all.Where(reason => reason.IsCancel == cancel).OrderBy(reason => reason.Name.Length)];

    /// <summary>Finds the chosen reason, or the plain one if there is no choice.</summary>
    /// <returns>False if the choice is not among the reasons.</returns>
    public static bool TryFind(IReadOnlyList<CloseReason> reasons, string? chosen, out CloseReason? reason)
    {
        reason = chosen is null ? reasons.FirstOrDefault() : reasons.FirstOrDefault(r => Guid.TryParse(chosen, out var id) && r.Id == id);
        return chosen is null || reason is not null;
    }

    /// <summary>Returns the reason to preselect: the named one, or the plain one.</summary>
    public static CloseReason? Meant(IReadOnlyList<CloseReason> reasons, string? named)
    {
        if (named is null)
            return reasons.FirstOrDefault();
        return reasons.FirstOrDefault(reason => Guid.TryParse(named, out var id) && reason.Id == id)
            ?? NameMatch.Candidates(reasons, reason => reason.Name, named).FirstOrDefault()
            ?? reasons.FirstOrDefault();
    }

    /// <summary>Returns the error for a choice that is not among the reasons.</summary>
    public static IReadOnlyDictionary<string, string> NotChosen(string field) =>
        new Dictionary<string, string> { [field] = Texts.FieldNotChosen };
}
