using IiqBot.Core.Model;

namespace IiqBot.Core.Pipeline;

/// <summary>The answer to what the bot does not understand: a typed line, or a button on a card from another version.</summary>
internal static class UnknownRequest
{
    /// <summary>Everybody gets an answer.</summary>
    public static Route Route { get; } = new("bot.unknown", Access.Anyone);

    /// <summary>
    /// Says that the bot does not understand, and offers a next step. It offers commands only to people who may use them.
    /// </summary>
    public static BotResponse Answer(BotRequest request, ParsedLine? line, Person? asker, HandlerRegistry registry)
    {
        if (request.Kind == RequestKind.Event)
            return new BotResponse.Silent();
        var suggested = (line?.Suggestions ?? [])
            .Select(alias => (Alias: alias, Found: registry.Find(registry.Parser.Parse(alias).Verb)))
            .Where(suggestion => suggestion.Found is { } found && found.Route.Access.Allows(asker))
            .Select(suggestion => (Label: suggestion.Found!.Route.Button?.Invoke() ?? suggestion.Alias, suggestion.Found.Route.Verb))
            .Select(suggestion => new CardAction.Press(suggestion.Label, suggestion.Verb, Arguments.None))
            .ToList();
        var sentence =
            line is null ? Texts.UnknownVerb
            : line.IsTooLong ? Texts.LineTooLong.With(request.Text!.Length, Arguments.MaxValueLength)
            : suggested is [var first, ..] ? Texts.UnknownLineDidYouMean.With(first.Label)
            : Texts.UnknownLine;
        var prominence = suggested.Count == 0 ? Prominence.Primary : Prominence.Normal;
        var file = request.Text is { Length: > 0 and <= Arguments.MaxValueLength } text
            ? new CardAction.Press(Texts.ActionFileThis, Verbs.FileTicket, Arguments.Of(ArgumentNames.Text, text))
            {
                Prominence = prominence,
            }
            : new CardAction.Press(Texts.ActionFile, Verbs.FileTicket, Arguments.None);
        CardAction.Press[] help = line is null ? [new(Texts.ActionHelp, Verbs.Help, Arguments.None)] : [];
        CardAction.Press[] always = [file, new(Texts.ActionMyTickets, Verbs.MyTickets, Arguments.None), .. help];
        return new BotResponse.Reply(
            new Card
            {
                Title = Texts.UnknownTitle,
                Summary = sentence,
                Body = [new CardElement.Paragraph(sentence)],
                Actions = [.. suggested.Concat(always).DistinctBy(press => (press.Verb, press.Arguments[ArgumentNames.Text]))],
            }
        )
        {
            IsPrivate = request.Kind != RequestKind.Message,
        };
    }
}
