using System.Globalization;
using System.Text.Json.Nodes;
using IiqBot.FakeSlack;
using IiqBot.Fuzz.Tests.Running;

namespace IiqBot.Fuzz.Tests.Requests;

/// <summary>Requests of every kind that Slack sends to an app. A text that contains JSON is also mutated inside.</summary>
internal sealed class SlackRequests(World world, Mutator mutator, Random random)
{
    private const string Events = "/slack/events";
    private const string Interactions = "/slack/interactions";
    private const string Options = "/slack/options";

    // No request is a repeat of another, even if it is generated again.
    private static long _ts = 1_796_100_000_000_000;

    /// <summary>One of these requests.</summary>
    public Request Any()
    {
        var client = world.Slack.As(world.SlackPeople[random.Next(world.SlackPeople.Count)]);
        return random.Next(14) switch
        {
            < 3 => new("/slack/commands", Wrapping.Form, client.ComposeCommand(world.Channel, "/iiq", Lines.Any(random)).Payload),
            < 6 => Event(client, Said(client)),
            6 => Event(client, Other(client)),
            < 9 => new(Interactions, Wrapping.Payload, Pressed(client)),
            < 11 => new(Interactions, Wrapping.Payload, Submitted(client)),
            11 => new(Interactions, Wrapping.Payload, Shortcut(client)),
            12 => new(Options, Wrapping.Payload, Suggested(client)),
            _ => new(Events, Wrapping.Json, new JsonObject { ["type"] = "url_verification", ["challenge"] = Lines.Any(random) }),
        };
    }

    private Request Event(SlackClient client, JsonObject inner) =>
        new(
            Events,
            Wrapping.Json,
            world.Slack.ComposeEvent(inner, client.Person, world.Channel, (string?)inner["type"] == "message" ? "message.im" : null).Payload
        );

    private JsonObject Said(SlackClient client)
    {
        var isDirect = random.Next(2) == 0;
        var said = new JsonObject
        {
            ["type"] = isDirect ? "message" : "app_mention",
            ["user"] = client.Person.Id,
            ["ts"] = Ts(),
            ["team"] = world.Slack.Team.Id,
            ["channel"] = isDirect ? world.Slack.AddDirectMessage(client.Person).Id : world.Channel.Id,
            ["text"] = isDirect ? Lines.Any(random) : $"{world.Slack.Mention} {Lines.Any(random)}",
        };
        if (isDirect)
            said["channel_type"] = "im";
        if (random.Next(4) == 0)
        {
            said["subtype"] = "file_share";
            said["files"] = new JsonArray(
                new JsonObject
                {
                    ["id"] = "F0PIC00001",
                    ["name"] = "screen.png",
                    ["mimetype"] = "image/png",
                    ["url_private"] = "https://files.slack.com/x",
                }
            );
        }

        if (random.Next(4) == 0)
            said["attachments"] = new JsonArray(
                new JsonObject
                {
                    ["is_share"] = true,
                    ["text"] = "Smart board flickers",
                    ["title"] = "Alert",
                    ["fallback"] = "x",
                    ["from_url"] = "https://district.slack.com/archives/C0/p1",
                }
            );
        return said;
    }

    private JsonObject Other(SlackClient client) =>
        random.Next(3) switch
        {
            0 => new()
            {
                ["type"] = "app_home_opened",
                ["user"] = client.Person.Id,
                ["channel"] = "D0",
                ["tab"] = "home",
            },
            1 => new()
            {
                ["type"] = "reaction_added",
                ["user"] = client.Person.Id,
                ["reaction"] = "ticket",
                ["item_user"] = client.Person.Id,
                ["item"] = new JsonObject
                {
                    ["type"] = "message",
                    ["channel"] = world.Channel.Id,
                    ["ts"] = Ts(),
                },
            },
            _ => new()
            {
                ["type"] = "link_shared",
                ["user"] = client.Person.Id,
                ["channel"] = world.Channel.Id,
                ["message_ts"] = Ts(),
                ["unfurl_id"] = "u1",
                ["source"] = "conversations_history",
                ["links"] = new JsonArray(
                    new JsonObject
                    {
                        ["domain"] = "district.incidentiq.com",
                        ["url"] = $"https://district.incidentiq.com/agent/tickets/{Guid.NewGuid()}",
                    }
                ),
            },
        };

