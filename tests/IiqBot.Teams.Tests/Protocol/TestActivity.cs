using System.Text.Json.Nodes;

namespace IiqBot.Teams.Tests.Protocol;

/// <summary>An activity as Teams sends it, which a test can change.</summary>
public sealed class TestActivity
{
    public const string BotId = "28:11111111-1111-4111-8111-111111111111";
    public const string UserId = "29:user";
    public const string AadId = "44444444-4444-4444-8444-444444444444";

    public JsonObject Json { get; private init; } = [];

    public static TestActivity Message(string? text = "help", string conversationType = "personal") =>
        new()
        {
            Json = new JsonObject
            {
                ["type"] = "message",
                ["id"] = "1700000000001",
                ["timestamp"] = "2026-11-23T09:00:00Z",
                ["channelId"] = "msteams",
                ["serviceUrl"] = TeamsHost.ServiceUrl,
                ["locale"] = "en-US",
                ["text"] = text,
                ["textFormat"] = "plain",
                ["from"] = new JsonObject
                {
                    ["id"] = UserId,
                    ["name"] = "Ada Byron",
                    ["aadObjectId"] = AadId,
                },
                ["recipient"] = new JsonObject { ["id"] = BotId, ["name"] = "IiqBot" },
                ["conversation"] =
                    conversationType == "personal"
                        ? new JsonObject
                        {
                            ["id"] = "a:one",
                            ["conversationType"] = "personal",
                            ["tenantId"] = TeamsHost.Tenant,
                        }
                        : new JsonObject
                        {
                            ["id"] = conversationType == "channel" ? "19:chan@thread.tacv2;messageid=1699" : "19:group@thread.v2",
                            ["conversationType"] = conversationType,
                            ["isGroup"] = true,
                            ["tenantId"] = TeamsHost.Tenant,
                        },
                ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = TeamsHost.Tenant } },
            },
        };

    /// <summary>A message in a shared conversation that mentions the bot.</summary>
    public static TestActivity Mention(string text, string conversationType) =>
        Message($"<at>IiqBot</at> {text}", conversationType)
            .With(
                "entities",
                new JsonArray(
                    new JsonObject
                    {
                        ["type"] = "mention",
                        ["text"] = "<at>IiqBot</at>",
                        ["mentioned"] = new JsonObject { ["id"] = BotId, ["name"] = "IiqBot" },
                    }
                )
            );

    /// <summary>A message of another person, in their personal chat.</summary>
    public static TestActivity MessageOf(string person, string? text = "help") =>
        Message(text).With("conversation.id", $"a:{person}").With("from.id", $"29:{person}").With("from.aadObjectId", person);

    /// <summary>The same activity with the HTML that Teams attaches.</summary>
    public TestActivity WithHtml(string html) =>
        With("attachments", new JsonArray(new JsonObject { ["contentType"] = "text/html", ["content"] = html }));

    /// <summary>A press on a card.</summary>
    public static TestActivity Press(string verb, JsonObject? data = null, string conversationType = "personal")
    {
        data ??= [];
        data["_verb"] = verb;
        return Message(null, conversationType)
            .With("type", "invoke")
            .With("name", "adaptiveCard/action")
            .With("replyToId", "card-1")
            .With(
                "value",
                new JsonObject
                {
                    ["action"] = new JsonObject
                    {
                        ["type"] = "Action.Execute",
                        ["verb"] = verb,
                        ["data"] = data,
                    },
                    ["trigger"] = "manual",
                }
            );
    }

    public TestActivity With(string name, JsonNode? value)
    {
        var at = Json;
        var path = name.Split('.');
        foreach (var part in path[..^1])
            at = at[part]!.AsObject();
        if (value is null)
            at.Remove(path[^1]);
        else
            at[path[^1]] = value;
        return this;
    }

    public override string ToString() => Json.ToJsonString();
}
