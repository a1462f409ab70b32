using IiqBot.FakeSlack;

namespace IiqBot.Web.Tests;

/// <summary>The product in Slack, from its manifest to its tickets, with the strict fake.</summary>
public sealed class SlackWalkTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_technician_files_takes_comments_and_resolves_in_their_direct_message(bool socketMode)
    {
        await using var world = await SlackWorld.StartAsync(socketMode);
        var (client, chat) = world.AddPerson("Robin Field", "Agent");

        await client.SayAsync(chat, "new Projector in 204 shows no picture", cancellationToken: Token);
        var card = await world.Slack.NextMessageAsync(chat, cancellationToken: Token);
        Assert.Contains("is filed", card.Words, StringComparison.Ordinal);

        await client.PressAsync(card, "Take", Token);
        await ShowsAsync(world, card, "Robin Field took this ticket");

        await client.PressAsync(card, "Comment", Token);
        await ViewAsync(world, client, "Comment");
        await client.FillAsync("text", "On my way.", Token);
        await client.SubmitAsync(Token);
        await ShowsAsync(world, card, "Robin Field added a comment");

        await client.CloseAsync(all: true, Token);
        await client.PressAsync(card, "Resolve", Token);
        await ViewAsync(world, client, "Resolve");
        await client.FillAsync("note", "Replaced the cable.", Token);
        await client.SubmitAsync(Token);
        await ShowsAsync(world, card, "resolved this ticket");
    }

    [Fact]
    public async Task A_ticket_filed_by_shortcut_shows_on_the_home_tab_and_by_command()
    {
        await using var world = await SlackWorld.StartAsync(socketMode: false);
        var (client, chat) = world.AddPerson("Dana Reed", "Staff");
        await client.OpenHomeAsync(Token);
        await world.Slack.WaitForAsync(() => client.Home, "home", cancellationToken: Token);

        await client.ShortcutAsync("ticket.file", Token);
        await ViewAsync(world, client, "File a ticket");
        var empty = await client.SubmitOrNullAsync();
        Assert.Null(empty);
        var issues = await client.SuggestAsync(client.View!, "issue", "projector no pic", Token);
        await client.FillAsync("issue", issues.Options[0].Text, Token);
        var places = await client.SuggestAsync(client.View!, "location", "", Token);
        await client.FillAsync("location", places.Options[0].Text, Token);
        await client.FillAsync("description", "The projector <!channel> hums & shows nothing.", Token);
        var answer = await client.SubmitAsync(Token);
        Assert.Equal("update", answer.Json!.Value.GetProperty("response_action").GetString());

        var card = await world.Slack.NextMessageAsync(chat, cancellationToken: Token);
        Assert.Contains("is filed", card.Words, StringComparison.Ordinal);
        await world.Slack.WaitUntilAsync(
            () => client.Home?.Words.Contains("hums", StringComparison.Ordinal) == true,
            "the ticket on the home tab",
            cancellationToken: Token
        );

        var channel = world.Slack.AddChannel("staff", [client.Person]);
        await client.CommandAsync(channel, "/iiq", "my tickets", Token);
        var mine = await world.Slack.NextMessageAsync(channel, cancellationToken: Token);
        Assert.Equal(client.Person, mine.OnlyFor);
        Assert.Contains("hums", mine.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Take", card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_files_of_a_message_are_attached_to_its_ticket()
    {
        await using var world = await SlackWorld.StartAsync(socketMode: false);
        var (client, chat) = world.AddPerson("Robin Field", "Agent");
        var channel = world.Slack.AddChannel("help-desk", [client.Person]);
        var photo = world.Slack.AddFile(client.Person, "no picture.png", "image/png", [1, 2, 3]);
        var link = world.Slack.AddExternalFile(client.Person, "floor plan", world.Slack.ElsewhereUrl);
        var message = world.Slack.AddMessage(channel, client.Person, "Projector in 204 shows no picture", files: [photo, link]);

        await client.MessageShortcutAsync(message, "message.file", Token);
        await ViewAsync(world, client, "File a ticket");
        var issues = await client.SuggestAsync(client.View!, "issue", "projector no pic", Token);
        await client.FillAsync("issue", issues.Options[0].Text, Token);
        var places = await client.SuggestAsync(client.View!, "location", "", Token);
        await client.FillAsync("location", places.Options[0].Text, Token);
        await client.SubmitAsync(Token);

        var card = await world.Slack.NextMessageAsync(chat, cancellationToken: Token);
        Assert.Contains("is filed", card.Words, StringComparison.Ordinal);
        Assert.Contains("\"floor plan\" is not attached", card.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("\"no picture.png\"", card.Words, StringComparison.Ordinal);
        var number = string.Concat(card.Words.Split('#')[1].TakeWhile(char.IsDigit));
        Assert.Equal([("no picture.png", 3L)], await world.FilesOfAsync(number));
    }

    [Fact]
    public async Task In_a_channel_no_private_details_are_shown_and_guests_get_only_help()
    {
        await using var world = await SlackWorld.StartAsync(socketMode: false);
        var (client, chat) = world.AddPerson("Robin Field", "Agent");
        var guest = world.Slack.AddPerson("Gil Guest", "gil@maplewood.example", PersonKind.Guest);
        var channel = world.Slack.AddChannel("help-desk", [client.Person, guest]);
        await client.SayAsync(chat, "new Projector in 204 shows no picture", cancellationToken: Token);
        var filed = await world.Slack.NextMessageAsync(chat, cancellationToken: Token);
        var number = string.Concat(filed.Words.Split('#')[1].TakeWhile(char.IsDigit));

        await client.SayAsync(channel, $"{world.Slack.Mention} show {number}", cancellationToken: Token);
        var shown = await world.Slack.NextMessageAsync(channel, cancellationToken: Token);
        Assert.Contains($"#{number}", shown.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("shows no picture", shown.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Robin", shown.Text, StringComparison.Ordinal);

        await world.Slack.As(guest).CommandAsync(channel, "/iiq", $"show {number}", Token);
        var refused = await world.Slack.NextMessageAsync(channel, cancellationToken: Token);
        Assert.Equal(guest, refused.OnlyFor);
        Assert.DoesNotContain(number, refused.Words, StringComparison.Ordinal);
        await world.Slack.As(guest).CommandAsync(channel, "/iiq", "help", Token);
        Assert.Contains(
            "my tickets",
            (await world.Slack.NextMessageAsync(channel, cancellationToken: Token)).Words,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_guest_who_mentions_made_up_people_delays_nobody()
    {
        await using var world = await SlackWorld.StartAsync(socketMode: false);
        var (client, _) = world.AddPerson("Robin Field", "Agent");
        var guest = world.Slack.AddPerson("Gil Guest", "gil@maplewood.example", PersonKind.Guest);
        var channel = world.Slack.AddChannel("help-desk", [client.Person, guest]);

        for (var i = 0; i < 30; i++)
        {
            var madeUp = string.Join(' ', Enumerable.Range(0, 9).Select(j => $"<@U0MADEUP{i:00}{j}>"));
            await world.Slack.As(guest).CommandAsync(channel, "/iiq", $"help {madeUp}", Token);
            await world.Slack.NextMessageAsync(channel, cancellationToken: Token);
        }

        Assert.Single(world.Slack.Calls, call => call.Method == "users.info");
        await client.CommandAsync(channel, "/iiq", "who am i", Token);
        Assert.Contains(
            "Robin Field",
            (await world.Slack.NextMessageAsync(channel, cancellationToken: Token)).Words,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_forwarded_message_fills_the_form_once()
    {
        await using var world = await SlackWorld.StartAsync(socketMode: false);
        var (client, chat) = world.AddPerson("Robin Field", "Agent");
        var channel = world.Slack.AddChannel("help-desk", [client.Person]);
        var original = world.Slack.AddMessage(channel, client.Person, "close 39181, the smart board in 118 flickers");

        await client.ForwardAsync(original, chat, cancellationToken: Token);
        await world.Slack.TellAgainAsync(chat.Messages[^1], cancellationToken: Token);
        var card = await world.Slack.NextMessageAsync(chat, cancellationToken: Token);
        await client.PressAsync(card, "Open form", Token);

        var form = await ViewAsync(world, client, "File a ticket");
        Assert.Contains("the smart board in 118 flickers", form.Content.GetRawText(), StringComparison.Ordinal);
        Assert.Contains(world.Slack.PermalinkOf(original), form.Content.GetRawText(), StringComparison.Ordinal);
        Assert.Single(chat.Messages, message => message.Author is null);
    }

    [Theory]
    [InlineData("restricted_action")]
    [InlineData("not_in_channel")]
    [InlineData("channel_not_found")]
    [InlineData("is_archived")]
    [InlineData("restricted_action_read_only_channel")]
    [InlineData("restricted_action_thread_locked")]
    [InlineData("restricted_action_non_threadable_channel")]
    [InlineData("access_denied")]
    public async Task If_the_bot_may_not_post_there_the_asker_gets_a_direct_message(string error)
    {
        await using var world = await SlackWorld.StartAsync(socketMode: false);
        var (client, chat) = world.AddPerson("Robin Field", "Agent");
        var channel = world.Slack.AddChannel("news", [client.Person]);
        var number = await FileAsync(world, client, chat);
        channel.PostingError = error;

        await client.SayAsync(channel, $"{world.Slack.Mention} close {number}, new lamp fitted", cancellationToken: Token);

        Assert.Contains(
            "Robin Field resolved this ticket",
            (await world.Slack.NextMessageAsync(chat, cancellationToken: Token)).Words,
            StringComparison.Ordinal
        );
        await client.SayAsync(chat, "my tickets", cancellationToken: Token);
        Assert.DoesNotContain(
            "resolved this ticket",
            (await world.Slack.NextMessageAsync(chat, cancellationToken: Token)).Words,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Filing_by_mention_shows_the_minimum_in_the_channel_and_details_in_the_DM()
    {
        await using var world = await SlackWorld.StartAsync(socketMode: false);
        var (client, chat) = world.AddPerson("Dana Reed", "Staff");
        var channel = world.Slack.AddChannel("help-desk", [client.Person]);

        await client.SayAsync(channel, $"{world.Slack.Mention} new Projector in 204 shows no picture", cancellationToken: Token);

        Assert.Contains("is filed", (await world.Slack.NextMessageAsync(chat, cancellationToken: Token)).Words, StringComparison.Ordinal);
        var shared = await world.Slack.NextMessageAsync(channel, cancellationToken: Token);
        Assert.Equal((null, channel.Messages[0].Ts), (shared.OnlyFor, shared.ThreadTs));
        Assert.StartsWith("Filed #", shared.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("picture", shared.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Dana", shared.Words, StringComparison.Ordinal);
    }

    private static async Task<string> FileAsync(SlackWorld world, SlackClient client, FakeChannel chat)
    {
        await client.SayAsync(chat, "new Projector in 204 shows no picture", cancellationToken: Token);
        var filed = await world.Slack.NextMessageAsync(chat, cancellationToken: Token);
        return string.Concat(filed.Words.Split('#')[1].TakeWhile(char.IsDigit));
    }

    private static Task ShowsAsync(SlackWorld world, FakeMessage message, string words) =>
        world.Slack.WaitUntilAsync(
            () => message.Words.Contains(words, StringComparison.Ordinal),
            $"'{words}' on the card",
            cancellationToken: Token
        );

    private static Task<FakeView> ViewAsync(SlackWorld world, SlackClient client, string title) =>
        world.Slack.WaitForAsync(
            () => client.View is { CallbackId.Length: > 0 } view && view.Title.Contains(title, StringComparison.Ordinal) ? view : null,
            $"form '{title}'",
            cancellationToken: Token
        );
}

internal static class SlackClientExtensions
{
    /// <summary>Submits, if Slack would; null if a required answer is missing.</summary>
    public static async Task<BotAnswer?> SubmitOrNullAsync(this SlackClient client)
    {
        try
        {
            return await client.SubmitAsync(TestContext.Current.CancellationToken);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
