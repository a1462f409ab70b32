using System.Text.Json.Nodes;
using IiqBot.FakeConnector;

namespace IiqBot.Web.Tests;

/// <summary>The walk of the real-client test without the real client: it runs everywhere, with the strict fake Teams.</summary>
public sealed class WalkTests
{
    [Fact]
    public async Task A_technician_files_takes_comments_resolves_reopens_and_searches()
    {
        await using var world = await TestWorld.StartAsync();
        var (person, chat) = world.AddPerson("Robin Field", "Agent");

        var message = await world.AskAsync(chat, person, "new Projector in 204 shows no picture");
        Assert.Contains("is filed", Reading.TextOf(message.Card!.Value), StringComparison.Ordinal);
        var number = Reading.NumberOf(message.Card.Value);

        Assert.Contains(
            "Robin Field took this ticket",
            Reading.TextOf(await world.PressAsync(chat, person, message, "ticket.take")),
            StringComparison.Ordinal
        );
        await UpdatedAsync(world, chat, "took this ticket");

        await world.PressAsync(chat, person, message, "ticket.comment");
        var commented = await world.PressAsync(
            chat,
            person,
            message,
            "ticket.comment",
            new JsonObject { ["text"] = "On my way.", ["visibility"] = "public" }
        );
        Assert.Contains("Robin Field added a comment", Reading.TextOf(commented), StringComparison.Ordinal);
        await UpdatedAsync(world, chat, "added a comment");

        await world.PressAsync(chat, person, message, "ticket.resolve");
        var resolved = await world.PressAsync(chat, person, message, "ticket.resolve", new JsonObject { ["note"] = "Replaced the cable." });
        Assert.Contains("resolved this ticket, with a note", Reading.TextOf(resolved), StringComparison.Ordinal);
        await UpdatedAsync(world, chat, "resolved");

        Assert.Contains(
            "reopened this ticket",
            Reading.TextOf(await world.PressAsync(chat, person, message, "ticket.reopen")),
            StringComparison.Ordinal
        );
        await UpdatedAsync(world, chat, "reopened");

        var shown = await world.AskAsync(chat, person, $"what about #{number}?");
        Assert.Equal(number, Reading.NumberOf(shown.Card!.Value));
        var found = await world.AskAsync(chat, person, "search projector status:any open");
        Assert.Contains("Tickets with \"projector\", any open status", Reading.TextOf(found.Card!.Value), StringComparison.Ordinal);

        var history = await world.AskAsync(chat, person, $"history {number}");
        Assert.Contains("On my way.", Reading.TextOf(history.Card!.Value), StringComparison.Ordinal);
        Assert.Contains("Replaced the cable.", Reading.TextOf(history.Card.Value), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_requester_files_by_the_form_and_sees_it_among_their_tickets()
    {
        await using var world = await TestWorld.StartAsync();
        var (person, chat) = world.AddPerson("Dana Reed", "Staff");
        var cancellationToken = TestContext.Current.CancellationToken;

        var message = await world.AskAsync(chat, person, "new");
        var choices = await world.Teams.SearchAsync(
            chat,
            person,
            "issues",
            "projector no pic",
            messageId: message.Id,
            cancellationToken: cancellationToken
        );
        var issue = choices.Choices[0];
        Assert.Contains("No picture", issue.Title, StringComparison.Ordinal);
        var filed = await world.PressAsync(
            chat,
            person,
            message,
            "ticket.file",
            new JsonObject
            {
                ["issue"] = issue.Value,
                ["urgency"] = "urgent",
                ["description"] = "The projector is on, but shows no picture.",
            }
        );
        var text = Reading.TextOf(filed);
        Assert.Contains("is filed", text, StringComparison.Ordinal);
        Assert.Contains("Urgent", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Take", text, StringComparison.Ordinal);

        var mine = await world.AskAsync(chat, person, "my tickets");
        Assert.Contains($"#{Reading.NumberOf(filed)}", Reading.TextOf(mine.Card!.Value), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_channel_the_card_is_minimal_and_details_go_to_the_personal_chat()
    {
        await using var world = await TestWorld.StartAsync();
        var (requester, own) = world.AddPerson("Dana Reed", "Staff");
        var (technician, desk) = world.AddPerson("Robin Field", "Agent");
        var channel = world.Teams.AddChannel(world.Teams.AddTeam("Technology", [requester, technician]), "Queue");
        var filed = await world.AskAsync(own, requester, "new Projector in 204 shows no picture since Timmy dropped it");
        var number = Reading.NumberOf(filed.Card!.Value);

        var shared = await world.AskAsync(channel, technician, number);
        var text = Reading.TextOf(shared.Card!.Value);
        Assert.Contains($"#{number} Projector", text, StringComparison.Ordinal);
        var raw = shared.Activity.GetRawText();
        Assert.DoesNotContain("Timmy", raw, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Dana", raw, StringComparison.OrdinalIgnoreCase);

        await world.PressAsync(channel, technician, shared, "ticket.take");
        var updated = await UpdatedAsync(world, channel, "took this ticket");
        Assert.DoesNotContain("Timmy", updated.Activity.GetRawText(), StringComparison.OrdinalIgnoreCase);

        var answer = await world.Teams.PressAsync(
            channel,
            technician,
            shared.Id,
            "ticket.show",
            new JsonObject { ["details"] = "true" },
            cancellationToken: TestContext.Current.CancellationToken
        );
        Assert.Null(answer.Card);
        var details = await world.Teams.NextMessageAsync(desk, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Contains("Timmy", Reading.TextOf(details.Card!.Value), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_tickets_card_is_redrawn_after_rules_changed_the_ticket()
    {
        await using var world = await TestWorld.StartAsync();
        var (person, chat) = world.AddPerson("Robin Field", "Agent");

        var message = await world.AskAsync(chat, person, "new Projector in 204 shows no picture");
        Assert.Contains("Nobody yet", Reading.TextOf(message.Card!.Value), StringComparison.Ordinal);

        var routed = Reading.TextOf(
            (await world.Teams.NextUpdateAsync(chat, cancellationToken: TestContext.Current.CancellationToken)).Card!.Value
        );
        Assert.DoesNotContain("Nobody yet", routed, StringComparison.Ordinal);
    }

    internal static async Task<FakeMessage> UpdatedAsync(TestWorld world, FakeConversation chat, string text)
    {
        var update = await world.Teams.NextUpdateAsync(chat, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Contains(text, Reading.TextOf(update.Card!.Value), StringComparison.Ordinal);
        return update;
    }
}
