using IiqBot.Core.Cards;
using IiqBot.Core.Dispatch;
using IiqBot.Core.Forms;
using IiqBot.Core.Identity;
using IiqBot.Core.Parsing;
using IiqBot.Core.Requests;
using IiqBot.IncidentIq;
using IiqBot.IncidentIq.Lookups;
using IiqBot.IncidentIq.Tickets;
using Microsoft.Extensions.Options;

namespace IiqBot.Core.Features.Tickets;

/// <summary>
/// Searches tickets by words and by status. Technicians search all of the configured products; everybody else their own
/// tickets.
/// </summary>
public sealed class SearchTickets(
    ITickets tickets, ILookups lookups, TicketList list, IOptions<IncidentIqOptions> options) : IFormHandler
{
    /// <summary>The verb.</summary>
    public const string Verb = "tickets.search";

    /// <summary>The argument that holds the words.</summary>
    public const string Words = "words";

    /// <summary>The argument that holds a status: a step's name, <c>open</c> or <c>closed</c>.</summary>
    public const string Status = "status";

    private const int MaxLength = 200;

    /// <inheritdoc />
    public static Route Route { get; } = new(Verb, Access.Known)
    {
        Aliases = ["search", "find", "search for", "find tickets", "look for"],
        Line = new(new LinePart.Option(Status), new LinePart.Rest(Words)),
        Usage = () => new(Texts.UsageSearch, Texts.MeaningSearch),
    };

    /// <inheritdoc />
    public async Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var (words, status) = (turn.Arguments[Words], turn.Arguments[Status]);
        if (words is null && status is null && !turn.IsSubmission) return new BotResponse.OpenForm(await FormAsync(turn, cancellationToken));
        List<TicketFilter> filters = [];
        if (words is not null) filters.Add(TicketFilter.Keyword(words));
        if (status is not null)
        {
            var atStatus = await StatusAsync(status, cancellationToken);
            if (atStatus.Count == 0) return await UnknownStatusAsync(turn, status, cancellationToken);
            filters.AddRange(atStatus);
        }

        // That words occur in a sensitive ticket is itself sensitive: technicians search the others.
        if (!turn.Person.IsAgent) filters.Add(TicketFilter.Requester(turn.Person.Id));
        else if (words is not null && !turn.Person.IsAdministrator) filters.Add(TicketFilter.Sensitive(false));
        var page = await tickets.QueryAsync(
            new TicketQuery
            {
                Filters = filters,
                ProductIds = options.Value.ProductsInForce,
                PageIndex = TicketList.PageOf(turn),
                PageSize = TicketList.PageSize,
            },
            cancellationToken);
        var title = (words, status) switch
        {
            ({ }, { }) => Texts.ListSearchBoth.With(words, status),
            ({ }, null) => Texts.ListSearchWords.With(words),
            (null, { }) => Texts.ListSearchStatus.With(status),
            _ => Texts.ListSearchAll,
        };
        return await list.AnswerAsync(turn, title, page, Texts.ListSearchNone, cancellationToken, new CardAction.Press(
            Texts.ActionNewSearch, Verb, Arguments.None));
    }

    /// <inheritdoc />
    public async Task<Form> FormAsync(Turn turn, CancellationToken cancellationToken)
    {
        var steps = await lookups.StepsAsync(cancellationToken);
        List<Option> statuses = [new("open", Texts.StatusAnyOpen), new("closed", Texts.StatusAnyClosed)];
        statuses.AddRange(steps.Select(step => step.Name).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.CurrentCulture).Select(name => new Option(name, name)));
        return new()
        {
            Verb = Verb,
            Title = Texts.FormSearchTitle,
            Submit = Texts.FormSearchTitle,
            InstanceId = Form.InstanceOf(turn.Arguments),
            Fields =
            [
                new Field.Text(Words, Texts.FieldWords) { MaxLength = MaxLength, Value = turn.Arguments[Words], Hint = Texts.FieldWordsHint },
                new Field.Choice(Status, Texts.FieldStatus, statuses) { Value = turn.Arguments[Status] },
            ],
        };
    }

    /// <inheritdoc />
    public IReadOnlyDictionary<string, string> Validate(Arguments answers)
    {
        var rules = FormRules.Check(answers).AtMost(Words, MaxLength);
        return (answers[Status] is null ? rules.Required(Words) : rules).Errors;
    }

    // One name can stand for steps of several workflows; filters of one facet are alternatives.
    private async Task<IReadOnlyList<TicketFilter>> StatusAsync(string status, CancellationToken cancellationToken)
    {
        if (status.Equals("open", StringComparison.OrdinalIgnoreCase)) return [TicketFilter.State(closed: false)];
        if (status.Equals("closed", StringComparison.OrdinalIgnoreCase)) return [TicketFilter.State(closed: true)];
        var steps = await lookups.StepsAsync(cancellationToken);
        var byName = steps.GroupBy(step => step.Name, StringComparer.OrdinalIgnoreCase).ToList();
        var meant = NameMatch.Find(byName, group => group.Key, status);
        return meant is null ? [] : [.. meant.Select(step => TicketFilter.AtStep(step.Id))];
    }

    private async Task<BotResponse> UnknownStatusAsync(Turn turn, string status, CancellationToken cancellationToken)
    {
        var names = (await lookups.StepsAsync(cancellationToken)).Select(step => step.Name).Distinct(StringComparer.OrdinalIgnoreCase);
        var form = await FormAsync(turn with { Request = turn.Request with { Arguments = turn.Arguments.With(Status, (string?)null) } }, cancellationToken);
        var sentence = Texts.StatusUnknown.With(status, string.Join(", ", names));
        return new BotResponse.FormErrors(form with { Errors = new Dictionary<string, string> { [Status] = sentence } });
    }
}
