using IiqBot.Core.Model;
using IiqBot.IncidentIq.Lookups;

namespace IiqBot.Core.Features.Tickets;

/// <summary>Why a ticket is resolved or canceled, as the site has it.</summary>
internal static class CloseReasons
{
    /// <summary>The reasons to choose from; the plain one ("Resolved") first, for it is what is mostly meant.</summary>
    public static IReadOnlyList<CloseReason> Of(IReadOnlyList<CloseReason> all, bool cancel) =>
        [.. all.Where(reason => reason.IsCancel == cancel).OrderBy(reason => reason.Name.Length)];

    /// <summary>The reason that was chosen, or the plain one when none was.</summary>
    /// <returns>False when what was sent is none of the choices.</returns>
    public static bool TryFind(IReadOnlyList<CloseReason> reasons, string? chosen, out CloseReason? reason)
    {
        reason = chosen is null ? reasons.FirstOrDefault() : reasons.FirstOrDefault(r => Guid.TryParse(chosen, out var id) && r.Id == id);
        return chosen is null || reason is not null;
    }

    /// <summary>The reason to begin with: the one that was named, or the plain one.</summary>
    public static CloseReason? Meant(IReadOnlyList<CloseReason> reasons, string? named)
    {
        if (named is null)
            return reasons.FirstOrDefault();
        return reasons.FirstOrDefault(reason => Guid.TryParse(named, out var id) && reason.Id == id)
            ?? NameMatch.Candidates(reasons, reason => reason.Name, named).FirstOrDefault()
            ?? reasons.FirstOrDefault();
    }

    /// <summary>What is said under the field when what was sent is none of the choices.</summary>
    public static IReadOnlyDictionary<string, string> NotChosen(string field) =>
        new Dictionary<string, string> { [field] = Texts.FieldNotChosen };
}
