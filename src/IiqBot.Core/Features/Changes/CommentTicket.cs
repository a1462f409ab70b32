using IiqBot.Core.Features.Tickets;
using IiqBot.Core.Model;
using IiqBot.Core.Parsing;
using IiqBot.IncidentIq.Activities;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Changes;

/// <summary>Comments on a ticket, for everybody on it or, between technicians, as a private note.</summary>
public sealed class CommentTicket(TicketDesk desk, ChangeAnswer answers, IActivities activities) : IFormHandler
{
    /// <summary>The longest comment, in characters.</summary>
    public const int MaxLength = Form.LongestText;

    internal const string Visibility = "visibility";
    internal const string Public = "public";
    internal const string Private = "private";

    /// <inheritdoc />
    public static Route Route { get; } =
        new(Verbs.CommentTicket, Access.Known)
        {
            Aliases = ["comment", "reply", "comment on", "say on", "comenta", "comentar"],
            Line = new(
                new LinePart.Filler("ticket"),
                new LinePart.Ticket(TicketArguments.Ticket),
                new LinePart.Rest(ArgumentNames.Text) { Kind = RestKind.Message }
            ),
            Usage = () => new(Texts.UsageComment, Texts.MeaningComment),
            Button = () => Texts.ActionComment,
            Writes = true,
            AsksFor = ArgumentNames.Text,
            IsKept = true,
        };

    /// <summary>
    /// Creates the comment of a turn. Its id is made from the form's or the request's id, so that a repeat is the same comment, and
    /// from the text, so that a text corrected after a failure is a different one.
    /// </summary>
    internal static NewComment Written(Turn turn, string text, bool isPublic) =>
        new()
        {
            Id = StableId.Of(
                turn.Request.Actor.Platform,
                turn.Request.Actor.Tenant,
                turn.Request.Actor.UserId,
                Form.InstanceOf(turn.Request),
                text
            ),
            AuthorId = turn.Person.Id,
            AuthorName = turn.Person.Name,
            Text = text,
            IsPublic = isPublic,
        };

    /// <summary>
    /// Adds the note that came with a change as a public comment. Null if there is no note. A repeat does not add it twice.
    /// </summary>
    internal static Func<CancellationToken, Task>? Writing(IActivities activities, Turn turn, Ticket ticket, string? note) =>
        note is null ? null : token => activities.AddCommentAsync(ticket.Id, Written(turn, note, isPublic: true), token);

    /// <summary>Offers to send text as a comment if it cannot be used otherwise, so that it is not lost.</summary>
    internal static BotResponse Offer(Turn turn, OpenedTicket opened, string text, string why)
    {
        var asked = turn with { Request = turn.Request with { Arguments = turn.Arguments.With(ArgumentNames.Text, text) } };
        return new BotResponse.FormErrors(
            FormOf(asked, opened.Ticket, opened.Rights.CanWork) with
            {
                Errors = Form.FailedAs($"{why} {Texts.CommentInstead}"),
            }
        );
    }

    /// <inheritdoc />
    public async Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (await desk.OpenAsync(turn, cancellationToken) is not { } opened)
            return TicketDesk.NotFound(turn);
        if (!opened.Rights.CanComment)
            return await desk.NotAllowedAsync(turn, opened, Texts.RefusedNotAgent, cancellationToken);
        if (turn.Arguments[ArgumentNames.Text] is not { } text)
            return new BotResponse.OpenForm(FormOf(turn, opened.Ticket, opened.Rights.CanWork));

        if (text.Length > MaxLength)
            return FormRules.TooLong(FormOf(turn, opened.Ticket, opened.Rights.CanWork), ArgumentNames.Text, MaxLength, text);
        var isPublic = turn.Arguments[Visibility] != Private;
        if (turn.Arguments[Visibility] is null && PrivateMark.TakeOff(text, out var unmarked))
        {
            if (!opened.Rights.CanWork)
                return await AskWhoMayReadAsync(turn, opened, unmarked, cancellationToken);
            if (unmarked.Length == 0)
                return new BotResponse.OpenForm(FormOf(Marked(turn), opened.Ticket, canBePrivate: true));
            (text, isPublic) = (unmarked, false);
        }
        else if (!isPublic && PrivateMark.TakeOff(text, out var bare) && bare.Length > 0)
        {
            text = bare; // "note 39181 private: …" says it twice
        }

