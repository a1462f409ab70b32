using System.Text.RegularExpressions;

namespace IiqBot.Core.Model;

/// <summary>
/// Finds ticket numbers and ticket links in text. A number is a string, and each site chooses its form: digits, 14 digits, or a prefix such
/// as <c>T-123456</c> (docs/reference/incident-iq-tickets.md, "Ticket numbers" and "Links").
/// </summary>
public static partial class TicketReference
{
    /// <summary>
    /// The argument that says that a sentence only mentioned the ticket, as in "the projector from 2019 is dead". It may be no ticket at
    /// all.
    /// </summary>
    public const string Mentioned = "mentioned";

    /// <summary>The number or id in a word: <c>39181</c>, <c>#39181</c>, <c>T-123456</c>, an id, or a link to a ticket.</summary>
    public static string? FromWord(string word)
    {
        if (FromLink(word) is { } id)
            return id;
        var bare = word.TrimStart('#', '(').TrimEnd(',', '.', ';', ':', '!', '?', ')');
        return Guid.TryParse(bare, out var guid) ? guid.ToString()
            : NumberWord().IsMatch(bare) ? bare.ToUpperInvariant()
            : null;
    }

    /// <summary>The ticket that a sentence mentions: a link, a #number, or a number too long for a room.</summary>
    public static string? FromSentence(string text)
    {
        if (FromLink(text) is { } id)
            return id;
        var match = NumberInSentence().Match(text);

        // "Detach CB-1234 from 39181": the tag names the device, and the number behind it is the ticket.
        if (match.Success && match.Groups["number"].Value.Any(char.IsAsciiLetter))
            match = NumberBehind().Match(text, match.Index + match.Length) is { Success: true } behind ? behind : match;
        return match.Success ? match.Groups["number"].Value.ToUpperInvariant() : null;
    }

    private static string? FromLink(string text)
    {
        if (!text.Contains("/tickets/", StringComparison.OrdinalIgnoreCase))
            return null;
        var match = Link().Match(text);
        return match.Success ? Guid.Parse(match.Groups["id"].Value).ToString() : null;
    }

    [GeneratedRegex(
        @"^(?:[A-Z]{1,6}-?)?\d{1,20}\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex NumberWord();

    [GeneratedRegex(
        @"(?<![\w/.-])(?<!\b(?:room|rm\.?|asset|device|tag)\s+)(?:#(?<number>(?:[A-Z]{1,6}-?)?\d{1,20})|(?<number>(?:[A-Z]{1,6}-)?\d{4,20}))(?![\w/-])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex NumberInSentence();

    [GeneratedRegex(
        @"\G\s+(?:to|from|on|off)\s+(?:ticket\s+)?#?(?<number>\d{4,20})(?![\w/-])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex NumberBehind();

    [GeneratedRegex(
        @"/agent/tickets/(?:open\?\S*flyout-id=)?(?<id>[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Link();
}
