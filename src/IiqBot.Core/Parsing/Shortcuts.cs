using System.Collections.Frozen;
using IiqBot.Core.Model;

namespace IiqBot.Core.Parsing;

/// <summary>
/// Short names of lists, and the commands they stand for: "overdue", "show me unassigned tickets", "how many open tickets are
/// there?".
/// </summary>
internal static class Shortcuts
{
    private const int MostWords = 9;
    private static readonly WordSet Lead = new(
        "show list see find get give display me us the all any what what's whats are is which how many there please of muéstrame enséñame"
    );
    private static readonly WordSet Nouns = new("tickets ticket requests issues ones do we have there now please right");

    private static readonly FrozenDictionary<string, string> Known = new (string Names, string Line)[]
    {
        (
            "unassigned|open unassigned|unassigned open|not assigned|nobody's|tickets nobody has|tickets without technician",
            "search status:\"any open\" assignedto:nobody"
        ),
        ("overdue|overdue open|late|past due", "search due:overdue"),
        ("my overdue|overdue assigned to me", "search due:overdue assignedto:me"),
        ("high priority|high prio|open high priority", "search status:\"any open\" priority:high"),
        ("critical|critical priority", "search status:\"any open\" priority:critical"),
        ("urgent", "search status:\"any open\" priority:urgent"),
        ("closed|resolved|finished", "search status:\"any closed\""),
        ("open", "open tickets"),
        ("my open|mis|mis solicitudes|my", "my tickets"),
        ("who are you|what can you do|what can i do|qué puedes hacer|necesito ayuda|i need help|help me|can you help me", "help"),
    }
        .SelectMany(row => row.Names.Split('|').Select(name => (name, row.Line)))
        .ToFrozenDictionary(row => row.name, row => row.Line, StringComparer.OrdinalIgnoreCase);

    /// <summary>Returns the command that a line stands for; null for any other line.</summary>
    public static string? Of(Words words)
    {
        if (words.Count > MostWords)
            return null;
        if (Known.TryGetValue(words.Text.TrimEnd('?', '.', '!', ' '), out var whole))
            return whole;
        var all = words.All().Select(word => word.Trim('?', '.', '!', ',', '¿')).ToList();
        var hasNoun = false;
        while (all.Count > 1 && Nouns.Has(all[^1]))
        {
            hasNoun = true;
            all.RemoveAt(all.Count - 1);
        }

        var hasLead = Lead.Has(all[0]);
        while (all.Count > 1 && Lead.Has(all[0]))
            all.RemoveAt(0);
        return (hasNoun || hasLead) && Known.TryGetValue(string.Join(' ', all), out var line) ? line : null;
    }
}
