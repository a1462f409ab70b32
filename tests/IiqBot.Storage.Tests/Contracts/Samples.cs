using IiqBot.Core.Durability;
using IiqBot.Core.Model;
using IiqBot.Storage.Tests.Databases;

namespace IiqBot.Storage.Tests.Contracts;

/// <summary>Sample records to store.</summary>
internal static class Samples
{
    public static readonly TheoryData<Kind> Everywhere = [Kind.Memory, Kind.Sqlite, Kind.PostgreSql];
    public static readonly TheoryData<Kind> Durable = [Kind.Sqlite, Kind.PostgreSql];

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static readonly Actor Ada = new("teams", "tenant", "29:ada") { DisplayName = "Ada", Locale = "en-US" };
    public static readonly Actor Ben = new("teams", "tenant", "29:ben");

    public static readonly ConversationAddress Chat = new("teams", "tenant", "a:ada", ConversationScope.OneToOne)
    {
        Route = "https://smba.example",
    };
    public static readonly ConversationAddress Channel = new("teams", "tenant", "19:channel", ConversationScope.Channel) { Thread = "1" };

    public static readonly Guid Ticket = Guid.Parse("11111111-1111-1111-1111-111111111111");

    public static WorkItem Item(this World world, Actor? actor = null) =>
        new(
            Guid.CreateVersion7(),
            new BotRequest
            {
                Id = Guid.NewGuid().ToString(),
                Kind = RequestKind.FormSubmission,
                Actor = actor ?? Ada,
                Conversation = Chat,
                Verb = "ticket.comment",
                Arguments = Arguments.Of("text", "It smells of smoke").With(TicketArguments.Ticket, Ticket),
                Text = "comment It smells of smoke",
            },
            "7F3K2Q",
            world.Time.GetUtcNow()
        );

    public static string[] Keys(this WorkItem item) => [$"key:{item.Request.Id}", $"form:{item.Request.Id}"];

    public static BotResponse Answer(string title = "Done") =>
        new BotResponse.ReplaceCard(
            new Card
            {
                Title = title,
                Summary = title,
                Body = [new CardElement.Paragraph("Commented.")],
                Ticket = new(Ticket, "8dc"),
            }
        );

    public static AuditEntry Audit(this World world, WorkItem item) =>
        new(
            world.Time.GetUtcNow(),
            new(Ada.Platform, Ada.Tenant, Ada.UserId),
            Guid.Parse("22222222-2222-2222-2222-222222222222"),
            "ticket.comment",
            Ticket,
            new(Chat.Platform, Chat.Tenant, Chat.Conversation, Chat.Scope),
            AuditOutcome.Done,
            item.Reference
        );

    public static Delivery.Post Delivery(this World world, string key, ConversationAddress? to = null) =>
        new(new Card { Title = key, Summary = key })
        {
            Key = key,
            To = to ?? Channel,
            Due = world.Time.GetUtcNow(),
            Asker = Ada,
            CreatedAt = world.Time.GetUtcNow(),
        };

    public static async Task<List<T>> ToListAsync<T>(this IAsyncEnumerable<T> all)
    {
        var list = new List<T>();
        await foreach (var one in all)
            list.Add(one);
        return list;
    }
}
