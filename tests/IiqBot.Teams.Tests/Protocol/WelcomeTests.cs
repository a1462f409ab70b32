using System.Text.Json.Nodes;
using IiqBot.Core.Model;

namespace IiqBot.Teams.Tests.Protocol;

public sealed class WelcomeTests : IAsyncLifetime
{
    private TeamsHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await TeamsHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static TestActivity MembersAdded(string id) =>
        TestActivity
            .Message(null)
            .With("type", "conversationUpdate")
            .With("id", "f:1")
            .With("membersAdded", new JsonArray(new JsonObject { ["id"] = id }));

    private static TestActivity Installation(string action) =>
        TestActivity.Message(null).With("type", "installationUpdate").With("id", "f:2").With("action", action);

    [Fact]
    public async Task A_conversation_announced_by_two_activities_is_welcomed_once()
    {
        await _host.PostAsync(Installation("add"));
        await _host.PostAsync(MembersAdded(TestActivity.BotId));
        await _host.PostAsync(Installation("add"));
        await _host.Connector.NextAsync();

        Assert.Equal((RequestKind.Event, Verbs.Welcome), (_host.Request.Kind, _host.Request.Verb));
    }

    [Fact]
    public async Task Each_conversation_is_welcomed()
    {
        await _host.PostAsync(MembersAdded(TestActivity.BotId));
        await _host.PostAsync(
            MembersAdded(TestActivity.BotId)
                .With("conversation.id", "19:group@thread.v2")
                .With("conversation.conversationType", "groupChat")
        );
        await _host.Connector.NextAsync();
        await _host.Connector.NextAsync();

        Assert.Equal(2, _host.Dispatcher.Requests().Count);
    }

    [Fact]
    public async Task A_reinstalled_bot_says_hello_again()
    {
        await _host.PostAsync(Installation("add"));
        await _host.Connector.NextAsync();
        await _host.PostAsync(Installation("remove"));
        await _host.PostAsync(Installation("add"));
        await _host.Connector.NextAsync();

        Assert.Equal(2, _host.Dispatcher.Requests().Count);
    }

    [Fact]
    public async Task People_who_join_and_other_changes_are_not_welcomed()
    {
        await _host.PostAsync(MembersAdded(TestActivity.UserId));
        await _host.PostAsync(Installation("remove"));
        await _host.PostAsync(Installation("add-upgrade"));
        await _host.PostAsync(TestActivity.Message("marker").With("id", "marker"));
        await _host.Connector.NextAsync();

        Assert.Equal("marker", _host.Request.Id);
    }

    [Fact]
    public async Task An_installation_without_an_id_and_a_sender_is_welcomed()
    {
        var response = await _host.PostAsync(Installation("add").With("id", null).With("from", null));

        Assert.Equal(System.Net.HttpStatusCode.OK, response.StatusCode);
        await _host.Connector.NextAsync();
        Assert.NotEmpty(_host.Request.Id);
    }
}
