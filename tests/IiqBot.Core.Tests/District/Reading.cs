using System.Text;
using IiqBot.Core.Model;

namespace IiqBot.Core.Tests.District;

/// <summary>Reads answers as a person would.</summary>
public static class Reading
{
    /// <summary>The card of the answer.</summary>
    public static Card Card(this BotResponse response) =>
        response switch
        {
            BotResponse.Reply reply => reply.Card,
            BotResponse.ReplaceCard replace => replace.Card,
            _ => throw new Xunit.Sdk.XunitException($"Expected a card, got {response}."),
        };

    /// <summary>The opened form, which must have no errors.</summary>
    public static Form OpenedForm(this BotResponse response) => Assert.IsType<BotResponse.OpenForm>(response).Form;

    /// <summary>The form that was returned with errors.</summary>
    public static Form FormAgain(this BotResponse response)
    {
        var form = Assert.IsType<BotResponse.FormErrors>(response).Form;
        Assert.NotEmpty(form.Errors);
        return form;
    }

    /// <summary>All that the person reads, in whatever form.</summary>
    public static string Said(this BotResponse response) =>
        response switch
        {
            BotResponse.Toast toast => toast.Text,
            BotResponse.Silent => "",
            _ => response.Everything(),
        };

    public static bool IsPrivate(this BotResponse response) => response is BotResponse.Reply { IsPrivate: true };

    public static string[] Notices(this BotResponse response) =>
        [.. response.Card().Body.OfType<CardElement.Notice>().Select(notice => notice.Text)];

    /// <summary>The notices of a posted card.</summary>
    public static string NoticeText(this Card card) => Assert.Single(card.Body.OfType<CardElement.Notice>()).Text;

    public static string Notice(this BotResponse response) => Assert.Single(response.Notices());

    public static CardAction.Press Button(this BotResponse response, string label) =>
        Assert.Single(response.Card().Actions.OfType<CardAction.Press>(), press => press.Label == label);

    public static string[] Labels(this BotResponse response) => [.. response.Card().Actions.Select(action => action.Label)];

    public static CardElement.Row[] Rows(this BotResponse response) => [.. response.Card().Body.OfType<CardElement.Row>()];

    public static string[] Badges(this BotResponse response) =>
        [.. response.Card().Body.OfType<CardElement.Badges>().SelectMany(badges => badges.Items).Select(badge => badge.Text)];

    public static string? FactOf(this BotResponse response, string label) =>
        response
            .Card()
            .Body.OfType<CardElement.Facts>()
            .SelectMany(facts => facts.Items)
            .FirstOrDefault(fact => fact.Label == label)
            ?.Value;

    /// <summary>Every text in an answer: visible, spoken, or carried in a button.</summary>
    public static string Everything(this BotResponse response)
    {
        var text = new StringBuilder();
        if (response is BotResponse.OpenForm or BotResponse.FormErrors)
        {
            var form = response is BotResponse.OpenForm open ? open.Form : ((BotResponse.FormErrors)response).Form;
            text.AppendLine(form.Title).AppendLine(form.Introduction).AppendLine(Of(form.Hidden));
            foreach (var error in form.Errors.Values)
                text.AppendLine(error);
            foreach (var field in form.Fields)
                text.AppendLine(field.ToString());
            return text.ToString();
        }

        var card = response.Card();
        text.AppendLine(card.Title).AppendLine(card.Subtitle).AppendLine(card.Summary);
        foreach (var element in card.Body)
            text.AppendLine(Of(element));
        foreach (var action in card.Actions)
            text.AppendLine(Of(action));
        return text.ToString();
    }

    public static void AssertShowsMinimum(this BotResponse response)
    {
        var everything = response.Everything();
        foreach (var secret in TestDistrict.Secrets)
            Assert.DoesNotContain(secret, everything, StringComparison.OrdinalIgnoreCase);
    }

    private static string Of(CardElement element) =>
        element switch
        {
            CardElement.Paragraph paragraph => paragraph.Text,
            CardElement.Notice notice => notice.Text,
            CardElement.Badges badges => string.Join(' ', badges.Items),
            CardElement.Facts facts => string.Join(' ', facts.Items),
            CardElement.Row row => $"{row.Title} {row.Detail} {string.Join(' ', row.Marks)} {(row.Open is null ? "" : Of(row.Open))}",
            CardElement.Comment comment => $"{comment.Author} {comment.When} {comment.Text}",
            _ => throw new ArgumentOutOfRangeException(nameof(element)),
        };

    private static string Of(CardAction action) =>
        action switch
        {
            CardAction.Press press => $"{press.Label} {press.AccessibleLabel} {press.Verb} {Of(press.Arguments)}",
            CardAction.OpenLink link => $"{link.Label} {link.Target}",
            _ => throw new ArgumentOutOfRangeException(nameof(action)),
        };

    private static string Of(Arguments arguments) => string.Join(' ', arguments.Values.Select(value => $"{value.Key}={value.Value}"));
}
