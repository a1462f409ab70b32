using IiqBot.Core.Cards;
using IiqBot.Core.Features;
using IiqBot.Core.Features.Filings;
using IiqBot.Core.Features.Tickets;
using IiqBot.Core.Parsing;
using IiqBot.Core.Requests;

namespace IiqBot.Core.Dispatch;

/// <summary>The answer to what the bot does not understand: a typed line, or the button of a card from another version.</summary>
internal static class UnknownRequest
{
    /// <summary>Says so, and offers the way on.</summary>
    public static BotResponse Answer(BotRequest request, ParsedLine? line, LineParser parser)
    {
        if (request.Kind == RequestKind.Event) return new BotResponse.Silent();
        var sentence = line switch
        {
            null => Texts.UnknownVerb,
            { IsTooLong: true } => Texts.LineTooLong.With(request.Text!.Length, Arguments.MaxValueLength),
            { Suggestions: [var first, ..] } => Texts.UnknownLineDidYouMean.With(first),
            _ => Texts.UnknownLine,
        };
        var suggested = (line?.Suggestions ?? [])
            .Select(alias => (alias, verb: parser.Parse(alias).Verb))
            .Where(suggestion => suggestion.verb is not null)
            .Select(suggestion => new CardAction.Press(suggestion.alias, suggestion.verb!, Arguments.None));
        var file = request.Text is { Length: > 0 and <= Arguments.MaxValueLength } text
            ? new CardAction.Press(Texts.ActionFileThis, FileTicket.Verb, Arguments.Of(FileTicket.Text, text)) { Prominence = Prominence.Primary }
            : new CardAction.Press(Texts.ActionFile, FileTicket.Verb, Arguments.None);
        CardAction.Press[] always = [file, new(Texts.ActionMyTickets, MyTickets.Verb, Arguments.None), new(Texts.ActionHelp, Help.Verb, Arguments.None)];
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
