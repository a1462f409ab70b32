using IiqBot.Conformance.Tests.Driving;
using IiqBot.FakeSlack;

namespace IiqBot.Conformance.Tests.OnSlack;

/// <summary>A modal with inputs.</summary>
internal sealed class SlackDialog(SlackClient client) : Dialog
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public override string Words => client.View is { } view ? string.Join('\n', view.Errors.Values.Prepend(view.Words)) : "";

    // Slack sends the current values.
    public override string ValueOf(string field)
    {
        var input = client.ComposeSubmission().Payload["view"]!["state"]!["values"]![field]!.AsObject().Single().Value!;
        return (string?)(input["value"] ?? input["selected_option"]?["text"]?["text"]) ?? "";
    }

    public override Task TypeAsync(string field, string text) => client.FillAsync(field, text, Token);

    public override Task ChooseAsync(string field, string label) => client.FillAsync(field, label, Token);

    public override async Task<string> SearchAsync(string field, string typed)
    {
        var answer = await client.SuggestAsync(client.View!, field, typed, Token);
        Assert.NotEmpty(answer.Options);
        await client.FillAsync(field, answer.Options[0].Text, Token);
        return answer.Options[0].Text;
    }

    public override Task SubmitAsync() => client.SubmitAsync(Token);
}
