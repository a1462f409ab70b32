using System.Text.Json;
using IiqBot.Core.Model;

namespace IiqBot.Teams.Cards;

/// <summary>
/// Renders neutral cards and forms as Adaptive Cards 1.5, straight to the writer. It knows no feature, keeps no state and makes no calls.
/// Every card stays under <see cref="SizeBudget.Limit"/> bytes when the writer does not indent.
/// </summary>
internal static class AdaptiveCardRenderer
{
    private const int MaxTitle = 200;
    private const int MaxSummary = 500;

    /// <summary>Writes a card.</summary>
    public static void WriteCard(Utf8JsonWriter w, Card card)
    {
        var budget = WriteStart(w, card.Summary);
        // The buttons come before the body, so that the body knows how much room is left.
        var leftOut = ActionWriter.WriteAll(w, card.Actions, budget);

        w.WriteStartArray("body"u8);
        RichText.WriteHeading(w, PlainText.Line(card.Title, MaxTitle));
        if (card.Subtitle is not null)
            RichText.WriteBlock(w, PlainText.Line(card.Subtitle, MaxTitle), Look.Subtle | Look.Small, spacing: "none");
        var glance = Glance(card.Body, budget);
        if (glance is not null)
            ElementWriter.WriteBadges(w, glance.Items);
        CardBody.Write(w, card.Body, glance, leftOut, budget);
        w.WriteEndArray();
        w.WriteEndObject();
    }

    /// <summary>Writes a form.</summary>
    public static void WriteForm(Utf8JsonWriter w, Form form)
    {
        var budget = WriteStart(w, form.Title);
        ActionWriter.WriteFormActions(w, form);

        w.WriteStartArray("body"u8);
        RichText.WriteHeading(w, PlainText.Line(form.Title, MaxTitle));
        FormBody.Write(w, form, budget);
        w.WriteEndArray();
        w.WriteEndObject();
    }

    /// <summary>Writes a short text with buttons, when there is no card.</summary>
    public static void WriteNotice(Utf8JsonWriter w, string title, string text, IReadOnlyList<CardAction> actions) =>
        WriteCard(
            w,
            new Card
            {
                Title = title,
                Summary = $"{title}. {text}",
                Body = [new CardElement.Paragraph(text)],
                Actions = actions,
            }
        );

    private static SizeBudget WriteStart(Utf8JsonWriter w, string summary)
    {
        var budget = new SizeBudget(w);
        var spoken = PlainText.Unmarked(summary, MaxSummary);
        w.WriteStartObject();
        w.WriteString("type"u8, "AdaptiveCard"u8);
        w.WriteString("$schema"u8, "http://adaptivecards.io/schemas/adaptive-card.json"u8);
        w.WriteString("version"u8, "1.5"u8);
        w.WriteStartObject("msteams"u8);
        w.WriteString("width"u8, "Full"u8);
        w.WriteEndObject();
        w.WriteString("fallbackText"u8, spoken);
        w.WriteString("speak"u8, spoken);
        return budget;
    }

    /// <summary>The badges, which always come right under the title so that people see them at a glance.</summary>
    private static CardElement.Badges? Glance(IReadOnlyList<CardElement> body, SizeBudget budget)
    {
        foreach (var element in body)
        {
            if (element is CardElement.Badges badges && ElementWriter.BadgeCost(badges.Items) < budget.Left / 2)
                return badges;
        }
        return null;
    }
}
