using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using IiqBot.Core.Model;
using IiqBot.FakeSlack;

namespace IiqBot.Slack.Tests.Protocol;

/// <summary>What an attacker or a broken sender might try: nothing gets in, and nothing causes a server error.</summary>
public sealed class AttackTests : IAsyncLifetime
{
    private const string Form = "application/x-www-form-urlencoded";
    private const string Team = "T0DISTRICT1";

    private BotUnderSlack _bot = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static readonly Dictionary<string, SlackSignature> BadSignatures = new(StringComparer.Ordinal)
    {
        ["none at all"] = SlackSignature.None,
        ["no signature"] = new() { OmitSignature = true },
        ["no timestamp"] = new() { OmitTimestamp = true },
        ["another secret"] = new() { Secret = "another-secret-of-somebody" },
        ["an empty secret"] = new() { Secret = "" },
        ["five minutes and a second old"] = new() { Age = TimeSpan.FromSeconds(301) },
        ["an hour old"] = new() { Age = TimeSpan.FromHours(1) },
        ["years old"] = new() { Timestamp = "1531420618" },
        ["from the future"] = new() { Age = TimeSpan.FromSeconds(-301) },
        ["from next year"] = new() { Age = TimeSpan.FromDays(-365) },
        // Each of these is the current time of the fake's clock, 1795424400, in a form that Slack never writes.
        ["a timestamp with a sign"] = new() { Timestamp = "+1795424400" },
        ["a negative timestamp"] = new() { Timestamp = "-1" },
        ["a timestamp in hex"] = new() { Timestamp = "0x6b040090" },
        ["a timestamp in hex without a prefix"] = new() { Timestamp = "6b040090" },
        ["a timestamp in exponents"] = new() { Timestamp = "17954244e2" },
        ["a timestamp with a fraction"] = new() { Timestamp = "1795424400.0" },
        ["a timestamp with thousands"] = new() { Timestamp = "1795424,400" },
        ["a timestamp with spaces inside"] = new() { Timestamp = "17954 24400" },
        ["a timestamp in milliseconds"] = new() { Timestamp = "1795424400000" },
        ["a timestamp beyond all numbers"] = new() { Timestamp = "99999999999999999999999999" },
        ["a timestamp that is no number"] = new() { Timestamp = "now" },
        ["a signature that is cut short"] = new() { Change = s => s[..^1] },
        ["a signature that is too long"] = new() { Change = s => s + "0" },
        ["a signature with its first half"] = new() { Change = s => s[..35] },
        ["a signature in capitals"] = new() { Change = s => "v0=" + s[3..].ToUpperInvariant() },
        ["another version"] = new() { Change = s => "v1=" + s[3..] },
        ["a capital version"] = new() { Change = s => "V0=" + s[3..] },
        ["no version"] = new() { Change = s => s[3..] },
        ["in base64"] = new() { Change = s => "v0=" + Convert.ToBase64String(Convert.FromHexString(s[3..])) },
        ["one bit flipped"] = new() { Change = s => s[..^1] + (s[^1] == '0' ? '1' : '0') },
        ["all zeros"] = new() { Change = _ => "v0=" + new string('0', 64) },
        ["only the version"] = new() { Change = _ => "v0=" },
        ["twice"] = new() { Change = s => s + "," + s },
        ["with a space before"] = new() { Change = s => "v0= " + s[4..] },
        ["for another body"] = new() { Tamper = body => body + "&text=close+all" },
        ["for a shorter body"] = new() { Tamper = body => body[..^1] },
        ["for the body in another encoding"] = new() { Tamper = body => body.Replace("%2F", "/", StringComparison.Ordinal) },
        ["for the body with plus for space"] = new() { Tamper = body => body.Replace("+", "%20", StringComparison.Ordinal) },
    };

