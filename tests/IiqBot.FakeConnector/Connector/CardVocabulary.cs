using System.Collections.Frozen;

namespace IiqBot.FakeConnector.Connector;

/// <summary>
/// The element and action types of Adaptive Cards 1.5 (adaptive-card.json 1.5.0), with what each must have and where its children are.
/// </summary>
internal static class CardVocabulary
{
    /// <summary>A type's required properties, and its properties that hold elements.</summary>
    public sealed record ElementType(string[] Required, string[] Children)
    {
        /// <summary>The type of its children if they do not name one.</summary>
        public string? ImpliedChild { get; init; }
    }

    public static FrozenDictionary<string, ElementType> Elements { get; } =
        new Dictionary<string, ElementType>(StringComparer.Ordinal)
        {
            ["ActionSet"] = new(["actions"], []),
            ["Column"] = new([], ["items"]),
            ["ColumnSet"] = new([], ["columns"]) { ImpliedChild = "Column" },
            ["Container"] = new(["items"], ["items"]),
            ["FactSet"] = new(["facts"], []),
            ["Image"] = new(["url"], []),
            ["ImageSet"] = new(["images"], ["images"]) { ImpliedChild = "Image" },
            ["Input.ChoiceSet"] = new(["id"], []),
            ["Input.Date"] = new(["id"], []),
            ["Input.Number"] = new(["id"], []),
            ["Input.Text"] = new(["id"], []),
            ["Input.Time"] = new(["id"], []),
            ["Input.Toggle"] = new(["id", "title"], []),
            ["Media"] = new(["sources"], []),
            ["RichTextBlock"] = new(["inlines"], ["inlines"]) { ImpliedChild = "TextRun" },
            ["Table"] = new([], ["rows"]) { ImpliedChild = "TableRow" },
            ["TableCell"] = new([], ["items"]),
            ["TableRow"] = new([], ["cells"]) { ImpliedChild = "TableCell" },
            ["TextBlock"] = new(["text"], []),
            ["TextRun"] = new(["text"], []),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    public static FrozenSet<string> Actions { get; } =
        FrozenSet.ToFrozenSet(["Action.Execute", "Action.Submit", "Action.OpenUrl", "Action.ShowCard", "Action.ToggleVisibility"]);

    /// <summary>Types that are allowed only inside their parent.</summary>
    public static FrozenSet<string> PartsOnly { get; } = FrozenSet.ToFrozenSet(["Column", "TableRow", "TableCell", "TextRun"]);
}
