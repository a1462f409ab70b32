using IiqBot.Core.Model;

namespace IiqBot.Core.Durability;

/// <summary>Finds out whether a saved request may have reached Incident IQ already.</summary>
public sealed class Sendings(IFilingLedger ledger)
{
    /// <summary>
    /// Whether the bot may have sent it. For a filing, the ledger knows. Any other request counts as sent once a worker has begun it,
    /// because its answer may be lost.
    /// </summary>
    public async Task<bool> MayHaveBeenSentAsync(WorkItem work, CancellationToken cancellationToken) =>
        work.Request.Verb switch
        {
            Verbs.FileTicket => await ledger.FindAsync(work.Reference, cancellationToken) is { State: not FilingState.Pending },
            Verbs.ContinueFiling => true, // it continues a filing that was sent
            _ => work.IsBegun,
        };
}
