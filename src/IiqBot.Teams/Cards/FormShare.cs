using IiqBot.Core.Model;

namespace IiqBot.Teams.Cards;

/// <summary>How much room each field of a form has for its parts.</summary>
/// <param name="Cap">The most characters of a label, a hint or an error.</param>
/// <param name="Value">The most bytes for the current text, in each text field.</param>
/// <param name="Options">The most bytes for the choices, in each field with choices.</param>
internal sealed record FormShare(int Cap, int Value, int Options)
{
    /// <summary>The longest label, hint or error. The form tries these from generous to terse until they leave half the card.</summary>
    private static readonly int[] Caps = [300, 150, 80, 40];

    /// <summary>Divides the room: the form's own texts first, then current values, then choices.</summary>
    public static FormShare Of(Form form, int left)
    {
        var cap = Caps.FirstOrDefault(candidate => FixedCost(form, candidate) <= left / 2, Caps[^1]);
        var room = Math.Max(left - FixedCost(form, cap), 0);

        var typed = form.Fields.OfType<Field.Text>().Where(text => text.Value is not null).ToList();
        var values = typed.Sum(text => SizeBudget.Cost(text.Value));
        var choices = form.Fields.Where(field => field is not Field.Text).Select(ChoiceWriter.OptionsCost).Order().ToList();
        var forValues = Math.Min(values, choices.Count == 0 ? room : room * 3 / 4);
        var perValue = values <= forValues ? values : forValues / typed.Count;
        return new FormShare(cap, perValue, Level(choices, room - forValues));
    }

    // Fields with few choices leave their room to those with many.
    private static int Level(List<int> costs, int room)
    {
        for (var i = 0; i < costs.Count; i++)
        {
            var share = room / (costs.Count - i);
            if (costs[i] > share)
                return share;
            room -= costs[i];
        }

        return costs.Count == 0 ? 0 : costs[^1];
    }

    private static int FixedCost(Form form, int cap)
    {
        var cost = FormBody.HeadCost(form, cap);
        foreach (var field in form.Fields)
            cost += FieldWriter.FixedCost(field, cap) + FormBody.ErrorCost(form, field, cap);
        return cost;
    }
}
