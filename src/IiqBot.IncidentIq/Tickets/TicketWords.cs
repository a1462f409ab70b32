namespace IiqBot.IncidentIq.Tickets;

/// <summary>The words of a search, and whether a row contains them.</summary>
internal sealed class TicketWords(string typed)
{
    private readonly string[] _words = Split(typed);

    /// <summary>
    /// Whether a row contains each word, in any case, also inside a longer word. It must contain each, not any: nearly every ticket
    /// contains "in" or "no".
    /// </summary>
    public bool AreIn(Ticket row)
    {
        var told = string.Join('\n', TextsOf(row));
        return _words.All(word => told.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    private static IEnumerable<string?> TextsOf(Ticket row) =>
        [
            row.Number,
            row.Subject,
            row.Description,
            row.Issue?.Name,
            row.Issue?.CategoryName,
            row.Step?.Name,
            row.Step?.StatusName,
            row.LocationName,
            row.RoomName,
            row.LocationDetails,
            row.Team?.Name,
            .. new[] { row.Owner, row.Requester, row.Assignee }.SelectMany(person => new[] { person?.Name, person?.Email }),
        ];

    /// <summary>
    /// Splits into runs of letters and digits, because servers treat "T-12" or a comma differently. Without any such run, returns the
    /// text as typed.
    /// </summary>
    private static string[] Split(string typed)
    {
        var letters = string.Concat(typed.Select(c => char.IsLetterOrDigit(c) ? c : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return letters.Length > 0 ? letters : [typed.Trim()];
    }
}