    private static readonly Dictionary<string, (SlackEndpoint Endpoint, string ContentType, string Body, HttpStatusCode Status)> BadBodies =
        new(StringComparer.Ordinal)
        {
            ["a command as JSON"] = (
                SlackEndpoint.Commands,
                "application/json",
                """{"command":"/iiq"}""",
                HttpStatusCode.UnsupportedMediaType
            ),
            ["a command as text"] = (SlackEndpoint.Commands, "text/plain", "command=%2Fiiq", HttpStatusCode.UnsupportedMediaType),
            ["a command in parts"] = (
                SlackEndpoint.Commands,
                "multipart/form-data; boundary=x",
                "--x--",
                HttpStatusCode.UnsupportedMediaType
            ),
            ["a command without fields"] = (SlackEndpoint.Commands, Form, "", HttpStatusCode.BadRequest),
            ["a command without a person"] = (
                SlackEndpoint.Commands,
                Form,
                $"command=%2Fiiq&team_id={Team}&trigger_id=1",
                HttpStatusCode.BadRequest
            ),
            ["a command without a trigger"] = (
                SlackEndpoint.Commands,
                Form,
                $"command=%2Fiiq&team_id={Team}&user_id=U1",
                HttpStatusCode.BadRequest
            ),
            ["a command with two persons"] = (
                SlackEndpoint.Commands,
                Form,
                $"command=%2Fiiq&team_id={Team}&user_id=U1&user_id=U2&trigger_id=1",
                HttpStatusCode.BadRequest
            ),
            ["a command with two teams"] = (
                SlackEndpoint.Commands,
                Form,
                $"command=%2Fiiq&team_id={Team}&team_id=T2&user_id=U1&trigger_id=1",
                HttpStatusCode.BadRequest
            ),
            ["a command with a thousand fields"] = (
                SlackEndpoint.Commands,
                Form,
                string.Join('&', Enumerable.Range(0, 1000).Select(i => $"f{i}=1")),
                HttpStatusCode.BadRequest
            ),
            ["a command of another workspace"] = (
                SlackEndpoint.Commands,
                Form,
                "command=%2Fiiq&team_id=T0ATTACKER&user_id=U1&trigger_id=1",
                HttpStatusCode.Forbidden
            ),
            ["a command of an organization that is not listed"] = (
                SlackEndpoint.Commands,
                Form,
                "command=%2Fiiq&team_id=T0ATTACKER&enterprise_id=E0ATTACKER&user_id=U1&trigger_id=1",
                HttpStatusCode.Forbidden
            ),
            ["a command of a workspace in small letters"] = (
                SlackEndpoint.Commands,
                Form,
                "command=%2Fiiq&team_id=t0district1&user_id=U1&trigger_id=1",
                HttpStatusCode.Forbidden
            ),
            ["an interaction without a payload"] = (SlackEndpoint.Interactions, Form, "a=b", HttpStatusCode.BadRequest),
            ["an interaction with two payloads"] = (
                SlackEndpoint.Interactions,
                Form,
                "payload=%7B%7D&payload=%7B%7D",
                HttpStatusCode.BadRequest
            ),
            ["an interaction that is no JSON"] = (SlackEndpoint.Interactions, Form, "payload=%7B", HttpStatusCode.BadRequest),
            ["an interaction that is a list"] = (SlackEndpoint.Interactions, Form, "payload=%5B%5D", HttpStatusCode.BadRequest),
            ["an interaction that is null"] = (SlackEndpoint.Interactions, Form, "payload=null", HttpStatusCode.BadRequest),
            ["an interaction without a type"] = (
                SlackEndpoint.Interactions,
                Form,
                Payload("""{"team":{"id":"T0DISTRICT1"},"user":{"id":"U1"}}"""),
                HttpStatusCode.BadRequest
            ),
            ["an interaction without a person"] = (
                SlackEndpoint.Interactions,
                Form,
                Payload("""{"type":"block_actions","team":{"id":"T0DISTRICT1"}}"""),
                HttpStatusCode.BadRequest
            ),
            ["an interaction whose person is a number"] = (
                SlackEndpoint.Interactions,
                Form,
                Payload("""{"type":"block_actions","team":{"id":"T0DISTRICT1"},"user":{"id":5}}"""),
                HttpStatusCode.BadRequest
            ),
            ["an interaction of no workspace"] = (
                SlackEndpoint.Interactions,
                Form,
                Payload("""{"type":"block_actions","user":{"id":"U1"}}"""),
                HttpStatusCode.Forbidden
            ),
            ["an interaction whose workspace is a list"] = (
                SlackEndpoint.Interactions,
                Form,
                Payload("""{"type":"block_actions","team":["T0DISTRICT1"],"user":{"id":"U1"}}"""),
                HttpStatusCode.Forbidden
            ),
            ["an interaction of another workspace"] = (
                SlackEndpoint.Interactions,
                Form,
                Payload("""{"type":"block_actions","team":{"id":"T0ATTACKER"},"user":{"id":"U1","team_id":"T0DISTRICT1"}}"""),
                HttpStatusCode.Forbidden
            ),
            ["a form of another workspace"] = (
                SlackEndpoint.Interactions,
                Form,
                Payload("""{"type":"view_submission","team":{"id":"T0ATTACKER"},"user":{"id":"U1"},"view":{}}"""),
                HttpStatusCode.Forbidden
            ),
            ["a form without a view"] = (
                SlackEndpoint.Interactions,
                Form,
                Payload("""{"type":"view_submission","team":{"id":"T0DISTRICT1"},"user":{"id":"U1"},"trigger_id":"1"}"""),
                HttpStatusCode.BadRequest
            ),
            ["a form without a verb"] = (
                SlackEndpoint.Interactions,
                Form,
                Payload(
                    """{"type":"view_submission","team":{"id":"T0DISTRICT1"},"user":{"id":"U1"},"trigger_id":"1","view":{"id":"V1"}}"""
                ),
                HttpStatusCode.BadRequest
            ),
            ["a shortcut without a verb"] = (
                SlackEndpoint.Interactions,
                Form,
                Payload("""{"type":"shortcut","team":{"id":"T0DISTRICT1"},"user":{"id":"U1"},"trigger_id":"1"}"""),
                HttpStatusCode.BadRequest
            ),
            ["JSON that is a thousand deep"] = (
                SlackEndpoint.Interactions,
                Form,
                Payload(string.Concat(Enumerable.Repeat("""{"a":""", 1000)) + "1" + new string('}', 1000)),
                HttpStatusCode.BadRequest
            ),
            ["JSON with something behind it"] = (
                SlackEndpoint.Interactions,
                Form,
                Payload("""{"type":"block_actions"} {}"""),
                HttpStatusCode.BadRequest
            ),
            ["JSON with a comment"] = (
                SlackEndpoint.Interactions,
                Form,
                Payload("""{"type":/**/"block_actions"}"""),
                HttpStatusCode.BadRequest
            ),
            ["options of another workspace"] = (
                SlackEndpoint.Options,
                Form,
                Payload("""{"type":"block_suggestion","team":{"id":"T0ATTACKER"},"user":{"id":"U1"},"action_id":"issues"}"""),
                HttpStatusCode.Forbidden
            ),
            ["options without a source"] = (
                SlackEndpoint.Options,
                Form,
                Payload("""{"type":"block_suggestion","team":{"id":"T0DISTRICT1"},"user":{"id":"U1"}}"""),
                HttpStatusCode.BadRequest
            ),
            ["an event as a form"] = (SlackEndpoint.Events, Form, "payload=%7B%7D", HttpStatusCode.UnsupportedMediaType),
            ["an event as text"] = (SlackEndpoint.Events, "text/plain", "{}", HttpStatusCode.UnsupportedMediaType),
            ["an event that is no JSON"] = (SlackEndpoint.Events, "application/json", "{", HttpStatusCode.BadRequest),
            ["an event that is a list"] = (SlackEndpoint.Events, "application/json", "[]", HttpStatusCode.BadRequest),
            ["an event without a type"] = (SlackEndpoint.Events, "application/json", "{}", HttpStatusCode.BadRequest),
            ["an event of another workspace"] = (
                SlackEndpoint.Events,
                "application/json",
                """{"type":"event_callback","team_id":"T0ATTACKER","event_id":"E1","event":{"type":"app_mention","user":"U1","channel":"C1","text":"help"}}""",
                HttpStatusCode.Forbidden
            ),
            ["an event for another installation"] = (
                SlackEndpoint.Events,
                "application/json",
                """{"type":"event_callback","team_id":"T0DISTRICT1","authorizations":[{"team_id":"T0ATTACKER"}],"event_id":"E1","event":{"type":"app_mention","user":"U1","channel":"C1","text":"help"}}""",
                HttpStatusCode.Forbidden
            ),
            ["an uninstallation of another workspace"] = (
                SlackEndpoint.Events,
                "application/json",
                """{"type":"event_callback","team_id":"T0ATTACKER","event_id":"E1","event":{"type":"app_uninstalled"}}""",
                HttpStatusCode.Forbidden
            ),
            ["an event without an id"] = (
                SlackEndpoint.Events,
                "application/json",
                """{"type":"event_callback","team_id":"T0DISTRICT1","event":{"type":"app_mention","user":"U1","channel":"C1"}}""",
                HttpStatusCode.BadRequest
            ),
            ["an event without its event"] = (
                SlackEndpoint.Events,
                "application/json",
                """{"type":"event_callback","team_id":"T0DISTRICT1","event_id":"E1","event":7}""",
                HttpStatusCode.BadRequest
            ),
            ["a challenge without a challenge"] = (
                SlackEndpoint.Events,
                "application/json",
                """{"type":"url_verification"}""",
                HttpStatusCode.BadRequest
            ),
            ["half a character as the id of a button"] = (
                SlackEndpoint.Interactions,
                Form,
                Payload(
                    """{"type":"block_actions","team":{"id":"T0DISTRICT1"},"user":{"id":"U1"},"actions":[{"type":"button","action_id":"\ud800"}]}"""
                ),
                HttpStatusCode.BadRequest
            ),
            ["half a character as a name"] = (
                SlackEndpoint.Interactions,
                Form,
                Payload("""{"\ud800":1,"type":"block_actions","team":{"id":"T0DISTRICT1"},"user":{"id":"U1"},"actions":[]}"""),
                HttpStatusCode.BadRequest
            ),
            ["half a character as a name inside"] = (
                SlackEndpoint.Interactions,
                Form,
                Payload("""{"type":"block_actions","team":{"\uDFFF":1,"id":"T0DISTRICT1"},"user":{"id":"U1"},"actions":[]}"""),
                HttpStatusCode.BadRequest
            ),
            ["half a character in the state of a form"] = (
                SlackEndpoint.Interactions,
                Form,
                Payload(
                    """{"type":"view_submission","team":{"id":"T0DISTRICT1"},"user":{"id":"U1"},"trigger_id":"1","view":{"callback_id":"ticket.file","state":{"values":{"\ud800":{"a":{"value":"x"}}}}}}"""
                ),
                HttpStatusCode.BadRequest
            ),
            ["half a character in an answer of a form"] = (
                SlackEndpoint.Interactions,
                Form,
                Payload(
                    """{"type":"view_submission","team":{"id":"T0DISTRICT1"},"user":{"id":"U1"},"trigger_id":"1","view":{"callback_id":"ticket.file","state":{"values":{"b":{"a":{"value":"x\ud83d"}}}}}}"""
                ),
                HttpStatusCode.BadRequest
            ),
            ["half a character in an event"] = (
                SlackEndpoint.Events,
                "application/json",
                """{"type":"event_callback","team_id":"T0DISTRICT1","event_id":"E1","event":{"type":"app_mention","user":"U1","channel":"C1","text":"\udc00 help"}}""",
                HttpStatusCode.BadRequest
            ),
            ["half a character as a name in options"] = (
                SlackEndpoint.Options,
                Form,
                Payload(
                    """{"type":"block_suggestion","team":{"id":"T0DISTRICT1"},"user":{"id":"U1"},"action_id":"issues","value":"a","view":{"\ud800":1}}"""
                ),
                HttpStatusCode.BadRequest
            ),
            ["bytes that are no text"] = (SlackEndpoint.Events, "application/json", "\u0000\u0001", HttpStatusCode.BadRequest),
        };

