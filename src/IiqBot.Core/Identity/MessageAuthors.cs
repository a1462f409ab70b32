using IiqBot.Core.Model;

namespace IiqBot.Core.Identity;

/// <summary>
/// The author of a message that becomes a ticket, as the platform says. Clients carry this from step to step, so the bot seals it.
/// </summary>
public sealed class MessageAuthors(Seals seals)
{
    private const string OfMessage = "message.author";

    /// <summary>Seals the author in a request that the platform itself raised; returns every other request unchanged.</summary>
    public BotRequest Sealed(BotRequest request) =>
        request is { Kind: RequestKind.Event } && request.Arguments[ArgumentNames.MessageAuthor] is { } author
            ? request with
            {
                Arguments = request.Arguments.With(ArgumentNames.MessageAuthor, seals.Seal(OfMessage, HolderOf(request.Actor), author)),
            }
            : request;

    /// <summary>The platform's id of a message's author; null when the platform did not say so itself.</summary>
    public string? In(BotRequest request) => seals.Open(OfMessage, HolderOf(request.Actor), request.Arguments[ArgumentNames.MessageAuthor]);

    private static string HolderOf(Actor actor) => $"{actor.Platform}:{actor.Tenant}:{actor.UserId}";
}
