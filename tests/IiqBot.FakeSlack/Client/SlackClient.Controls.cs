using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace IiqBot.FakeSlack;

/// <content>Buttons, menus and forms. Controls are named by what is written on or beside them, or by their action or block id.</content>
public sealed partial class SlackClient
{
    private static readonly string[] Pressable = ["button", "workflow_button", "icon_button"];

    /// <summary>Presses a button of a message: <c>block_actions</c>.</summary>
    /// <exception cref="InvalidOperationException">The person does not see it.</exception>
    public Task<BotAnswer> PressAsync(FakeMessage message, string button, CancellationToken cancellationToken = default) =>
        _slack.SendAsync(ComposePress(message, button), cancellationToken);

    /// <summary>A pressed button, composed but not sent.</summary>
    public SlackRequest ComposePress(FakeMessage message, string button)
    {
        RequireSeen(message);
        RequireInteractivity();
        return _slack.Payloads.ActionOn(Person, message, Find(message.Content, button, IsButton), null);
    }

    /// <summary>
    /// Presses a button of a link's preview: <c>block_actions</c> whose container is the attachment (<c>is_app_unfurl</c>).
    /// </summary>
    /// <param name="message">The message in which the link is.</param>
    /// <param name="url">The link.</param>
    /// <param name="button">The button.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="InvalidOperationException">The person does not see it.</exception>
    public Task<BotAnswer> PressPreviewAsync(FakeMessage message, string url, string button, CancellationToken cancellationToken = default)
    {
        RequireSeen(message);
        RequireInteractivity();
        if (!message.Unfurls.TryGetValue(url, out var preview))
            throw new InvalidOperationException($"The message has no preview of {url}.");
        return _slack.SendAsync(_slack.Payloads.ActionOnPreview(Person, message, url, Find(preview, button, IsButton)), cancellationToken);
    }

    /// <summary>Presses a button of a modal or Home: <c>block_actions</c>.</summary>
    /// <exception cref="InvalidOperationException">It is not on the person's screen.</exception>
    public Task<BotAnswer> PressAsync(FakeView view, string button, CancellationToken cancellationToken = default)
    {
        RequireShown(view);
        return _slack.SendAsync(_slack.Payloads.ActionOn(view, Find(view.Content, button, IsButton), null), cancellationToken);
    }

    /// <summary>
    /// Picks an option of a menu in a message (an overflow menu too): <c>block_actions</c>. External menus are searched for it first.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="menu">The menu. An overflow menu without any other name is found by the option.</param>
    /// <param name="option">The option's text or value.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="InvalidOperationException">It is not on the person's screen.</exception>
    public async Task<BotAnswer> ChooseAsync(
        FakeMessage message,
        string? menu,
        string option,
        CancellationToken cancellationToken = default
    )
    {
        RequireSeen(message);
        RequireInteractivity();
        var control = Menu(message.Content, menu, option);
        var value = await ValueAsync(control, option, message, null, cancellationToken);
        return await _slack.SendAsync(_slack.Payloads.ActionOn(Person, message, control, value), cancellationToken);
    }

    /// <summary>Picks an option of a menu in a modal or Home that acts at once: <c>block_actions</c>.</summary>
    /// <exception cref="InvalidOperationException">It is not on the person's screen.</exception>
    public async Task<BotAnswer> ChooseAsync(FakeView view, string? menu, string option, CancellationToken cancellationToken = default)
    {
        RequireShown(view);
        return await EnterAsync(view, Menu(view.Content, menu, option), option, cancellationToken)
            ?? throw new InvalidOperationException($"{menu} tells the bot nothing before the form is submitted: use FillAsync.");
    }

    /// <summary>Types into an external menu of a message: <c>block_suggestion</c>. The answer contains the options.</summary>
    /// <exception cref="InvalidOperationException">There is no such menu, or too little was typed for Slack to ask.</exception>
    public Task<BotAnswer> SuggestAsync(FakeMessage message, string menu, string typed, CancellationToken cancellationToken = default)
    {
        RequireSeen(message);
        return AskAsync(Find(message.Content, menu, IsExternal), message, null, typed, cancellationToken);
    }

    /// <summary>Types into an external menu of a modal or Home: <c>block_suggestion</c>. The answer contains the options.</summary>
    /// <exception cref="InvalidOperationException">There is no such menu, or too little was typed for Slack to ask.</exception>
    public Task<BotAnswer> SuggestAsync(FakeView view, string menu, string typed, CancellationToken cancellationToken = default)
    {
        RequireShown(view);
        return AskAsync(Find(view.Content, menu, IsExternal), null, view, typed, cancellationToken);
    }

    /// <summary>
    /// Fills in an input of the visible modal: types a text, picks an option by text or value, searches an external menu and picks the
    /// option found, or names a person, conversation, date or time. For a multiple menu or checkboxes, separate several values with
    /// <c>|</c>. An empty value clears the input.
    /// </summary>
    /// <returns>The answer, if the input notifies the bot at once (<c>dispatch_action</c>); otherwise null.</returns>
    /// <exception cref="InvalidOperationException">There is no such input, or it does not take that.</exception>
    public Task<BotAnswer?> FillAsync(string input, string value, CancellationToken cancellationToken = default)
    {
        var view = View ?? throw new InvalidOperationException($"{Person.Name} has no modal open.");
        return EnterAsync(view, Find(view.Content, input, c => c.HasState), value, cancellationToken);
    }

    /// <summary>Submits the visible modal: <c>view_submission</c>. The modal then does what the answer says.</summary>
    /// <exception cref="InvalidOperationException">Slack would not: a required input is empty or one is not valid, or there is no submit
    /// button.</exception>
    public Task<BotAnswer> SubmitAsync(CancellationToken cancellationToken = default) =>
        _slack.SendAsync(ComposeSubmission(), cancellationToken);

