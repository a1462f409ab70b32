using IiqBot.Core.Model;

namespace IiqBot.Core.Durability;

/// <summary>Tells whether a kept request may have reached Incident IQ already.</summary>
public sealed class Sendings(IFilingLedger ledger)
{
    /// <summary>
    /// Whether it may have been sent. Of a filing the ledger knows; anything else may have been as soon as it was begun once, for
    /// its answer may be what got lost.
    /// </summary>
    public async Task<bool> MayHaveBeenSentAsync(WorkItem work, CancellationToken cancellationToken) =>
        work.Request.Verb switch
        {
            Verbs.FileTicket => await ledger.FindAsync(work.Reference, cancellationToken) is { State: not FilingState.Pending },
            Verbs.ContinueFiling => true, // it continues what was sent
            _ => work.IsBegun,
        };
}
