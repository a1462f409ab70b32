namespace IiqBot.Sandbox.Tests;

public sealed class AssetTests(RunningSandbox sandbox) : ScratchTest(sandbox)
{
    [Fact]
    public async Task A_tag_lookup_returns_a_list_that_may_be_empty()
    {
        var found = await Client.GetAsync("assets/assettag/mw10005");
        var nothing = await Client.GetAsync("assets/assettag/MW99999");

        Assert.Equal("MW10005", Assert.Single(found.GetProperty("Items").EnumerateArray()).Text("AssetTag"));
        Assert.Equal(("200", "0"), (nothing.Text("StatusCode"), nothing.Text("ItemCount")));
    }

    [Fact]
    public async Task Devices_are_found_by_fragment_serial_and_owner()
    {
        var device = (await Client.PostAsync("assets?$s=50", new { Filters = new[] { new { Facet = "keyword", Value = "Chromebook" } } }))
            .GetProperty("Items")
            .EnumerateArray()
            .First(asset => asset.TryGetProperty("OwnerId", out _));
        var byOwner = await Client.GetAsync($"assets/for/{device.Text("OwnerId")}");
        var bySerial = await Client.GetAsync($"assets/serial/{device.Text("SerialNumber")}");
        var byFragment = await Client.PostAsync("assets/search", new { Query = "MW1001", SearchAssetTag = true });

        Assert.Contains(byOwner.GetProperty("Items").EnumerateArray(), asset => asset.Text("AssetId") == device.Text("AssetId"));
        Assert.Equal(device.Text("AssetId"), Assert.Single(bySerial.GetProperty("Items").EnumerateArray()).Text("AssetId"));
        Assert.Equal(10, byFragment.GetProperty("Paging").GetProperty("TotalRows").GetInt32());
    }

    [Fact]
    public async Task Posting_the_devices_of_a_ticket_replaces_them()
    {
        var ticket = await Client.FileAsync();
        var path = $"tickets/{ticket.Text("TicketId")}/assets";
        var devices = (await Client.PostAsync("assets?$s=2", new { })).GetProperty("Items");
        await Client.PostAsync(path, new[] { new { AssetId = devices[0].Text("AssetId") } });
        await Client.PostAsync(path, new[] { new { AssetId = devices[1].Text("AssetId") } });

        Assert.Equal(
            devices[1].Text("AssetId"),
            Assert.Single((await Client.GetAsync(path)).GetProperty("Items").EnumerateArray()).Text("AssetId")
        );
    }
}
