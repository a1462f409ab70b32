using IiqBot.Core.Cards;
using IiqBot.Core.Features;
using IiqBot.Core.Features.Filings;
using IiqBot.Core.Features.Tickets;
using IiqBot.Core.Identity;
using IiqBot.Core.Parsing;
using IiqBot.Core.Requests;

namespace IiqBot.Core.Dispatch;

/// <summary>The answer to what the bot does not understand: a typed line, or the button of a card from another version.</summary>
internal static class UnknownRequest
{
    /// <summary>Whoever it is gets an answer.</summary>
    public static Route Route { get; } = new("bot.unknown", Access.Anyone);

    /// <summary>Says so, and offers the way on; commands only to those who may use them.</summary>
    public static BotResponse Answer(BotRequest request, ParsedLine? line, Person? asker, HandlerRegistry registry)
    {
        if (request.Kind == RequestKind.Event) return new BotResponse.Silent();
        var suggested = (line?.Suggestions ?? [])
            .Select(alias => (Alias: alias, Found: registry.Find(registry.Parser.Parse(alias).Verb)))
            .Where(suggestion => suggestion.Found is { } found && found.Route.Access.Allows(asker))
            .Select(suggestion => (Label: suggestion.Found!.Route.Button?.Invoke() ?? suggestion.Alias, suggestion.Found.Route.Verb))
            .Select(suggestion => new CardAction.Press(suggestion.Label, suggestion.Verb, Arguments.None))
            .ToList();
        var sentence = line is null ? Texts.UnknownVerb
            : line.IsTooLong ? Texts.LineTooLong.With(request.Text!.Length, Arguments.MaxValueLength)
            : suggested is [var first, ..] ? Texts.UnknownLineDidYouMean.With(first.Label)
            : Texts.UnknownLine;
        var prominence = suggested.Count == 0 ? Prominence.Primary : Prominence.Normal;
        var file = request.Text is { Length: > 0 and <= Arguments.MaxValueLength } text
            ? new CardAction.Press(Texts.ActionFileThis, FileTicket.Verb, Arguments.Of(FileTicket.Text, text)) { Prominence = prominence }
            : new CardAction.Press(Texts.ActionFile, FileTicket.Verb, Arguments.None);
        CardAction.Press[] help = line is null ? [new(Texts.ActionHelp, Help.Verb, Arguments.None)] : [];
        CardAction.Press[] always = [file, new(Texts.ActionMyTickets, MyTickets.Verb, Arguments.None), .. help];
        return new BotResponse.Reply(new Card
        {
            Title = Texts.UnknownTitle,
            Summary = sentence,
            Body = [new CardElement.Paragraph(sentence)],
            Actions = [.. suggested.Concat(always).DistinctBy(press => (press.Verb, press.Arguments[FileTicket.Text]))],
        })
        {
            IsPrivate = request.Kind != RequestKind.Message,
        };
    }
}
