using System.Text.Json.Nodes;
using IiqBot.FakeConnector;
using IiqBot.Fuzz.Tests.Running;

namespace IiqBot.Fuzz.Tests.Requests;

/// <summary>Activities of every kind that Teams sends to a bot.</summary>
internal sealed class TeamsRequests(World world, Random random)
{
    private const string Path = "/api/messages";
    private static readonly string[] Datasets = ["issues", "people", "rooms", "locations", "assignees", "teams", "nothing"];

    /// <summary>One of these activities.</summary>
    public Request Any()
    {
        var chat = world.Chats[random.Next(world.Chats.Count)];
        return new(
            Path,
            Wrapping.Json,
            random.Next(12) switch
            {
                < 4 => Typed(chat),
                < 7 => Pressed(chat),
                < 9 => Searched(chat),
                9 => WithFiles(chat),
                10 => Submitted(chat),
                _ => Told(chat),
            }
        );
    }

    private JsonObject Compose(string type, FakeConversation chat) => world.Teams.Compose(type, chat, chat.Members[0]);

    private JsonObject Typed(FakeConversation chat)
    {
        var activity = Compose("message", chat);
        (activity["textFormat"], activity["text"]) = ("plain", Lines.Any(random));
        if (random.Next(3) != 0)
            return activity;
        activity["conversation"]!["conversationType"] = random.Next(2) == 0 ? "channel" : "groupChat";
        activity["text"] = $"<at>Help Desk</at> {Lines.Any(random)}";
        activity["entities"]!
            .AsArray()
            .Add(
                new JsonObject
                {
                    ["type"] = "mention",
                    ["text"] = "<at>Help Desk</at>",
                    ["mentioned"] = new JsonObject { ["id"] = activity["recipient"]!["id"]!.DeepClone(), ["name"] = "Help Desk" },
                }
            );
        return activity;
    }

    private JsonObject WithFiles(FakeConversation chat)
    {
        var activity = Typed(chat);
        activity["attachments"] = new JsonArray(
            new JsonObject
            {
                ["contentType"] = "application/vnd.microsoft.teams.file.download.info",
                ["name"] = "lamp.png",
                ["contentUrl"] = "https://district-my.sharepoint.com/lamp.png",
                ["content"] = new JsonObject
                {
                    ["downloadUrl"] = "https://district-my.sharepoint.com/d?t=1",
                    ["uniqueId"] = "1150D938",
                    ["fileType"] = "png",
                },
            },
            new JsonObject
            {
                ["contentType"] = "image/*",
                ["contentUrl"] = world.Teams.HttpsServiceUrl + "v3/attachments/1/views/original",
            },
            new JsonObject
            {
                ["contentType"] = "text/html",
                ["content"] =
                    """<div><p>words <a href="https://kb.example.org/1">here</a> <img itemtype="http://schema.skype.com/Emoji" alt="👍"></p><ul><li>one</li></ul></div>""",
            }
        );
        return activity;
    }

    private JsonObject Pressed(FakeConversation chat)
    {
        var activity = Compose("invoke", chat);
        activity["name"] = "adaptiveCard/action";
        activity["replyToId"] = "1700000000000";
        activity["value"] = new JsonObject
        {
            ["action"] = new JsonObject
            {
                ["type"] = "Action.Execute",
                ["id"] = "",
                ["verb"] = Lines.Verbs[random.Next(Lines.Verbs.Count)],
                ["data"] = Arguments(),
            },
            ["trigger"] = "manual",
        };
        return activity;
    }

    private JsonObject Submitted(FakeConversation chat)
    {
        var activity = Compose("message", chat);
        var data = Arguments();
        data["_verb"] = Lines.Verbs[random.Next(Lines.Verbs.Count)];
        activity["value"] = data;
        return activity;
    }

    private JsonObject Searched(FakeConversation chat)
    {
        var activity = Compose("invoke", chat);
        activity["name"] = "application/search";
        activity["value"] = new JsonObject
        {
            ["queryText"] = Lines.Any(random),
            ["queryOptions"] = new JsonObject { ["skip"] = 0, ["top"] = 15 },
            ["dataset"] = Datasets[random.Next(Datasets.Length)],
            ["data"] = Arguments(),
        };
        return activity;
    }

    private JsonObject Told(FakeConversation chat)
    {
        var type = random.Next(3) switch
        {
            0 => "conversationUpdate",
            1 => "installationUpdate",
            _ => "messageReaction",
        };
        var activity = Compose(type, chat);
        activity["action"] = "add";
        activity["membersAdded"] = new JsonArray(new JsonObject { ["id"] = activity["recipient"]!["id"]!.DeepClone() });
        activity["reactionsAdded"] = new JsonArray(new JsonObject { ["type"] = "like" });
        return activity;
    }

    private JsonObject Arguments() =>
        new()
        {
            ["ticket"] = Guid.NewGuid().ToString(),
            ["number"] = "39181",
            ["text"] = Lines.Any(random),
            ["seen"] = "1",
            ["page"] = "2",
            ["_form"] = Guid.NewGuid().ToString(),
            ["subject"] = "Projector",
            ["issue"] = Guid.NewGuid().ToString(),
            ["requester"] = Guid.NewGuid().ToString(),
            ["author"] = "29:someone",
        };
}
