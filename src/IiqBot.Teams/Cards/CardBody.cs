using System.Globalization;
using System.Text.Json;
using IiqBot.Core.Model;

namespace IiqBot.Teams.Cards;

/// <summary>
/// Fits a card's elements into the bytes that are left. It shortens the longest texts first, then leaves out the last elements and says how
/// many.
/// </summary>
internal static class CardBody
{
    /// <summary>The longest text allowed. The writer tries these from generous to terse until everything fits.</summary>
    private static readonly int[] Caps = [4000, 2000, 1000, 500, 250, 120, 60];

    /// <summary>Room for the sentences about what was left out.</summary>
    private const int Reserve = 500;

    /// <summary>Writes the elements, except for the one that is already on the card.</summary>
    public static void Write(Utf8JsonWriter w, IReadOnlyList<CardElement> body, CardElement? except, int leftOutActions, SizeBudget budget)
    {
        var cap = Cap(body, except, budget.Left - Reserve);
        var leftOut = 0;
        foreach (var element in body)
        {
            if (ReferenceEquals(element, except))
                continue;
            if (leftOut > 0 || budget.Left - Reserve < ElementWriter.Cost(element, cap))
                leftOut++;
            else
                ElementWriter.Write(w, element, cap);
        }
        WriteLeftOut(w, CardTexts.PartsLeftOut, leftOut);
        WriteLeftOut(w, CardTexts.ActionsLeftOut, leftOutActions);
    }

    private static int Cap(IReadOnlyList<CardElement> body, CardElement? except, int room)
    {
        foreach (var cap in Caps)
        {
            var cost = 0;
            foreach (var element in body)
                cost += ReferenceEquals(element, except) ? 0 : ElementWriter.Cost(element, cap);
            if (cost <= room)
                return cap;
        }
        return Caps[^1];
    }

    private static void WriteLeftOut(Utf8JsonWriter w, string sentence, int count)
    {
        if (count > 0)
            RichText.WriteBlock(w, string.Format(CultureInfo.CurrentCulture, sentence, count), Look.Subtle | Look.Small);
    }
}
