using System.Globalization;

namespace IiqBot.Sandbox.Facets;

/// <summary>
/// The number expressions of filters, <c>numoperator:greaterthan:5</c> (docs/reference/incident-iq-tickets.md, "Values of dates
/// and numbers").
/// </summary>
internal static class NumberGrammar
{
    public static Predicate<int>? Parse(string? text)
    {
        if (text?.Split(':') is not ["numoperator", var name, var digits])
            return null;
        if (!int.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return null;
        return name switch
        {
            "equals" => value => value == number,
            "lessthan" => value => value < number,
            "lessthanequal" => value => value <= number,
            "greaterthan" => value => value > number,
            "greaterthanequal" => value => value >= number,
            _ => null,
        };
    }
}
