namespace IiqBot.FakeSlack.Tests;

public sealed class TriggerTests : SlackTest
{
    [Fact]
    public async Task A_trigger_opens_one_view()
    {
        var trigger = await TriggerAsync();
        Good(await OpenAsync(trigger));
        Refused(await OpenAsync(trigger), "exchanged_trigger_id");
        Violated("exchanged_trigger_id");
    }

    [Fact]
    public async Task A_trigger_is_valid_for_3_seconds()
    {
        var trigger = await TriggerAsync();
        Clock.Advance(TimeSpan.FromSeconds(3));
        Good(await OpenAsync(trigger));
        trigger = await TriggerAsync();
        Clock.Advance(TimeSpan.FromSeconds(3.1));
        Refused(await OpenAsync(trigger), "expired_trigger_id");
        Violated("expired_trigger_id");
    }

    [Fact]
    public async Task A_made_up_trigger_opens_nothing()
    {
        Refused(await OpenAsync("1.2.3"), "invalid_trigger_id");
        Violated("invalid_trigger_id");
        Refused(await CallAsync("views.open", $$"""{"view":{{SmallModal}}}"""), "invalid_arguments");
        Violated("trigger_id is missing");
    }

    private Task<System.Text.Json.JsonElement> OpenAsync(string trigger) =>
        CallAsync("views.open", $$"""{"trigger_id":"{{trigger}}","view":{{SmallModal}}}""");
}
