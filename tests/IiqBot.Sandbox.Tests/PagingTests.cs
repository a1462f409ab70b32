namespace IiqBot.Sandbox.Tests;

[Collection<SharedSandbox>]
public sealed class PagingTests(RunningSandbox sandbox)
{
    private Client Client => sandbox.Client;

    [Theory]
    [InlineData("tickets", 20)]
    [InlineData("tickets?$s=1000", 100)]
    [InlineData("tickets?%24s=7", 7)]
    [InlineData("tickets?$s=x", 20)]
    [InlineData("tickets?$s=20&$p=500", 0)]
    public async Task Pages_have_the_documented_sizes(string path, int expected) =>
        Assert.Equal(expected, (await Client.PostAsync(path, new { })).GetProperty("ItemCount").GetInt32());

    [Fact]
    public async Task Pages_neither_overlap_nor_leave_a_gap() =>
        Assert.Equal(2000, (await sandbox.EveryTicketAsync()).Select(ticket => ticket.Text("TicketId")).Distinct().Count());

    [Theory]
    [InlineData("TicketCreatedDate desc", "CreatedDate", true)]
    [InlineData("TicketCreatedDate ascending", "CreatedDate", false)]
    [InlineData("TicketModifiedDate DESC", "ModifiedDate", true)]
    [InlineData("TicketPriority desc", "Priority", true)]
    public async Task Tickets_are_sorted_as_requested(string order, string member, bool isDescending)
    {
        var values = await ValuesAsync(order, member);
        var sorted = isDescending ? values.OrderDescending(ByValue) : values.Order(ByValue);

        Assert.Equal(sorted, values);
    }

    [Fact]
    public async Task An_unknown_sort_field_is_ignored() =>
        Assert.Equal(await ValuesAsync("", "TicketId"), await ValuesAsync("Nonsense desc", "TicketId"));

    [Fact]
    public async Task Without_a_body_the_default_queue_is_shown()
    {
        var answer = await Client.PostAsync("tickets?$s=100");

        Assert.All(answer.GetProperty("Items").EnumerateArray(), ticket => Assert.False(ticket.GetProperty("IsClosed").GetBoolean()));
    }

    [Theory]
    [InlineData("Open", "00000000-0000-0000-0000-000000000000")]
    [InlineData("Closed", "11111111-1111-1111-1111-111111111111")]
    public async Task A_preset_queue_agrees_with_the_facet(string schema, string state) =>
        Assert.Equal(
            await Client.CountAsync(new { Facet = "ticketstate", Id = state }),
            (await Client.PostAsync("tickets/count", new { Schema = schema })).GetProperty("Item").GetInt32()
        );

    [Fact]
    public async Task Body_paging_does_not_lift_the_default_on_tickets() =>
        Assert.Equal(
            20,
            (await Client.PostAsync("tickets", new { RequestOptions = new { Paging = new { PageSize = 50, PageIndex = 0 } } }))
                .GetProperty("ItemCount")
                .GetInt32()
        );

    [Fact]
    public async Task The_product_narrows_by_header_and_by_body()
    {
        const string Facilities = "88df910c-91aa-e711-80c2-0004ffa00020";
        using var byHeader = await Client.TryAsync(HttpMethod.Post, "tickets/count", new { }, ("ProductId", Facilities));
        var count = (await Client.ReadAsync(byHeader)).GetProperty("Item").GetInt32();

        Assert.InRange(count, 300, 700);
        Assert.Equal(count, (await Client.PostAsync("tickets/count", new { ProductId = Facilities })).GetProperty("Item").GetInt32());
    }

    private static readonly Comparer<string> ByValue = Comparer<string>.Create(
        static (one, other) =>
            int.TryParse(one, out var number) && int.TryParse(other, out var otherNumber)
                ? number.CompareTo(otherNumber)
                : string.CompareOrdinal(one, other)
    );

    private async Task<List<string>> ValuesAsync(string order, string member) =>
        [
            .. (await Client.PostAsync($"tickets?$s=100&$o={order}", new { }))
                .GetProperty("Items")
                .EnumerateArray()
                .Select(ticket => ticket.Text(member)!),
        ];
}
