using IiqBot.Core.Model;

namespace IiqBot.Core.Parsing;

/// <summary>
/// Decides whether the bot runs a command as the person typed it. All commands share this rule. It looks for words that the command
/// has no place for, a question, a negation, a condition or a future time. Any of these stops the command, unless it is inside free
/// text.
/// </summary>
internal static class LineDoubt
{
    /// <summary>Returns the tickets that a command lists; empty if it names only one.</summary>
    public static IReadOnlyList<string> ListedIn(Route route, string rest)
    {
        if (route.Line.Ticket is null || !rest.AsSpan().ContainsAnyInRange('0', '9'))
            return [];
        if (route.Line.Parts.OfType<LinePart.Tag>().Any())
            return []; // an asset tag may look like a ticket number
        return SeveralTickets.After(rest, isMessage: route.Line.Message is not null);
    }

    /// <summary>Returns the line, with the reasons not to run it.</summary>
    public static ParsedLine Weigh(Route route, string rest, ParsedLine line)
    {
        if (!route.Writes || route.Line.Message is not null)
            return line;
        if (route.Line.Ticket is not { } ticket || line.Arguments[ticket.Name] is null)
            return line;
        var (behind, isAsked) = BehindTicket(rest);
        if (isAsked)
            return line with { Doubt = Doubt.Question, DoubtfulWords = "?" };
        var (doubt, word) = DoubtWords.In(behind, route.Line.Rest is { IsComplaint: true });
        if (route.Line.Rest is { Kind: not RestKind.Note } && doubt != Doubt.Question)
            (doubt, word) = (Doubt.None, "");
        var said = route.Line.Rest is { Kind: RestKind.Note } note ? line.Arguments[note.Name] : null;
        if (said is not null && PrivateMark.TakeOff(said, out _))
            doubt = Doubt.Private;
        if (doubt != Doubt.None)
            return line with { Doubt = doubt, DoubtfulWords = word };
        return line.NotUnderstood.All(left => FillerWords.Has(left))
            ? line
            : line with
            {
                Doubt = Doubt.Words,
                DoubtfulWords = string.Join(' ', line.NotUnderstood),
            };
    }

    // In "39181? The teacher has not answered", the question mark only ends the number.
    private static (string Behind, bool IsAsked) BehindTicket(string rest)
    {
        var start = 0;
        while (start < rest.Length)
        {
            var end = rest.AsSpan(start).IndexOfAny(" \n\r\t");
            end = end < 0 ? rest.Length : start + end;
            var word = rest.AsSpan(start, end - start);
            if (word.ContainsAnyInRange('0', '9'))
                return (rest[end..].TrimStart(), word.TrimEnd(")!.,:;").EndsWith('?'));
            start = end + 1;
        }

        return ("", false);
    }
}
