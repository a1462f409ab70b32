using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;

namespace IiqBot.Teams.Turns;

/// <summary>
/// For a trial on this machine. The Agents Playground does not support search while typing, and then hides even the choices in the card. So
/// a search field becomes a plain choice among all options, the likely ones first. The card shows as many as fit and says how many it
/// leaves out.
/// </summary>
internal sealed class TrialDispatcher(IDispatcher inner) : IDispatcher
{
    /// <summary>More choices than fit on any card.</summary>
    private const int MostChoices = 1000;

    public ValueTask<Accepted> AcceptAsync(BotRequest request, CancellationToken cancellationToken) =>
        inner.AcceptAsync(request, cancellationToken);

    public async Task<BotResponse> AnswerAsync(Accepted accepted, CancellationToken cancellationToken) =>
        await inner.AnswerAsync(accepted, cancellationToken) switch
        {
            BotResponse.OpenForm open => new BotResponse.OpenForm(await WithoutSearchAsync(accepted.Request, open.Form, cancellationToken)),
            BotResponse.FormErrors errors => new BotResponse.FormErrors(
                await WithoutSearchAsync(accepted.Request, errors.Form, cancellationToken)
            ),
            var other => other,
        };

    public Task ShownAsync(Accepted accepted, BotResponse answer, DeliveryResult result, CancellationToken cancellationToken) =>
        inner.ShownAsync(accepted, answer, result, cancellationToken);

    public Task<bool?> IsLetInAsync(BotRequest request, CancellationToken cancellationToken) =>
        inner.IsLetInAsync(request, cancellationToken);

    public Task<IReadOnlyList<Option>> SuggestAsync(
        BotRequest request,
        string source,
        string query,
        int limit,
        CancellationToken cancellationToken
    ) => inner.SuggestAsync(request, source, query, limit, cancellationToken);

    private async Task<Form> WithoutSearchAsync(BotRequest request, Form form, CancellationToken cancellationToken)
    {
        // The selected options narrow the fields that depend on them.
        var chosen = form
            .Fields.OfType<Field.Search>()
            .Aggregate(Arguments.None, (all, field) => all.With(field.Id, field.Selected?.Value));
        List<Field> fields = [];
        var hasMore = false;
        foreach (var field in form.Fields)
        {
            if (field is not Field.Search search)
            {
                fields.Add(field);
                continue;
            }

            var offered = Offered(search).DistinctBy(option => option.Value).ToList();
            var found = await inner.SuggestAsync(request with { Arguments = chosen }, search.Source, "", MostChoices, cancellationToken);
            var all = offered.Concat(found).DistinctBy(option => option.Value).ToList();
            hasMore |= all.Count > offered.Count;
            fields.Add(
                new Field.Choice(search.Id, search.Label, all)
                {
                    IsRequired = search.IsRequired,
                    Hint = search.IsHintForTyping ? null : search.Hint,
                    Value = search.Selected?.Value,
                }
            );
        }

        var introduction = hasMore
            ? string.Join("\n\n", new[] { form.Introduction, Texts.TrialChoices }.OfType<string>())
            : form.Introduction;
        return form with { Fields = fields, Introduction = introduction };
    }

    private static IEnumerable<Option> Offered(Field.Search search) =>
        search.Selected is { } selected ? search.Suggestions.Prepend(selected) : search.Suggestions;
}
