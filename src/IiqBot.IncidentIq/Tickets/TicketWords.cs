namespace IiqBot.IncidentIq.Tickets;

/// <summary>Words that are searched for, and whether a row shows them.</summary>
internal sealed class TicketWords(string typed)
{
    private readonly string[] _words = Split(typed);

    /// <summary>
    /// Whether each word occurs somewhere in what a row tells, whatever its case and also inside a longer word. Each, not any:
    /// of a sentence, "in" or "no" occurs in nearly every ticket.
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
    /// Runs of letters and digits, for servers differ in what they make of "T-12" or a comma; where there are none, what was typed.
    /// </summary>
    private static string[] Split(string typed)
    {
        var letters = string.Concat(typed.Select(c => char.IsLetterOrDigit(c) ? c : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return letters.Length > 0 ? letters : [typed.Trim()];
    }
}
