using System.Text.Json;

namespace IiqBot.FakeSlack;

/// <summary>Finds the controls of a message or view.</summary>
internal static class Controls
{
    /// <summary>All controls, in their order on the screen.</summary>
    public static IEnumerable<Control> All(JsonElement content) =>
        content.Items("blocks").Concat(content.Items("attachments").SelectMany(a => a.Items("blocks"))).SelectMany(OfBlock);

    /// <summary>The control of this name that <paramref name="fits"/>.</summary>
    /// <exception cref="InvalidOperationException">There is none, or there are several, and the name is ambiguous.</exception>
    public static Control Find(JsonElement content, string name, Func<Control, bool> fits)
    {
        Control[] found = [.. All(content).Where(c => fits(c) && c.IsCalled(name))];
        // An exact action id has precedence, because labels may repeat.
        if (found.Length > 1)
            found = [.. found.Where(c => c.ActionId == name)];
        return found.Length == 1
            ? found[0]
            : throw new InvalidOperationException(
                $"There is {(found.Length == 0 ? "no" : "more than one")} control called \"{name}\". On the screen:\n{Display.Words(content.Property("blocks") ?? default)}"
            );
    }

    private static IEnumerable<Control> OfBlock(JsonElement block) =>
        block.Text("type") switch
        {
            "input" when block.Property("element") is { } element => [new Control(block, element)],
            "section" when block.Property("accessory") is { } accessory => accessory.Text("type") == "image"
                ? []
                : [new Control(block, accessory)],
            "actions" or "context_actions" => block.Items("elements").Select(element => new Control(block, element)),
            "card" => block.Items("actions").Select(element => new Control(block, element)),
            "carousel" => block.Items("elements").SelectMany(OfBlock),
            "container" => block.Items("child_blocks").SelectMany(OfBlock),
            _ => [],
        };
}
