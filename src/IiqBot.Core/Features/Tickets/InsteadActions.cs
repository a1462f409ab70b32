using IiqBot.Core.Model;
using IiqBot.Core.Parsing;
using IiqBot.Core.Pipeline;
using IiqBot.IncidentIq.Lookups;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Tickets;

/// <summary>Buttons for what a line may have meant that the bot did not run.</summary>
public sealed class InsteadActions(HandlerRegistry registry, ILookups lookups)
{
    private const int LongestValue = 30;

    /// <summary>Returns the buttons, most likely first.</summary>
    public async Task<IReadOnlyList<CardAction.Press>> ForAsync(
        Turn turn,
        OpenedTicket opened,
        Route asked,
        Doubt doubt,
        CancellationToken cancellationToken
    )
    {
        var ticket = TicketArguments.For(opened.Ticket);
        List<CardAction.Press> actions = [];
        if (doubt == Doubt.Unknown && !asked.Writes)
        {
            actions.AddRange(NearOf(turn, ticket));
            if (await StepAsync(turn, opened, cancellationToken) is { } step)
                actions.Insert(0, new(Texts.ActionMoveTo.With(step.Name), Verbs.MoveTicket, ticket.With(ArgumentNames.Step, step.Id)));
        }
        else
        {
            var said = Said(turn.Arguments, asked);
            actions.AddRange(doubt == Doubt.Private ? PrivateOf(turn, ticket, asked, said) : DoneOf(opened, ticket, asked, said));
            actions.Add(new(Texts.ActionDoNothing, Verbs.ShowTicket, ticket.With(ArgumentNames.InPlace, "true")));
        }

        return
        [
            .. actions.Select(
                (action, index) => index == 0 && doubt != Doubt.Private ? action with { Prominence = Prominence.Primary } : action
            ),
        ];
    }

    private IEnumerable<CardAction.Press> NearOf(Turn turn, Arguments ticket) =>
        from alias in (turn.Arguments[ArgumentNames.Near] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)
        let route = registry.Find(registry.Parser.Parse(alias).Verb)?.Route
        where route is { Button: not null } && route.Access.Allows(turn.Person)
        select new CardAction.Press(route.Button!(), route.Verb, ticket);

    // "Waiting 39181": the word names a step that the ticket may move to.
    private async Task<WorkflowStep?> StepAsync(Turn turn, OpenedTicket opened, CancellationToken cancellationToken)
    {
        if (!opened.Rights.CanWork || opened.Ticket.Step is not { } step || turn.Request.Text is not { Length: < 100 } line)
            return null;
        var words = line.Split(' ').Where(word => word.Length >= Slip.LeastLetters && !word.Any(char.IsDigit)).ToList();
        if (words.Count == 0)
            return null;
        var next = (await lookups.NextStepsAsync(step.Id, cancellationToken))
            .Where(other => other.IsClosed == opened.Ticket.IsClosed)
            .ToList();
        return words
            .Prepend(string.Join(' ', words))
            .Select(said => NameMatch.Find(next, other => other.Name, said))
            .FirstOrDefault(found => found is not null);
    }

    private static IEnumerable<CardAction.Press> DoneOf(OpenedTicket opened, Arguments ticket, Route asked, Dictionary<string, string> said)
    {
        yield return new(LabelOf(asked, said), asked.Verb, With(ticket, said));
        if (!opened.Rights.CanComment || asked.Line.Rest is not { Kind: RestKind.Note } note)
            yield break;
        if (said.TryGetValue(note.Name, out var text))
            yield return new(Texts.ActionCommentOnly, Verbs.CommentTicket, ticket.With(ArgumentNames.Text, text));
    }

    private static IEnumerable<CardAction.Press> PrivateOf(Turn turn, Arguments ticket, Route asked, Dictionary<string, string> said)
    {
        if (
            asked.Line.Rest is not { } note
            || said.GetValueOrDefault(note.Name) is not { } text
            || !PrivateMark.TakeOff(text, out var words)
        )
            yield break;
        if (turn.Person.IsAgent)
            yield return new(Texts.ActionPrivateNote, Verbs.NoteTicket, words.Length > 0 ? ticket.With(ArgumentNames.Text, words) : ticket);
        yield return new(asked.Button?.Invoke() ?? Texts.ActionOpen, asked.Verb, ticket);
    }

    // A question mark is not part of the name before it.
    private static Dictionary<string, string> Said(Arguments arguments, Route asked) =>
        asked
            .Line.Parts.Where(part => part is not (LinePart.Ticket or LinePart.Filler) && arguments[part.Name] is not null)
            .Select(part =>
                (
                    part.Name,
                    Value: part is LinePart.Rest { Kind: RestKind.Note } ? arguments[part.Name]! : arguments[part.Name]!.TrimEnd('?', ' ')
                )
            )
            .Where(part => part.Value.Length > 0)
            .DistinctBy(part => part.Name)
            .ToDictionary(part => part.Name, part => part.Value);

    private static Arguments With(Arguments ticket, Dictionary<string, string> said) =>
        said.Aggregate(ticket, (all, value) => all.With(value.Key, value.Value));

    private static string LabelOf(Route asked, Dictionary<string, string> said)
    {
        var label = asked.Button?.Invoke() ?? asked.Aliases[0];
        if (asked.Line.Rest is not { } rest || said.GetValueOrDefault(rest.Name) is not { } value)
            return label;
        if (rest.Kind == RestKind.Note)
            return Texts.ActionWithNote.With(label);
        return value.Length <= LongestValue ? Texts.ActionWithValue.With(label, value) : label;
    }
}
