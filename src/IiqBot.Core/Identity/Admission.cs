using IiqBot.Core.Durability;
using IiqBot.Core.Model;
using IiqBot.IncidentIq;
using Microsoft.Extensions.Options;

namespace IiqBot.Core.Identity;

/// <summary>Checks whether a person may use a route, and answers if not.</summary>
public sealed class Admission(Identifier identifier, IKnownPeople people, IOptions<BotOptions> options, TimeProvider time)
{
    /// <summary>Identifies the person and checks that they may use the route.</summary>
    /// <returns>The turn, and the answer to give instead if they may not.</returns>
    /// <exception cref="PersonDirectoryException">The platform did not answer.</exception>
    /// <exception cref="IncidentIqException">Incident IQ did not answer.</exception>
    public async Task<(Turn Turn, BotResponse? Refused)> AdmitAsync(BotRequest request, Route route, CancellationToken cancellationToken)
    {
        if (route.Access == Access.Anyone)
            return (new Turn(request, await RecognizeAsync(request, cancellationToken)), null);
        var (who, remembered) = await IdentifyAsync(request, route, cancellationToken);
        var turn = new Turn(request, (who as Identification.Known)?.Person) { Remembered = remembered };
        if (who is Identification.Refused refused)
            return (turn, Refusals.For(refused.Reason));
        return (turn, route.Access.Allows(turn.Person) ? null : Refusals.For(turn, route.Access));
    }

    // The bot accepts requests that wait for Incident IQ from people whom it recognized recently. It looks them up again before it runs the
    // request.
    private async Task<(Identification Who, Exception? Remembered)> IdentifyAsync(
        BotRequest request,
        Route route,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return (await identifier.IdentifyAsync(request, cancellationToken), null);
        }
        catch (Exception exception) when (route.IsKept && Outage.IsBehind(exception) && !cancellationToken.IsCancellationRequested)
        {
            if (await people.FindAsync(request.Actor, cancellationToken) is { } person)
                return (new Identification.Known(person), exception);
            throw;
        }
    }

    // While Incident IQ or the directory is down or slow, the bot still answers what anyone may ask for (help), but without the name.
    private async Task<Person?> RecognizeAsync(BotRequest request, CancellationToken cancellationToken)
    {
        using var brief = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            var identifying = identifier.IdentifyAsync(request, brief.Token);
            if (identifying.IsCompleted)
                return PersonIn(await identifying); // usually done already, so no timer is needed
            await using var over = time.CreateTimer(
                static source => ((CancellationTokenSource)source!).Cancel(),
                brief,
                options.Value.RecognitionBudget,
                Timeout.InfiniteTimeSpan
            );
            return PersonIn(await identifying);
        }
        catch (Exception exception)
            when (exception is IncidentIqException or PersonDirectoryException
                || exception is OperationCanceledException && !cancellationToken.IsCancellationRequested
            )
        {
            return null;
        }
    }

    private static Person? PersonIn(Identification who) => (who as Identification.Known)?.Person;
}
