using IiqBot.Core.Durability;
using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.IncidentIq;
using IiqBot.IncidentIq.Files;
using Microsoft.Extensions.Logging;

namespace IiqBot.Core.Features.Filings;

/// <summary>
/// Attaches a message's files to a ticket, usually the one that the bot filed from it. The ticket already exists, so an error here
/// does not fail the filing: the answer names the missing files. After a crash, it does not attach again what the ticket already has.
/// </summary>
public sealed partial class FilingFiles(
    IFiles files,
    IEnumerable<IFileSource> sources,
    IHolds holds,
    TimeProvider time,
    ILogger<FilingFiles> logger
)
{
    /// <summary>How long all files together may take. The rest of the request's time is for showing the ticket.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);

    /// <summary>Attaches the files that a request's arguments name.</summary>
    /// <param name="turn">The request.</param>
    /// <param name="reference">The reference of the filing or request.</param>
    /// <param name="ticketId">The ticket.</param>
    /// <param name="cancellationToken">Cancels the attaching.</param>
    /// <returns>A sentence for each file that is not on the ticket, or may not be.</returns>
    /// <exception cref="OperationCanceledException">The request itself ran out of time.</exception>
    public async Task<IReadOnlyList<string>> AttachAsync(Turn turn, string reference, Guid ticketId, CancellationToken cancellationToken)
    {
        var named = PlatformFile.Read(turn.Arguments[FilingForm.Files]);
        if (named.Count == 0)
            return [];
        using var patience = new CancellationTokenSource(Patience, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        var missing = new List<string>();
        try
        {
            // One replica at a time, so that no other adds the same missing file.
            await using var hold = await holds.HoldAsync($"files:{reference}", linked.Token);
            List<TicketFile> there = [.. await files.OfTicketAsync(ticketId, linked.Token)];
            foreach (var file in named)
            {
                if (await TryAttachAsync(turn, reference, file, ticketId, there, linked.Token) is { } sentence)
                    missing.Add(sentence);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        catch (Exception exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Log.NotAttached(logger, reference, CauseOf(exception));
            return [.. named.Select(file => Sentence(exception).With(file.Name))];
        }

        return missing;
    }

    private async Task<string?> TryAttachAsync(
        Turn turn,
        string reference,
        PlatformFile file,
        Guid ticketId,
        List<TicketFile> there,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await AttachAsync(turn, file, ticketId, there, cancellationToken) is { } why
                ? Sentence(turn, why).With(file.Name)
                : null;
        }
        catch (Exception exception)
        {
            Log.NotAttached(logger, reference, CauseOf(exception));
            return Sentence(exception).With(file.Name);
        }
    }

    private async Task<FileTrouble?> AttachAsync(
        Turn turn,
        PlatformFile file,
        Guid ticketId,
        List<TicketFile> there,
        CancellationToken cancellationToken
    )
    {
        var actor = turn.Request.Actor;
        var source = sources.FirstOrDefault(source => source.Platform == actor.Platform);
        var handout = source is null
            ? new FileHandout.Refused(FileTrouble.NotAllowed)
            : await source.OpenAsync(actor, file.Reference, NewFile.MaxBytes, cancellationToken);
        if (handout is not FileHandout.Opened opened)
            return ((FileHandout.Refused)handout).Why;
        var upload = new NewFile(opened.Name, opened.MediaType, opened.Content);
        // Remove the match from the list, because a message may have two files with the same name and size.
        if (!there.Remove(new(upload.Name, upload.Content.Length)))
            await files.AttachAsync(ticketId, upload, cancellationToken);
        return null;
    }

    // At a retry, the first attempt may already have attached the file. Only that attempt knew where to load it from.
    private static string Sentence(Turn turn, FileTrouble why) =>
        why switch
        {
            FileTrouble.Expired when turn.IsRetry => Texts.FileUnconfirmed,
            FileTrouble.TooLarge => Texts.FileTooLarge,
            FileTrouble.Elsewhere => Texts.FileElsewhere,
            FileTrouble.Gone => Texts.FileGone,
            FileTrouble.Expired => Texts.FileExpired,
            FileTrouble.NotAllowed => Texts.FileNotAllowed,
            _ => Texts.FileUnavailable,
        };

    private static string Sentence(Exception exception) =>
        exception switch
        {
            IncidentIqException { StatusCode: 413 } => Texts.FileTooLarge,
            IncidentIqException
            {
                OutcomeUnknown: false,
                Failure: IncidentIqFailure.Invalid or IncidentIqFailure.NotPermitted or IncidentIqFailure.NotFound
            } => Texts.FileRefused,
            _ => Texts.FileUnconfirmed,
        };

    private static string CauseOf(Exception exception) =>
        exception is IncidentIqException { Failure: var failure } ? failure.ToString() : exception.GetType().Name;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Could not attach a file of request {Reference} to its ticket: {Cause}")]
        public static partial void NotAttached(ILogger logger, string reference, string cause);
    }
}
