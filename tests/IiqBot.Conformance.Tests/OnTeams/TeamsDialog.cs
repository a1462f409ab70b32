using System.Text.Json;
using System.Text.Json.Nodes;
using IiqBot.Conformance.Tests.Driving;

namespace IiqBot.Conformance.Tests.OnTeams;

/// <summary>A card with inputs.</summary>
internal sealed class TeamsDialog(TeamsClient client, TeamsPlatform platform, TeamsPost post) : Dialog
{
    private readonly Dictionary<string, (string Value, string Label)> _entered = [];

    public override string Words => post.Words;

    private JsonElement Card => post.Card ?? throw new InvalidOperationException("The form is gone.");

    public override string ValueOf(string field)
    {
        if (_entered.TryGetValue(field, out var entered))
            return entered.Label;
        var input = TeamsCard.Input(Card, field);
        var value = TeamsCard.TextOf(input, "value") ?? "";
        return TeamsCard.Choices(input).Where(choice => choice.Value == value).Select(choice => choice.Label).FirstOrDefault() ?? value;
    }

    public override Task TypeAsync(string field, string text)
    {
        Assert.Contains(TeamsCard.TextOf(TeamsCard.Input(Card, field), "type"), (string?[])["Input.Text", "Input.Date"]);
        _entered[field] = (text, text);
        return Task.CompletedTask;
    }

    public override Task ChooseAsync(string field, string label)
    {
        var choices = TeamsCard.Choices(TeamsCard.Input(Card, field)).ToList();
        Assert.Contains(label, choices.Select(choice => choice.Label));
        _entered[field] = (choices.First(choice => choice.Label == label).Value, label);
        return Task.CompletedTask;
    }

    public override async Task<string> SearchAsync(string field, string typed)
    {
        var query = TeamsCard.Input(Card, field).GetProperty("choices.data");
        var answer = await platform.Teams.SearchAsync(
            post.Room.Conversation,
            client.Person,
            TeamsCard.TextOf(query, "dataset")!,
            typed,
            Others(),
            post.Message.Id,
            cancellationToken: TestContext.Current.CancellationToken
        );
        Assert.NotEmpty(answer.Choices);
        var (title, value) = answer.Choices[0];
        _entered[field] = (value!, title!);
        return title!;
    }

    public override async Task SubmitAsync()
    {
        var send = TeamsCard.Actions(Card).First(action => action.Data.ContainsKey("_form"));
        var data = (JsonObject)send.Data.DeepClone();
        foreach (var (field, entered) in _entered)
            data[field] = entered.Value;
        await client.ExecuteAsync(post, send.Verb, send.Title, data);
        _entered.Clear(); // from here on only what the bot returns counts
    }

    // What the client sends along when a choice depends on another answer.
    private JsonObject Others()
    {
        var others = new JsonObject();
        foreach (var input in TeamsCard.Inputs(Card))
            others[TeamsCard.TextOf(input, "id")!] = TeamsCard.TextOf(input, "value");
        foreach (var (field, entered) in _entered)
            others[field] = entered.Value;
        return others;
    }
}