    /// <summary>A submission of the visible modal, composed but not sent.</summary>
    public SlackRequest ComposeSubmission()
    {
        var view = View ?? throw new InvalidOperationException($"{Person.Name} has no modal open.");
        if (view.Content.Property("submit") is null || view.Content.IsTrue("submit_disabled"))
            throw new InvalidOperationException("The modal has no submit button that can be pressed.");
        foreach (var control in Controls.All(view.Content).Where(c => c.IsInput))
        {
            if (InputRules.Refusal(control, view.Entered(control)) is { } refusal)
                throw new InvalidOperationException($"Slack does not submit: {control.Block.Text("label", "text")} {refusal}");
        }

        view.ShowErrors(new Dictionary<string, string>(StringComparer.Ordinal));
        return _slack.Payloads.Submission(view);
    }

    /// <summary>Closes the visible modal, or all of them: <c>view_closed</c> if the bot requested it with <c>notify_on_close</c>.</summary>
    /// <returns>The answer; null if the bot was not notified.</returns>
    public async Task<BotAnswer?> CloseAsync(bool all = false, CancellationToken cancellationToken = default)
    {
        var view = View ?? throw new InvalidOperationException($"{Person.Name} has no modal open.");
        var clears = all || view.Content.IsTrue("clear_on_close");
        var request = _slack.Payloads.Closed(view, clears);
        if (clears)
            _slack.Stacks.Clear(Person);
        else
            _slack.Stacks.Close(view);
        return view.Content.IsTrue("notify_on_close") ? await _slack.SendAsync(request, cancellationToken) : null;
    }

    private async Task<BotAnswer?> EnterAsync(FakeView view, Control control, string text, CancellationToken cancellationToken)
    {
        var value = text.Length == 0 ? null : await ValueAsync(control, text, null, view, cancellationToken);
        if (control.HasState)
            view.Enter(control, value?.DeepClone());
        if (!control.Dispatches)
            return null;
        RequireInteractivity();
        return await _slack.SendAsync(_slack.Payloads.ActionOn(view, control, value), cancellationToken);
    }

    /// <summary>The value of a control after a person entered this.</summary>
    private async Task<JsonNode?> ValueAsync(
        Control control,
        string text,
        FakeMessage? message,
        FakeView? view,
        CancellationToken cancellationToken
    )
    {
        if (!control.HoldsMany)
            return await OneAsync(text);
        var many = new JsonArray();
        foreach (var part in text.Split('|', StringSplitOptions.TrimEntries))
            many.Add(await OneAsync(part));
        return many;

        async Task<JsonNode?> OneAsync(string one) =>
            control.Type switch
            {
                "static_select" or "multi_static_select" or "radio_buttons" or "checkboxes" or "overflow" => Picked(control.Options, one),
                "external_select" or "multi_external_select" => Picked(await OffersAsync(one), one),
                "rich_text_input" => JsonNode.Parse(
                    $$"""
                    {"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":{{JsonSerializer.Serialize(
                        one
                    )}}}]}]}
                    """
                ),
                "datetimepicker" => long.Parse(one, CultureInfo.InvariantCulture),
                "file_input" => _slack.FileOf(one).ToJson(),
                _ => one,
            };

        async Task<IEnumerable<JsonElement>> OffersAsync(string typed)
        {
            var answer = await AskAsync(control, message, view, typed, cancellationToken);
            return answer.Json is { } json
                ? json.Items("options").Concat(json.Items("option_groups").SelectMany(g => g.Items("options")))
                : [];
        }
    }

    private Task<BotAnswer> AskAsync(
        Control control,
        FakeMessage? message,
        FakeView? view,
        string typed,
        CancellationToken cancellationToken
    )
    {
        RequireInteractivity();
        // Slack requests options from three characters on, unless the element says otherwise.
        var least = control.Element.Whole("min_query_length") ?? 3;
        if (typed.Length < least)
            throw new InvalidOperationException($"Slack asks for options from {least} characters on.");
        return _slack.SendAsync(_slack.Payloads.Suggestion(Person, message, view, control, typed), cancellationToken);
    }

    private static JsonNode? Picked(IEnumerable<JsonElement> options, string name)
    {
        JsonElement[] all = [.. options];
        foreach (var option in all)
        {
            if (option.Text("text", "text") == name || option.Text("value") == name)
                return option.ToNode();
        }

        throw new InvalidOperationException(
            $"There is no option \"{name}\", only: {string.Join(", ", all.Select(o => o.Text("text", "text")))}."
        );
    }

    private static Control Menu(JsonElement content, string? menu, string option)
    {
        if (menu is not null)
            return Find(content, menu, c => !IsButton(c));
        return Controls.All(content).FirstOrDefault(c => c.Options.Any(o => o.Text("text", "text") == option || o.Text("value") == option))
            ?? throw new InvalidOperationException($"No menu on the screen has the option \"{option}\".");
    }

    private static Control Find(JsonElement content, string name, Func<Control, bool> fits) => Controls.Find(content, name, fits);

    private static bool IsExternal(Control control) => control.Type is "external_select" or "multi_external_select";

    private static bool IsButton(Control control) => Pressable.Contains(control.Type);

    private void RequireShown(FakeView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        RequireInteractivity();
        if (view != View && view != Home)
            throw new InvalidOperationException($"This view is not on the screen of {Person.Name}.");
    }

    private void RequireInteractivity()
    {
        if (!_slack.App.Interactivity)
            throw new InvalidOperationException("Interactivity is not switched on in the app's configuration.");
    }
}