        // Never publish text that was meant for technicians only.
        if (!isPublic && !opened.Rights.CanWork)
            return await desk.NotAllowedAsync(turn, opened, Texts.RefusedNotAgent, cancellationToken);
        await activities.AddCommentAsync(opened.Ticket.Id, Written(turn, text, isPublic), cancellationToken);
        var done = new Change(who => (isPublic ? Texts.Commented : Texts.Noted).With(who))
        {
            IsChange = false,
            News = isPublic ? NewsKind.Commented : null,
            Note = isPublic ? text : null,
        };
        return await answers.ShowAsync(turn, opened, done, cancellationToken);
    }

    // A requester cannot write private notes, so ask them before anybody reads the text.
    private async Task<BotResponse> AskWhoMayReadAsync(Turn turn, OpenedTicket opened, string text, CancellationToken cancellationToken)
    {
        // A button that others can see must not carry text from a form.
        var isForAll = turn.IsSubmission && !turn.IsOneToOne;
        if (isForAll || text.Length > CardAction.LongestCarried)
            return Offer(turn, opened, text, Texts.PrivateNotForRequesters);
        var ticket = TicketArguments.For(opened.Ticket);
        List<CardAction> buttons =
        [
            new CardAction.Press(Texts.ActionDoNotSend, Verbs.ShowTicket, ticket.With(ArgumentNames.InPlace, "true")),
        ];
        if (text.Length > 0)
            buttons.Insert(
                0,
                new CardAction.Press(
                    Texts.ActionSendToAll,
                    Verbs.CommentTicket,
                    ticket.With(ArgumentNames.Text, text).With(Visibility, Public)
                )
            );
        return await desk.AskAsync(turn, opened, Texts.PrivateNotForRequesters, buttons, cancellationToken);
    }

    private static Turn Marked(Turn turn) =>
        turn with
        {
            Request = turn.Request with { Arguments = turn.Arguments.With(Visibility, Private).With(ArgumentNames.Text, (string?)null) },
        };

    /// <inheritdoc />
    public Task<Form> FormAsync(Turn turn, CancellationToken cancellationToken) => Task.FromResult(FormOf(turn, null, turn.Person.IsAgent));

    /// <inheritdoc />
    public IReadOnlyDictionary<string, string> Validate(Arguments answers) =>
        FormRules.Check(answers).Required(ArgumentNames.Text).AtMost(ArgumentNames.Text, MaxLength).Errors;

    private static Form FormOf(Turn turn, Ticket? ticket, bool canBePrivate)
    {
        List<Field> fields =
        [
            new Field.Text(ArgumentNames.Text, Texts.FieldComment)
            {
                IsRequired = true,
                IsMultiline = true,
                MaxLength = MaxLength,
                Value = turn.Arguments[ArgumentNames.Text],
            },
        ];
        if (canBePrivate)
        {
            fields.Add(
                new Field.Choice(
                    Visibility,
                    Texts.FieldVisibility,
                    [new(Public, Texts.VisibilityPublic), new(Private, Texts.VisibilityPrivate)]
                )
                {
                    IsRequired = true,
                    IsExpanded = true,
                    Value = turn.Arguments[Visibility] ?? Public,
                }
            );
        }

        var form = TicketForm.Of(turn, ticket, Verbs.CommentTicket, Texts.FormCommentTitle, Texts.FormCommentSubmit, fields);

        // Keep the version that the pressed card showed instead of the one just read, because the answer says what changed since
        // then.
        return turn.Arguments[TicketArguments.Seen] is { } seen
            ? form with
            {
                Hidden = form.Hidden.With(TicketArguments.Seen, seen),
            }
            : form;
    }
}