    private JsonObject Pressed(SlackClient client)
    {
        var payload = Common(client, "block_actions");
        payload["container"] = new JsonObject
        {
            ["type"] = "message",
            ["message_ts"] = Ts(),
            ["channel_id"] = world.Channel.Id,
            ["is_ephemeral"] = random.Next(2) == 0,
        };
        payload["channel"] = new JsonObject { ["id"] = world.Channel.Id, ["name"] = "help-desk" };
        payload["message"] = new JsonObject { ["ts"] = Ts(), ["text"] = "a card" };
        payload["actions"] = new JsonArray(
            random.Next(3) == 0
                ? new JsonObject
                {
                    ["type"] = "overflow",
                    ["action_id"] = "menu",
                    ["block_id"] = "b",
                    ["selected_option"] = new JsonObject { ["value"] = $"{Verb()}?ticket={Guid.NewGuid()}&seen=1" },
                }
                : new JsonObject
                {
                    ["type"] = "button",
                    ["action_id"] = Verb(),
                    ["block_id"] = "b",
                    ["value"] = mutator.Mutate(Arguments()),
                    ["action_ts"] = Ts(),
                }
        );
        return payload;
    }

    private JsonObject Submitted(SlackClient client)
    {
        var payload = Common(client, "view_submission");
        payload["view"] = View();
        return payload;
    }

    private JsonObject Suggested(SlackClient client)
    {
        var payload = Common(client, "block_suggestion");
        (payload["action_id"], payload["block_id"], payload["value"]) = (
            random.Next(2) == 0 ? "issues" : "people",
            "issue",
            Lines.Any(random)
        );
        payload["view"] = View();
        return payload;
    }

    private JsonObject Shortcut(SlackClient client)
    {
        var isOnMessage = random.Next(2) == 0;
        var payload = Common(client, isOnMessage ? "message_action" : "shortcut");
        payload["callback_id"] = Verb();
        if (!isOnMessage)
            return payload;
        payload["channel"] = new JsonObject { ["id"] = world.Channel.Id, ["name"] = "help-desk" };
        payload["message_ts"] = Ts();
        payload["message"] = Said(client);
        return payload;
    }

    private JsonObject View() =>
        new()
        {
            ["id"] = "V0000000001",
            ["type"] = "modal",
            ["callback_id"] = Verb(),
            ["hash"] = "1.abc",
            ["private_metadata"] = mutator.Mutate(
                new JsonObject
                {
                    ["route"] = new JsonObject
                    {
                        ["channel"] = world.Channel.Id,
                        ["thread"] = Ts(),
                        ["responseUrl"] = "https://hooks.slack.com/actions/T0/1/x",
                        ["at"] = 1_796_100_000,
                        ["preview"] = new JsonObject
                        {
                            ["url"] = null,
                            ["channel"] = "C0",
                            ["message"] = Ts(),
                        },
                    },
                    ["hidden"] = Arguments(),
                }
            ),
            ["state"] = new JsonObject
            {
                ["values"] = new JsonObject
                {
                    ["subject"] = new JsonObject
                    {
                        ["subject"] = new JsonObject { ["type"] = "plain_text_input", ["value"] = Lines.Any(random) },
                    },
                    ["issue"] = new JsonObject
                    {
                        ["issues"] = new JsonObject
                        {
                            ["type"] = "external_select",
                            ["selected_option"] = new JsonObject { ["value"] = Guid.NewGuid().ToString() },
                        },
                    },
                    ["due"] = new JsonObject
                    {
                        ["due"] = new JsonObject { ["type"] = "datepicker", ["selected_date"] = "2027-01-15" },
                    },
                },
            },
            ["blocks"] = new JsonArray(new JsonObject { ["type"] = "input", ["block_id"] = "subject" }),
        };

    private static JsonObject Arguments() =>
        new()
        {
            ["ticket"] = Guid.NewGuid().ToString(),
            ["number"] = "39181",
            ["text"] = "words",
            ["seen"] = "1",
            ["page"] = "2",
            ["_form"] = Guid.NewGuid().ToString(),
            ["requester"] = Guid.NewGuid().ToString(),
            ["author"] = "U0000000001",
            ["_draft"] = "x",
            ["_unfurl"] = "https://x.example",
        };

    private JsonObject Common(SlackClient client, string type)
    {
        var payload = (JsonObject)client.ComposeShortcut("file").Payload.DeepClone();
        (payload["type"], payload["trigger_id"]) = (type, Ts() + ".trigger");
        payload["response_url"] = $"{world.Slack.Url}actions/T0/1/x";
        return payload;
    }

    private string Verb() => Lines.Verbs[random.Next(Lines.Verbs.Count)];

    private static string Ts() => (Interlocked.Increment(ref _ts) / 1_000_000m).ToString("0.000000", CultureInfo.InvariantCulture);
}
