using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace IiqBot.FakeSlack.Tests;

public sealed class ResponseUrlTests : SlackTest
{
    [Fact]
    public async Task An_answer_is_ephemeral_unless_it_says_otherwise_and_needs_no_membership()
    {
        Channel.HasBot = false;
        var url = await CommandUrlAsync();
        await UseAsync(url, """{"text":"For you"}""");
        await UseAsync(url, """{"text":"For all","response_type":"in_channel"}""");
        Assert.Equal([Ada, null], Channel.Messages.Select(m => m.OnlyFor));
    }

    [Fact]
    public async Task It_can_be_used_five_times()
    {
        var url = await CommandUrlAsync();
        for (var i = 0; i < 5; i++)
            await UseAsync(url, """{"text":"x"}""");
        await UseAsync(url, """{"text":"x"}""", 404);
        Violated("used_url");
        Assert.Equal(5, Channel.Messages.Count);
    }

    [Fact]
    public async Task It_is_valid_for_30_minutes()
    {
        var url = await CommandUrlAsync();
        Clock.Advance(TimeSpan.FromMinutes(30));
        await UseAsync(url, """{"text":"x"}""");
        Clock.Advance(TimeSpan.FromSeconds(1));
        await UseAsync(url, """{"text":"x"}""", 404);
        Violated("expired_url");
    }

    [Fact]
    public async Task It_replaces_or_deletes_the_message_it_came_from()
    {
        var message = await PostedAsync(ButtonMessage);
        var url = (await Client.PressAsync(message, "Resolve", Cancel)).Request.ResponseUrl!;
        await UseAsync(url, """{"text":"Resolved","replace_original":true}""");
        Assert.Equal("Resolved", Assert.Single(Channel.Messages).Words);
        await UseAsync(url, """{"delete_original":true}""");
        Assert.Empty(Channel.Messages);
        await UseAsync(url, """{"text":"x","replace_original":true}""", 400);
    }

    [Fact]
    public async Task It_replaces_ephemeral_messages_too()
    {
        var url = await CommandUrlAsync();
        await UseAsync(url, ButtonMessage);
        var message = Channel.Messages[0];
        url = (await Client.PressAsync(message, "Resolve", Cancel)).Request.ResponseUrl!;
        await UseAsync(url, """{"text":"Resolved","replace_original":true}""");
        Assert.Equal(("Resolved", Ada), (message.Text, message.OnlyFor));
    }

    [Fact]
    public async Task After_a_command_there_is_nothing_to_replace()
    {
        await UseAsync(await CommandUrlAsync(), """{"text":"x","replace_original":true}""", 400);
        Violated("no original");
    }

    [Fact]
    public async Task It_accepts_only_valid_messages_as_JSON()
    {
        var url = await CommandUrlAsync();
        await UseAsync(url, """{"text":"x","blocks":[{"type":"marquee"}]}""", 400);
        Violated("invalid_blocks");
        await UseAsync(url, """{"text":"x","replace_orignal":true}""");
        Violated("no member replace_orignal");
        using var form = new StringContent("text=x", Encoding.UTF8, "application/x-www-form-urlencoded");
        using var answer = await Http.PostAsync(url, form, Cancel);
        Assert.Equal(400, (int)answer.StatusCode);
        Violated("invalid_payload");
        await UseAsync(new Uri(Slack.Url, "commands/T0DISTRICT1/made-up"), """{"text":"x"}""", 404);
        Violated("nobody gave that URL out");
    }

    private async Task<Uri> CommandUrlAsync() => (await Client.CommandAsync(Channel, "/iiq", "tickets", Cancel)).Request.ResponseUrl!;

    private async Task UseAsync(Uri url, string json, int status = 200)
    {
        using var answer = await Http.PostAsync(url, JsonContent.Create(JsonNode.Parse(json)), Cancel);
        Assert.Equal(status, (int)answer.StatusCode);
    }
}
