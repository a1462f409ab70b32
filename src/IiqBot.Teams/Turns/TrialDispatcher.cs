using IiqBot.Core.Dispatch;
using IiqBot.Core.Forms;
using IiqBot.Core.Messaging;
using IiqBot.Core.Requests;

namespace IiqBot.Teams.Turns;

/// <summary>
/// For a trial on this machine: the Agents Playground cannot search while one types, and then hides even the choices that the
/// card brings along. There a searched question becomes a plain choice among the suggestions.
/// </summary>
internal sealed class TrialDispatcher(IDispatcher inner) : IDispatcher
{
    public ValueTask<Accepted> AcceptAsync(BotRequest request, CancellationToken cancellationToken) => inner.AcceptAsync(request, cancellationToken);

    public async Task<BotResponse> AnswerAsync(Accepted accepted, CancellationToken cancellationToken) =>
        await inner.AnswerAsync(accepted, cancellationToken) switch
        {
            BotResponse.OpenForm open => new BotResponse.OpenForm(WithoutSearch(open.Form)),
            BotResponse.FormErrors errors => new BotResponse.FormErrors(WithoutSearch(errors.Form)),
            var other => other,
        };

    public Task ShownAsync(Accepted accepted, BotResponse answer, DeliveryResult result, CancellationToken cancellationToken) =>
        inner.ShownAsync(accepted, answer, result, cancellationToken);

    public Task<IReadOnlyList<Option>> SuggestAsync(BotRequest request, string source, string query, int limit, CancellationToken cancellationToken) =>
        inner.SuggestAsync(request, source, query, limit, cancellationToken);

    private static Form WithoutSearch(Form form) => form with { Fields = [.. form.Fields.Select(WithoutSearch)] };

    private static Field WithoutSearch(Field field) => field is Field.Search search
        ? new Field.Choice(search.Id, search.Label, [.. Options(search)])
        {
            IsRequired = search.IsRequired,
            Value = search.Selected?.Value,
        }
        : field;

    private static IEnumerable<Option> Options(Field.Search search) =>
        search.Selected is { } selected ? search.Suggestions.Prepend(selected).DistinctBy(option => option.Value) : search.Suggestions;
}
