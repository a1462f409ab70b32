using System.Text.Json;

namespace IiqBot.Sandbox.Tests;

public sealed class PassingTimeTests : SandboxTest
{
    [Fact]
    public async Task Every_change_moves_the_modified_date_and_is_in_the_timeline_with_who_made_it()
    {
        var ticket = await Client.FileAsync();
        Clock.Advance(TimeSpan.FromMinutes(5));
        await Client.PostAsync($"tickets/{ticket.Text("TicketId")}/priority", new { TicketId = ticket.Text("TicketId"), PriorityId = 120 });
        var after = await Client.TicketAsync(ticket);
        var entry = (await Client.TimelineAsync(ticket))[0];
        var item = entry.GetProperty("ActivityItems")[0];

        Assert.Equal("2026-03-11T11:05:00", after.Text("ModifiedDate"));
        Assert.Equal(after.Text("OwnerId"), entry.Text("OwnerId"));
        Assert.Equal("Spark.Shared.Models.TicketActivityRevision, Spark.Shared", item.EnumerateObject().First().Value.GetString());
        var change = JsonSerializer.Deserialize<JsonElement>(item.Text("RevisionJsonData")!)[0];
        Assert.Equal(("Priority", "50", "120"), (change.Text("FieldName"), change.Text("OldValue"), change.Text("NewValue")));
    }

    [Fact]
    public async Task A_service_level_agreement_is_read_singly_and_in_a_batch()
    {
        var ticket = await Client.FileAsync();
        Clock.Advance(TimeSpan.FromMinutes(90));
        var single = (await Client.GetAsync($"tickets/{ticket.Text("TicketId")}/sla")).GetProperty("Item");
        var batch = (
            await Client.PostAsync("tickets/slas", new { Filters = new[] { new { Facet = "Ticket", Id = ticket.Text("TicketId") } } })
        ).GetProperty("Items");

        Assert.Equal(
            ["Response Time", "Resolution Time"],
            single.GetProperty("SlaTimes").EnumerateArray().Select(time => time.Text("Name"))
        );
        Assert.All(
            single.GetProperty("SlaTimes").EnumerateArray(),
            time => Assert.Equal(("90", "True"), (time.Text("LogMinutes"), time.Text("IsRunning")))
        );
        Assert.Equal(ticket.Text("TicketId"), Assert.Single(batch.EnumerateArray()).Text("TicketId"));
    }
}
