using System.Text.RegularExpressions;
using IiqBot.Core.Features.Searches;
using IiqBot.Core.Model;
using IiqBot.IncidentIq.Lookups;

namespace IiqBot.Core.Features.Filings;

/// <summary>Reasons not to file a typed line at once, as it is and for the asker.</summary>
internal static partial class FilingDoubt
{
    private const int LeastLetters = 3;

    private static readonly HashSet<string> Generic = new(StringComparer.OrdinalIgnoreCase)
    {
        "school",
        "elementary",
        "middle",
        "high",
        "junior",
        "senior",
        "academy",
        "center",
        "centre",
        "building",
        "campus",
        "district",
        "office",
        "primary",
        "technology",
        "the",
        "of",
        "and",
        "for",
    };

    /// <summary>Whether the line is about existing tickets: "status of my projector ticket", "tickets about projectors".</summary>
    public static bool IsAboutTickets(string text) => AboutTickets().IsMatch(text);

    /// <summary>Whether the line is a question, or says that nothing should be filed.</summary>
    public static bool IsQuestion(string text) => Question().IsMatch(text);

    /// <summary>Whether the line says that it is urgent.</summary>
    public static bool IsUrgent(string text) => Urgent().IsMatch(text);

    /// <summary>Returns the name of the person that the ticket is for; null if there is none.</summary>
    public static string? NameIn(string text) =>
        ForSomebody().Match(text) is { Success: true } match ? match.Groups["name"].Value.Trim() : null;

    /// <summary>Returns the words to search for, for a line about existing tickets.</summary>
    public static string Topic(string text) => Blanks().Replace(AboutWords().Replace(text, " "), " ").Trim(' ', '?', '.', ':', ',');

    /// <summary>
    /// Returns the location that the line names, if it is not the usual one: by its full name, its abbreviation, or a word that only
    /// its name has.
    /// </summary>
    public static Location? PlaceIn(string text, IReadOnlyList<Location> locations, Location? usual) =>
        locations
            .Where(location => location.Id != usual?.Id && IsNamed(text, location, locations, usual))
            .OrderByDescending(location => location.Name.Length)
            .FirstOrDefault();

    private static bool IsNamed(string text, Location location, IReadOnlyList<Location> locations, Location? usual)
    {
        // "Maplewood High School Annex" also contains the name of the school.
        if (Has(text, location.Name))
            return usual is null || !usual.Name.Contains(location.Name, StringComparison.OrdinalIgnoreCase) || !Has(text, usual.Name);
        if (location.Abbreviation is { Length: > 1 } shortName && Places(text, shortName, StringComparison.Ordinal).Any())
            return true;
        return location
            .Name.Split(' ')
            .Where(word => word.Length >= LeastLetters && !Generic.Contains(word))
            .Where(word => locations.Count(other => Has(other.Name, word)) == 1)
            .Any(word => Places(text, word, StringComparison.OrdinalIgnoreCase).Any(at => IsBehindPreposition(text, at)));
    }

    private static bool Has(string text, string words) => Places(text, words, StringComparison.OrdinalIgnoreCase).Any();

    // The positions of the words in a text, as whole words. A location may have no name.
    private static IEnumerable<int> Places(string text, string words, StringComparison comparison)
    {
        if (words.Length == 0)
            yield break;
        for (var at = text.IndexOf(words, comparison); at >= 0; at = text.IndexOf(words, at + 1, comparison))
        {
            var end = at + words.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end])))
                yield return at;
        }
    }

    private static bool IsBehindPreposition(string text, int at)
    {
        var before = text[..at].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var last = before is [.., var word, "the"] ? word : before.LastOrDefault();
        return last?.ToLowerInvariant() is "at" or "in" or "from" or "@";
    }

    [GeneratedRegex(
        @"^(?:(?:the|a|an|on|all|my|any|about|of|for)\s+)*(?:tickets|status|ticket\s+(?:about|status|list)|comments?|reply|replies|updates?|list|history)\b(?!\s+bar\b)"
            + @"|\btickets\b|\bticket\s*\?|\bstatus\s+of\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex AboutTickets();

    [GeneratedRegex(
        @"\?(?=\W|$)|¿|^\W*(?:what|what's|why|how|is|are|can|could|do|does|did|when|where|who|which|should|would|will|may"
            + @"|cómo|qué|cuándo|dónde|puede|puedo)\b(?!\s+(?:opener|crusher)s?\b)"
            + @"|^\W*(?:nothing|no\s+ticket|nada)\b|\b(?:just|only)\s+(?:asking|wondering|curious)\b|\b(?:do\s+not|don'?t)\s+"
            + @"(?:file|create|report|submit|open)\b|\bnot\s+yet\b|\bnot\s+a\s+ticket\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Question();

    [GeneratedRegex(
        @"(?<!\b(?:not|no|non|isn't|nothing|less)[\s-]+(?:so\s+|very\s+|that\s+)?)\b(?:urgent|urgently|urgente|emergency|asap|critical)\b"
            + @"|\bpriority\s*[:=]?\s*(?:urgent|critical|high|highest)\b|\bhigh(?:est)?\s+priority\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Urgent();

    [GeneratedRegex(
        @"(?:\b(?:[Ff]or|[Oo]n\s+behalf\s+of|[Pp]ara)\s+(?:[Mm]rs?\.?\s+|[Mm]s\.?\s+)?(?<name>\p{Lu}[\p{L}'’-]+(?:\s+\p{Lu}[\p{L}'’.-]+)+))"
            + @"|^\W*(?:[Ff]or|[Oo]n\s+behalf\s+of)\s+(?<name>[\p{L}'’.-]+(?:\s+[\p{L}'’.-]+){0,2})\s*[:,]|\b(?:for|on\s+behalf\s+of)\s+(?<name>(?:[Mm]rs?|[Mm]s)\.?\s+\p{Lu}[\p{L}'’-]+)",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex ForSomebody();

    [GeneratedRegex(
        @"\b(?:new|tickets?|status|about|on|of|for|my|the|all|any|list|report|show|me|this|last|month|week|year|open)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex AboutWords();

    [GeneratedRegex(@"\s{2,}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blanks();

    /// <summary>Offers the tickets that the person asked about, and a button to file a new one with this text.</summary>
    public static BotResponse.Reply OfferTickets(string text)
    {
        CardAction[] search = Topic(text) is { Length: > 0 } topic
            ? [new CardAction.Press(Texts.FormSearchTitle, Verbs.SearchTickets, Arguments.Of(SearchFacets.Words, topic))]
            : [];
        return new(
            new Card
            {
                Title = Texts.NothingFiledTitle,
                Summary = Texts.FilingAboutTickets,
                Body = [new CardElement.Paragraph(Texts.FilingAboutTickets)],
                Actions =
                [
                    new CardAction.Press(Texts.ActionMyTickets, Verbs.MyTickets, Arguments.None),
                    .. search,
                    new CardAction.Press(Texts.ActionFile, Verbs.FileTicket, Arguments.Of(ArgumentNames.Description, text)),
                ],
            }
        )
        {
            IsPrivate = true,
            IsRefusal = true,
        };
    }
}
