using System.Text.Json;
using System.Text.Json.Nodes;

namespace IiqBot.FakeSlack;

/// <summary>A control to press, pick or fill in: a block element with its block.</summary>
internal sealed record Control(JsonElement Block, JsonElement Element)
{
    /// <summary>Per element type: the member of the state that holds its value, and the member that gives the initial one.</summary>
    private static readonly Dictionary<string, (string Value, string Initial)> Members = new(StringComparer.Ordinal)
    {
        ["plain_text_input"] = ("value", "initial_value"),
        ["email_text_input"] = ("value", "initial_value"),
        ["url_text_input"] = ("value", "initial_value"),
        ["number_input"] = ("value", "initial_value"),
        ["rich_text_input"] = ("rich_text_value", "initial_value"),
        ["static_select"] = ("selected_option", "initial_option"),
        ["external_select"] = ("selected_option", "initial_option"),
        ["radio_buttons"] = ("selected_option", "initial_option"),
        ["users_select"] = ("selected_user", "initial_user"),
        ["conversations_select"] = ("selected_conversation", "initial_conversation"),
        ["channels_select"] = ("selected_channel", "initial_channel"),
        ["multi_static_select"] = ("selected_options", "initial_options"),
        ["multi_external_select"] = ("selected_options", "initial_options"),
        ["checkboxes"] = ("selected_options", "initial_options"),
        ["multi_users_select"] = ("selected_users", "initial_users"),
        ["multi_conversations_select"] = ("selected_conversations", "initial_conversations"),
        ["multi_channels_select"] = ("selected_channels", "initial_channels"),
        ["datepicker"] = ("selected_date", "initial_date"),
        ["timepicker"] = ("selected_time", "initial_time"),
        ["datetimepicker"] = ("selected_date_time", "initial_date_time"),
        ["file_input"] = ("files", "initial_files"),
    };

    public string Type => Element.Text("type") ?? "";

    public string BlockId => Block.Text("block_id") ?? "";

    public string ActionId => Element.Text("action_id") ?? "";

    public bool IsInput => Block.Text("type") == "input";

    public bool IsOptional => Block.IsTrue("optional");

    /// <summary>Whether it is in <c>state.values</c>; buttons and overflow menus are not.</summary>
    public bool HasState => Members.ContainsKey(Type);

    public bool HoldsMany => Members.TryGetValue(Type, out var member) && member.Value.EndsWith('s');

    /// <summary>Whether using it notifies the bot at once: always outside input blocks, inside only with <c>dispatch_action</c>.</summary>
    public bool Dispatches => !IsInput || Block.IsTrue("dispatch_action");

    /// <summary>The options of a menu with fixed options.</summary>
    public IEnumerable<JsonElement> Options =>
        Element.Items("options").Concat(Element.Items("option_groups").SelectMany(g => g.Items("options")));

    /// <summary>Whether this name means this control: the label on it or beside it, or its action or block id.</summary>
    public bool IsCalled(string name) => ActionId == name || BlockId == name || Labels().Contains(name);

    public JsonNode? InitialValue() =>
        Members.TryGetValue(Type, out var member) && Element.Property(member.Initial) is { } initial ? initial.ToNode() : null;

    /// <summary>Its part of <c>state.values</c>.</summary>
    public JsonObject StateOf(JsonNode? value) =>
        new() { ["type"] = Type, [Members[Type].Value] = value ?? (HoldsMany ? new JsonArray() : null) };

    /// <summary>Its part of <c>actions</c> in block_actions.</summary>
    public JsonObject ActionOf(JsonNode? value, string ts)
    {
        var action = new JsonObject
        {
            ["type"] = Type,
            ["block_id"] = BlockId,
            ["action_id"] = ActionId,
        };
        switch (Type)
        {
            case "button":
                action["text"] = Element.Property("text")?.ToNode();
                if (Element.Text("value") is { } pressed)
                    action["value"] = pressed;
                break;
            case "overflow":
                action["selected_option"] = value;
                break;
            default:
                action[Members[Type].Value] = value ?? (HoldsMany ? new JsonArray() : null);
                break;
        }

        action["action_ts"] = ts;
        return action;
    }

    private IEnumerable<string?> Labels() =>
        [
            Element.Text("text", "text"),
            Element.Text("placeholder", "text"),
            Element.Text("accessibility_label"),
            Block.Text("label", "text"),
            Block.Text("text", "text"),
        ];
}
