using System.Text.Json;
using IiqBot.Core.Model;
using IiqBot.Slack.Inbound;

namespace IiqBot.Slack.Turns;

/// <summary>A request on its way through the adapter.</summary>
/// <param name="Request">The request.</param>
/// <param name="Route">How to answer it.</param>
internal sealed record SlackTurn(BotRequest Request, ReplyRoute Route)
{
    /// <summary>The <c>trigger_id</c>, which opens one view within three seconds; null when there is none.</summary>
    public string? Trigger { get; init; }

    /// <summary>When the request came, as a timestamp of the time provider.</summary>
    public long Received { get; init; }

    /// <summary>The workspace.</summary>
    public string Team => Request.Actor.Tenant;

    /// <summary>The person.</summary>
    public string User => Request.Actor.UserId;

    /// <summary>Where it came from.</summary>
    public ConversationAddress Conversation => Request.Conversation;

    /// <summary>Whether the request submits a form.</summary>
    public bool IsSubmission => Request.Kind == RequestKind.FormSubmission;

    /// <summary>The person's own conversation with the bot.</summary>
    public ConversationAddress Personal => Addresses.Personal(Team, User);

    /// <summary>A turn for a stored request, long after its acknowledgement.</summary>
    public static SlackTurn Stored(BotRequest request) => new(request, ReplyRoute.Read(request.ReplyRoute));

    /// <summary>A turn for a new request.</summary>
    /// <param name="id">The request's id. It stays the same when Slack resends the request.</param>
    /// <param name="kind">The kind of request.</param>
    /// <param name="actor">Who made it.</param>
    /// <param name="route">How to answer it.</param>
    /// <param name="time">The clock.</param>
    public static SlackTurn Of(string id, RequestKind kind, Actor actor, ReplyRoute route, TimeProvider time)
    {
        route = route with { At = route.At == 0 ? time.GetUtcNow().ToUnixTimeSeconds() : route.At };
        var request = new BotRequest
        {
            Id = id,
            Kind = kind,
            Actor = actor,
            Conversation = Addresses.Of(actor.Tenant, actor.UserId, route),
            MessageId = route.IsEphemeral ? null : route.Message,
            ReplyRoute = route.Write(),
        };
        return new(request, route) { Received = time.GetTimestamp() };
    }

    /// <summary>The same turn with this verb and these arguments.</summary>
    public SlackTurn Asking(string verb, Arguments arguments) =>
        this with
        {
            Request = Request with { Verb = verb, Arguments = arguments },
        };

    /// <summary>The same turn, answered in a modal.</summary>
    public SlackTurn In(string view) => this with { Route = Route with { View = view } };

    /// <summary>The person who made an interaction.</summary>
    public static Actor? ActorOf(JsonElement payload, string team) =>
        payload.Text("user", "id") is { } user
            ? new Actor(Platform.Name, team, user) { DisplayName = payload.Text("user", "name") ?? payload.Text("user", "username") }
            : null;
}
