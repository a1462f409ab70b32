using System.Globalization;

namespace IiqBot.Sandbox.Desk;

/// <summary>Counts ticket numbers in the site's format (docs/reference/incident-iq-tickets.md, "Ticket numbers").</summary>
internal sealed class TicketNumbers(TicketNumberFormat format)
{
    // The two thousandth made-up ticket gets 39181, a number known from real sites.
    private int _last = 37181;

    public (string Text, int Sort) Next()
    {
        var number = ++_last;
        var text = format switch
        {
            TicketNumberFormat.FourteenDigits => $"01234567{number:D6}",
            TicketNumberFormat.Prefixed => $"T-{number:D6}",
            _ => number.ToString(CultureInfo.InvariantCulture),
        };
        return (text, number);
    }
}
