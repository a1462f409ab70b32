using IiqBot.Core.Dispatch;
using IiqBot.Core.Requests;
using IiqBot.IncidentIq;

namespace IiqBot.Core.Identity;

/// <summary>Lets a request in to a route, or says why not.</summary>
public sealed class Admission(Identifier identifier, TimeProvider time)
{
    private static readonly TimeSpan RecognitionBudget = TimeSpan.FromSeconds(1);

    /// <summary>Identifies the person, and checks that they may use the route.</summary>
    /// <returns>The turn, and the answer to give instead when they may not.</returns>
    /// <exception cref="PersonDirectoryException">The platform did not answer.</exception>
    /// <exception cref="IncidentIqException">Incident IQ did not answer.</exception>
    public async Task<(Turn Turn, BotResponse? Refused)> AdmitAsync(BotRequest request, Route route, CancellationToken cancellationToken)
    {
        if (route.Access == Access.Anyone) return (new Turn(request, await RecognizeAsync(request, cancellationToken)), null);
        var who = await identifier.IdentifyAsync(request, cancellationToken);
        var turn = new Turn(request, (who as Identification.Known)?.Person);
        if (who is Identification.Refused refused) return (turn, Refusals.For(refused.Reason));
        var may = route.Access switch
        {
            Access.Agent => turn.Person.IsAgent,
            Access.Administrator => turn.Person.IsAdministrator,
            _ => true,
        };
        return (turn, may ? null : Refusals.For(route.Access));
    }

    // What anyone may ask for (help) is answered while Incident IQ or the directory is down or slow, only without the name.
    private async Task<Person?> RecognizeAsync(BotRequest request, CancellationToken cancellationToken)
    {
        using var brief = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            var identifying = identifier.IdentifyAsync(request, brief.Token);
            if (identifying.IsCompleted) return PersonIn(await identifying); // mostly: known already, so no clock is needed
            await using var over = time.CreateTimer(static source => ((CancellationTokenSource)source!).Cancel(), brief, RecognitionBudget, Timeout.InfiniteTimeSpan);
            return PersonIn(await identifying);
        }
        catch (Exception exception) when (exception is IncidentIqException or PersonDirectoryException
            || exception is OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private static Person? PersonIn(Identification who) => (who as Identification.Known)?.Person;
}