    private static readonly Dictionary<string, (SlackEndpoint Endpoint, string Body)> Calm = new(StringComparer.Ordinal)
    {
        ["an unknown interaction"] = (
            SlackEndpoint.Interactions,
            """{"type":"new_thing","team":{"id":"T0DISTRICT1"},"user":{"id":"U1"}}"""
        ),
        ["a view that was closed"] = (
            SlackEndpoint.Interactions,
            """{"type":"view_closed","team":{"id":"T0DISTRICT1"},"user":{"id":"U1"}}"""
        ),
        ["a press on nothing"] = (
            SlackEndpoint.Interactions,
            """{"type":"block_actions","team":{"id":"T0DISTRICT1"},"user":{"id":"U1"},"actions":[]}"""
        ),
        ["a press whose actions are a text"] = (
            SlackEndpoint.Interactions,
            """{"type":"block_actions","team":{"id":"T0DISTRICT1"},"user":{"id":"U1"},"actions":"all"}"""
        ),
        ["a press on an unknown element"] = (
            SlackEndpoint.Interactions,
            """{"type":"block_actions","team":{"id":"T0DISTRICT1"},"user":{"id":"U1"},"actions":[{"type":"hologram","action_id":"x"}]}"""
        ),
        ["a press on a link"] = (
            SlackEndpoint.Interactions,
            """{"type":"block_actions","team":{"id":"T0DISTRICT1"},"user":{"id":"U1"},"actions":[{"type":"button","action_id":"link#2"}]}"""
        ),
        ["an unknown event"] = (
            SlackEndpoint.Events,
            """{"type":"event_callback","team_id":"T0DISTRICT1","event_id":"E1","event":{"type":"planet_renamed"}}"""
        ),
        ["an unknown outer type"] = (SlackEndpoint.Events, """{"type":"news","team_id":"T0DISTRICT1"}"""),
        ["an event of a bot"] = (
            SlackEndpoint.Events,
            """{"type":"event_callback","team_id":"T0DISTRICT1","event_id":"E2","event":{"type":"message","channel_type":"im","channel":"D1","user":"U1","bot_id":"B1","text":"help"}}"""
        ),
        ["an edited message"] = (
            SlackEndpoint.Events,
            """{"type":"event_callback","team_id":"T0DISTRICT1","event_id":"E3","event":{"type":"message","channel_type":"im","channel":"D1","subtype":"message_changed"}}"""
        ),
        ["a message in a channel"] = (
            SlackEndpoint.Events,
            """{"type":"event_callback","team_id":"T0DISTRICT1","event_id":"E4","event":{"type":"message","channel_type":"channel","channel":"C1","user":"U1","text":"help"}}"""
        ),
        ["too many events"] = (SlackEndpoint.Events, """{"type":"app_rate_limited","team_id":"T0DISTRICT1","minute_rate_limited":1}"""),
        ["a reaction to a file"] = (
            SlackEndpoint.Events,
            """{"type":"event_callback","team_id":"T0DISTRICT1","event_id":"E5","event":{"type":"reaction_added","reaction":"ticket","user":"U1","item":{"type":"file","file":"F1"}}}"""
        ),
    };

