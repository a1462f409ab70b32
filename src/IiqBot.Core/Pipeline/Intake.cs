using IiqBot.Core.Durability;
using IiqBot.Core.Identity;
using IiqBot.Core.Model;
using Microsoft.Extensions.DependencyInjection;

namespace IiqBot.Core.Pipeline;

/// <summary>
/// Parses a request and, if it writes, stores it, before the acknowledgement. It neither waits for Incident IQ nor identifies the person.
/// </summary>
public sealed class Intake(
    HandlerRegistry registry,
    IInbox inbox,
    Outage outage,
    MessageAuthors authors,
    IServiceScopeFactory scopes,
    TimeProvider time
)
{
    private static readonly TimeSpan LookBudget = TimeSpan.FromSeconds(1);

    /// <summary>Accepts a request.</summary>
    public async ValueTask<Accepted> AcceptAsync(BotRequest request, CancellationToken cancellationToken)
    {
        var accepted = Understand(authors.Sealed(request));
        if (accepted.Registration is not { } registration)
            return accepted;
        var asksByForm = registration.Handler.IsAssignableTo(typeof(IFormHandler));
        if (asksByForm && accepted.Request.Kind == RequestKind.FormSubmission)
            accepted = accepted with { Errors = await ValidateAsync(registration, accepted.Request) };
        if (accepted.Request.Kind == RequestKind.CardAction && accepted.Request.Arguments.Flag(Arguments.Incomplete))
            accepted = accepted with { Errors = Incomplete(accepted.Request) };
        if (accepted.Errors.Count > 0)
            return accepted;
        return registration.Route.WritesFor(accepted.Request)
            ? await StoreAsync(accepted, cancellationToken)
            : accepted with
            {
                OpensForm = registration.Route.Writes,
            };
    }

    private Accepted Understand(BotRequest request)
    {
        if (request.Kind == RequestKind.Message && request.Verb is null)
        {
            var line = registry.Parser.Parse(request.Text);
            if (!line.IsCommand && request.TextBehindName is { } behind && registry.Parser.Parse(behind) is { IsCommand: true } command)
                line = command;
            request = request with { Verb = line.Verb, Arguments = line.Arguments };
            if (IsDoubtful(line, request))
                request = request with { Verb = Verbs.ShowInstead, Arguments = line.ToShowInstead() };
            return new(request) { Line = line, Registration = registry.Find(request.Verb) };
        }

        // The button comes from another version of the bot. The bot shows its ticket again instead.
        if (registry.Find(request.Verb) is null && request.Arguments.Id(TicketArguments.Ticket) is { } ticket)
            request = request with { Kind = RequestKind.CardAction, Verb = Verbs.ShowTicket, Arguments = AfterUnknownVerb(ticket) };
        return new(request) { Registration = registry.Find(request.Verb) };
    }

    private static Arguments AfterUnknownVerb(Guid ticket) =>
        Arguments.None.With(TicketArguments.Ticket, ticket).With(ArgumentNames.UnknownVerb, "true").With(ArgumentNames.InPlace, "true");

    private static IReadOnlyDictionary<string, string> Incomplete(BotRequest request)
    {
        Wording.SpeakTo(request.Actor);
        return Form.FailedAs(Texts.TextIncomplete);
    }

    // A line that only opens a form needs no extra question, unless it names several tickets or no known command.
    private bool IsDoubtful(ParsedLine line, BotRequest request) =>
        line.Doubt is Doubt.Several or Doubt.Unknown
        || line.Doubt != Doubt.None && registry.Find(line.Verb) is { } asked && asked.Route.WritesFor(request);

    private async Task<IReadOnlyDictionary<string, string>> ValidateAsync(HandlerRegistration registration, BotRequest request)
    {
        Wording.SpeakTo(request.Actor);
        await using var scope = scopes.CreateAsyncScope();
        return ((IFormHandler)scope.ServiceProvider.GetRequiredService(registration.Handler)).Validate(request.Arguments);
    }

    private async Task<Accepted> StoreAsync(Accepted accepted, CancellationToken cancellationToken)
    {
        var request = accepted.Request with { IsDeferred = outage.IsOn && accepted.Registration!.Route.IsKept };
        var item = new WorkItem(Guid.CreateVersion7(), request, ReferenceOf(request), time.GetUtcNow());
        string[] keys = [.. KeysOf(request)];
        try
        {
            var receipt = await inbox.StoreAsync(item, keys, cancellationToken);
            return accepted with { Work = receipt.Item, IsRepeat = !receipt.IsNew, OthersWait = receipt.OthersWait };
        }
        catch (StorageUnavailableException exception)
        {
            return await LookAgainAsync(accepted, item, keys, cancellationToken) ?? accepted with { NotStored = exception };
        }
    }

    // The request may be stored although the storage's reply was lost. A second try then finds it as a repeat of itself.
    private async Task<Accepted?> LookAgainAsync(Accepted accepted, WorkItem item, string[] keys, CancellationToken cancellationToken)
    {
        using var brief = new CancellationTokenSource(LookBudget, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, brief.Token);
        try
        {
            var receipt = await inbox.StoreAsync(item, keys, linked.Token);
            var isOwn = receipt.Item.Id == item.Id;
            var othersWait =
                receipt.OthersWait || (isOwn && !receipt.IsNew && (await inbox.WaitingOfAsync(item.Request.Actor, linked.Token)).Count > 0);
            return accepted with { Work = receipt.Item, IsRepeat = !isOwn, OthersWait = othersWait };
        }
        catch (Exception exception)
            when (exception is StorageUnavailableException
                || exception is OperationCanceledException && !cancellationToken.IsCancellationRequested
            )
        {
            return null;
        }
    }

    /// <summary>The reference of a request. A form keeps it when the person sends it again, corrected or not.</summary>
    internal static string ReferenceOf(BotRequest request) =>
        ShortReference.Of(request.Actor.Platform, request.Actor.Tenant, request.Actor.UserId, Form.InstanceOf(request));

    // Each key contains the person, so that one person's request never counts as another's.
    private static IEnumerable<string> KeysOf(BotRequest request)
    {
        var actor = $"{request.Actor.Platform}:{request.Actor.Tenant}:{request.Actor.UserId}";
        yield return $"{actor}:{request.Conversation.Conversation}:{request.Id}";
        if (request.Kind == RequestKind.FormSubmission && request.Arguments[Form.InstanceKey] is { } form)
            yield return $"{actor}{IInbox.FormMark}{form}";
    }
}
