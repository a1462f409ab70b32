using System.Text.Json;
using IiqBot.Core.Durability;
using IiqBot.Storage.Json;

namespace IiqBot.Storage.Tests;

/// <summary>
/// Every kind of delivery is stored as former versions stored it, so a replica of either version can send what the other one stored.
/// </summary>
public sealed class StoredDeliveryTests
{
    private const string Id = "11111111-1111-1111-1111-111111111111";
    private const string Ada = """{"platform":"teams","tenant":"tenant","userId":"29:ada"}""";
    private const string Begin =
        $$"""{"id":"{{Id}}","key":"k","to":{"platform":"teams","tenant":"tenant","conversation":"19:c","scope":"Channel","route":""},"due":"2026-11-24T12:00:00+00:00",""";
    private const string End =
        ""","reference":"7F3K2Q","isGivenUp":true,"uncovers":false,"attempts":2,"lastOutcome":"Transient","createdAt":"2026-11-24T12:00:00+00:00"}""";
    private const string Card = """{"title":"T","summary":"S","body":[],"actions":[],"isShared":false}""";
    private const string Update = $"\"messageId\":\"m1\",\"ticketId\":\"{Id}\",\"viewer\":{Ada}";
    private const string News = $$"""{"kind":"Taken","ticketId":"{{Id}}","byId":"{{Id}}","by":"Ben","hearers":[]}""";

    public static TheoryData<string, string> Rows =>
        new()
        {
            { nameof(Delivery.Post), $$"""{{Begin}}"card":{{Card}},"isForOwnChat":false{{End}}""" },
            {
                nameof(Delivery.Post),
                $$"""{{Begin}}"messageId":"m1","card":{{Card}},"viewer":{{Ada}},"waiting":"{{Id}}","asker":{{Ada}},"isForOwnChat":true{{End}}"""
            },
            {
                nameof(Delivery.Notice),
                $$"""{{Begin}}"ticketId":"{{Id}}","viewer":{{Ada}},"news":{{News}},"asker":{{Ada}},"isForOwnChat":true{{End}}"""
            },
            { nameof(Delivery.Redraw), $$"""{{Begin}}{{Update}},"isForOwnChat":false{{End}}""" },
            {
                nameof(Delivery.LookAgain),
                $$"""{{Begin}}{{Update}},"shown":{"ticketId":"{{Id}}","version":"8dc","state":"open"},"isForOwnChat":false{{End}}"""
            },
            {
                nameof(Delivery.Uncover),
                $$"""{{Begin}}{{Update}},"isForOwnChat":false{{End.Replace("\"uncovers\":false", "\"uncovers\":true", StringComparison.Ordinal)}}"""
            },
        };

    [Theory, MemberData(nameof(Rows))]
    public void A_stored_row_is_read_as_its_kind_and_written_unchanged(string kind, string row)
    {
        var delivery = StoredDelivery.Read(row);

        Assert.Equal((kind, "7F3K2Q", 2), (delivery.GetType().Name, delivery.Reference, delivery.Attempts));
        Assert.Equal(row, StoredDelivery.Write(delivery));
    }

    [Fact]
    public void Every_kind_of_delivery_is_tested()
    {
        var kinds = typeof(Delivery).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Delivery)) && type.IsSealed);

        Assert.Equal(kinds.Select(kind => kind.Name).ToHashSet(), Rows.Select(row => row.Data.Item1).ToHashSet());
    }

    [Fact]
    public void A_row_of_an_unknown_kind_is_refused() =>
        Assert.Throws<JsonException>(() => StoredDelivery.Read($$"""{{Begin}}"viewer":{{Ada}},"isForOwnChat":false{{End}}"""));
}