    public static TheoryData<string> SignatureNames => [.. BadSignatures.Keys];

    public static TheoryData<string> BodyNames => [.. BadBodies.Keys];

    public static TheoryData<string> CalmNames => [.. Calm.Keys];

    public async ValueTask InitializeAsync() => _bot = await BotUnderSlack.StartAsync();

    public ValueTask DisposeAsync() => _bot.DisposeAsync();

    [Theory, MemberData(nameof(SignatureNames))]
    public async Task A_request_with_a_wrong_signature_is_refused(string name)
    {
        var request = _bot.Client.ComposeCommand(_bot.Channel, BotUnderSlack.Command, "close 12 with/ some text");

        var answer = await _bot.Slack.RawAsync(request, BadSignatures[name], Cancel);

        Assert.Equal((HttpStatusCode.Unauthorized, ""), (answer.Status, answer.Body));
        Assert.Empty(_bot.Dispatcher.Asked);
    }

    [Theory]
    [InlineData(299)]
    [InlineData(-299)]
    public async Task A_signature_within_five_minutes_is_accepted(int seconds)
    {
        var request = _bot.Client.ComposeCommand(_bot.Channel, BotUnderSlack.Command, "help");

        Assert.Equal(
            HttpStatusCode.OK,
            (await _bot.Slack.RawAsync(request, new SlackSignature { Age = TimeSpan.FromSeconds(seconds) }, Cancel)).Status
        );
    }

    [Theory]
    [InlineData("X-Slack-Signature")]
    [InlineData("X-Slack-Request-Timestamp")]
    public async Task A_signature_header_sent_twice_is_refused(string header)
    {
        var body = Encoding.UTF8.GetBytes("command=%2Fiiq");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/slack/commands")
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new(Form) } },
        };
        foreach (var (name, value) in _bot.Slack.Sign(body))
            request.Headers.Add(name, value);
        request.Headers.Add(header, _bot.Slack.Sign(body)[header]);

        using var answer = await _bot.Http.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory, MemberData(nameof(BodyNames))]
    public async Task A_malformed_body_is_refused(string name)
    {
        var (endpoint, type, body, status) = BadBodies[name];

        Assert.Equal(status, await PostAsync(endpoint, type, Encoding.UTF8.GetBytes(body)));
        Assert.Empty(_bot.Dispatcher.Asked);
        Assert.Empty(_bot.Dispatcher.Searches);
    }

    [Theory, MemberData(nameof(BodyNames))]
    public async Task A_malformed_body_without_a_signature_is_refused_unread(string name)
    {
        var (endpoint, type, body, _) = BadBodies[name];

        using var answer = await _bot.Slack.RawAsync(endpoint, Encoding.UTF8.GetBytes(body), type, cancellationToken: Cancel);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory, MemberData(nameof(CalmNames))]
    public async Task Unknown_types_are_acknowledged_and_ignored(string name)
    {
        var (endpoint, json) = Calm[name];
        var (type, body) = endpoint == SlackEndpoint.Events ? ("application/json", json) : (Form, Payload(json));

        Assert.Equal(HttpStatusCode.OK, await PostAsync(endpoint, type, Encoding.UTF8.GetBytes(body)));
        Assert.Empty(_bot.Dispatcher.Asked);
    }

    [Theory]
    [InlineData(SlackEndpoint.Commands, Form)]
    [InlineData(SlackEndpoint.Interactions, Form)]
    [InlineData(SlackEndpoint.Options, Form)]
    [InlineData(SlackEndpoint.Events, "application/json")]
    public async Task A_body_that_is_too_large_is_refused(SlackEndpoint endpoint, string type) =>
        Assert.Equal(
            HttpStatusCode.RequestEntityTooLarge,
            await PostAsync(endpoint, type, Encoding.UTF8.GetBytes(new string('a', 256 * 1024 + 1)))
        );

    [Fact]
    public async Task A_body_without_a_length_that_is_too_large_is_refused()
    {
        using var content = new StreamContent(new MemoryStream(new byte[400_000]));
        content.Headers.ContentType = new(Form);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/slack/commands") { Content = content };
        foreach (var (name, value) in _bot.Slack.Sign(new byte[400_000]))
            request.Headers.Add(name, value);
        request.Headers.TransferEncodingChunked = true;

        using var answer = await _bot.Http.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Theory]
    [InlineData(SlackEndpoint.Commands, Form, "command=%2Fiiq&team_id=T0DISTRICT1&user_id=U1&trigger_id=1&text=")]
    [InlineData(SlackEndpoint.Interactions, Form, "payload=")]
    [InlineData(SlackEndpoint.Events, "application/json", """{"type":"url_verification","challenge":"a","x":" """)]
    public async Task Invalid_UTF8_is_refused(SlackEndpoint endpoint, string type, string before)
    {
        var end = endpoint == SlackEndpoint.Events ? "\"}"u8 : ""u8;

        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(endpoint, type, [.. Encoding.UTF8.GetBytes(before), 0xFF, .. end]));
        Assert.Empty(_bot.Dispatcher.Asked);
    }

    [Fact]
    public async Task A_character_escaped_as_a_surrogate_pair_is_read()
    {
        _bot.Dispatcher.Answer(new BotResponse.Silent());
        var body = Encoding.UTF8.GetBytes(
            """{"type":"event_callback","team_id":"T0DISTRICT1","event_id":"E1","event":{"type":"app_mention","user":"U1","channel":"C1","ts":"1.2","text":"note \ud83c\udf89 \\ud800"}}"""
        );

        Assert.Equal(HttpStatusCode.OK, await PostAsync(SlackEndpoint.Events, "application/json", body));
        Assert.Equal("note 🎉 \\ud800", Assert.Single(_bot.Dispatcher.Asked).Text);
    }

    [Fact]
    public async Task Ids_as_long_as_a_body_are_refused_before_any_work()
    {
        var endless = new string('U', 100_000);
        var command = _bot.Client.ComposeCommand(_bot.Channel, BotUnderSlack.Command, "mine");
        command.Payload["user_id"] = endless;
        var press = $$$"""{"type":"view_submission","team":{"id":"T0DISTRICT1"},"user":{"id":"{{{endless}}}"},"view":{}}""";
        var mention = $$$"""
            {"type":"event_callback","team_id":"T0DISTRICT1","event_id":"E1","event":{"type":"app_mention","user":"{{{endless}}}","channel":"C1","ts":"1.2","text":"mine"}}
            """;

        HttpStatusCode[] answers =
        [
            (await _bot.Slack.RawAsync(command, SlackSignature.Valid, Cancel)).Status,
            await PostAsync(SlackEndpoint.Interactions, Form, Encoding.UTF8.GetBytes($"payload={Uri.EscapeDataString(press)}")),
            await PostAsync(SlackEndpoint.Events, "application/json", Encoding.UTF8.GetBytes(mention)),
        ];

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.BadRequest, answer));
        Assert.Empty(_bot.Dispatcher.Asked);
    }

    [Fact]
    public async Task A_long_file_name_in_another_script_is_accepted()
    {
        _bot.Dispatcher.Answer(new BotResponse.Silent());
        var name = string.Concat(Enumerable.Repeat(@"\u0436", 255));
        var mention = $$$"""
            {"type":"event_callback","team_id":"T0DISTRICT1","event_id":"E1","event":
            {"type":"app_mention","user":"U1","channel":"C1","ts":"1.2","text":"mine","files":[{"id":"F1","name":"{{{name}}}"}]}}
            """;

        Assert.Equal(HttpStatusCode.OK, await PostAsync(SlackEndpoint.Events, "application/json", Encoding.UTF8.GetBytes(mention)));
        Assert.Single(_bot.Dispatcher.Asked);
    }

    [Fact]
    public async Task A_replay_within_the_five_minutes_has_no_second_effect()
    {
        var request = _bot.Client.ComposeCommand(_bot.Channel, BotUnderSlack.Command, "close 12");
        var first = await _bot.Slack.RawAsync(request, SlackSignature.Valid, Cancel);

        var second = await _bot.Slack.RawAsync(request, SlackSignature.Valid, Cancel);

        Assert.NotEmpty(first.Body);
        Assert.Equal((HttpStatusCode.OK, ""), (second.Status, second.Body));
        Assert.Single(_bot.Dispatcher.Asked);
    }

    [Theory]
    [InlineData("""{"ticket":"../../etc/passwd","seen":"<script>"}""")]
    [InlineData("""{"ticket":{"$ne":null}}""")]
    [InlineData("""{"role":"administrator","ticket":"12"}""")]
    [InlineData("""[1,2]""")]
    [InlineData("not json")]
    [InlineData("""{"ticket":"\ud800"}""")]
    [InlineData("""{"\ud800":"12"}""")]
    [InlineData("""{"ticket":"12","\udfff":{}}""")]
    public async Task A_forged_button_value_can_only_carry_argument_names_and_texts(string value)
    {
        var payload = new JsonObject
        {
            ["type"] = "block_actions",
            ["team"] = new JsonObject { ["id"] = Team },
            ["user"] = new JsonObject { ["id"] = _bot.Ada.Id },
            ["trigger_id"] = "1.2.3",
            ["container"] = new JsonObject
            {
                ["type"] = "message",
                ["channel_id"] = _bot.Channel.Id,
                ["message_ts"] = "1.2",
            },
            ["channel"] = new JsonObject { ["id"] = _bot.Channel.Id },
            ["response_url"] = "https://evil.example/steal",
            ["actions"] = new JsonArray(
                new JsonObject
                {
                    ["type"] = "button",
                    ["action_id"] = "ticket.take",
                    ["value"] = value,
                }
            ),
        };

        Assert.Equal(
            HttpStatusCode.OK,
            await PostAsync(SlackEndpoint.Interactions, Form, Encoding.UTF8.GetBytes(Payload(payload.ToJsonString())))
        );

        var request = Assert.Single(_bot.Dispatcher.Asked);
        Assert.Equal((_bot.Ada.Id, ConversationScope.Channel), (request.Actor.UserId, request.Conversation.Scope));
        await _bot.Dispatcher.NextShownAsync();
        Assert.DoesNotContain(_bot.Slack.Calls, call => call.Method == "elsewhere");
    }

    [Theory]
    [InlineData("""{"route":{"channel":"C0OTHER","isEphemeral":"yes"}}""")]
    [InlineData("""{"route":null,"hidden":{"ticket":null}}""")]
    [InlineData("[]")]
    [InlineData("{{{{")]
    [InlineData("""{"\ud800":1,"route":{"channel":"\ud800"}}""")]
    [InlineData("""{"route":{},"hidden":{"\ud800":"\udfff"}}""")]
    public async Task Forged_form_metadata_is_ignored(string metadata)
    {
        _bot.Dispatcher.Answer(new BotResponse.Silent());
        var payload = new JsonObject
        {
            ["type"] = "view_submission",
            ["team"] = new JsonObject { ["id"] = Team },
            ["user"] = new JsonObject { ["id"] = _bot.Ada.Id },
            ["trigger_id"] = "1.2.3",
            ["view"] = new JsonObject
            {
                ["id"] = "V1",
                ["callback_id"] = "ticket.file",
                ["private_metadata"] = metadata,
                ["state"] = new JsonObject { ["values"] = new JsonArray() },
            },
        };

        Assert.Equal(
            HttpStatusCode.OK,
            await PostAsync(SlackEndpoint.Interactions, Form, Encoding.UTF8.GetBytes(Payload(payload.ToJsonString())))
        );
        Assert.Equal(ConversationScope.OneToOne, Assert.Single(_bot.Dispatcher.Asked).Conversation.Scope);
    }

    [Fact]
    public async Task An_answer_never_goes_to_a_response_url_outside_Slack()
    {
        var late = _bot.Dispatcher.AnswerLate();
        var request = _bot.Client.ComposeCommand(_bot.Chat, BotUnderSlack.Command, "mine");
        request.Payload["response_url"] = _bot.Slack.ElsewhereUrl.AbsoluteUri;
        await _bot.Dispatcher.PassTimeUntilAsync(_bot.Slack.RawAsync(request, SlackSignature.Valid, Cancel));

        late.SetResult(new BotResponse.Reply(BotUnderSlack.Card("Private")));

        Assert.Contains("Private", (await _bot.NextMessageAsync(_bot.Chat)).Words, StringComparison.Ordinal);
        Assert.DoesNotContain(_bot.Slack.Calls, call => call.Method == "elsewhere");
    }

    private async Task<HttpStatusCode> PostAsync(SlackEndpoint endpoint, string contentType, byte[] body)
    {
        using var answer = await _bot.Slack.RawAsync(endpoint, body, contentType, _bot.Slack.Sign(body), Cancel);
        return answer.StatusCode;
    }

    private static string Payload(string json) => "payload=" + Uri.EscapeDataString(json);
}
