using IiqBot.Core.Dispatch;
using IiqBot.Core.Forms;
using IiqBot.Core.Identity;
using IiqBot.Core.Parsing;
using IiqBot.Core.Requests;
using IiqBot.IncidentIq.Assets;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Tickets;

/// <summary>A technician links a device to a ticket, by the tag on it.</summary>
public sealed class LinkAsset(TicketDesk desk, IAssets assets, SearchTickets search) : IFormHandler
{
    /// <summary>The verb.</summary>
    public const string Verb = "asset.link";

    /// <summary>The argument that holds the asset tag.</summary>
    public const string Tag = "tag";

    private const int MaxLength = 100;

    /// <inheritdoc />
    public static Route Route { get; } = new(Verb, Access.Agent)
    {
        Aliases = ["asset", "link asset"],
        Line = new(new LinePart.Filler("ticket"), new LinePart.Ticket(TicketArguments.Ticket), new LinePart.Rest(Tag)),
        Usage = () => new(Texts.UsageAsset, Texts.MeaningAsset),
        Writes = true,
        AsksFor = Tag,
    };

    /// <inheritdoc />
    public async Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var (opened, instead) = await desk.OpenToChangeAsync(turn, cancellationToken, ticket => Task.FromResult(FormOf(turn, ticket)));
        if (opened is null && turn.Arguments[Tag] is null && turn.Arguments[TicketArguments.Ticket] is { } word && turn.Request.Kind == RequestKind.Message && instead is BotResponse.Reply { IsRefusal: true })
            return await DeviceTickets.FindAsync(search, turn, word, cancellationToken); // "asset CB-1234" is no ticket
        if (opened is null) return instead!;
        if (!opened.Rights.CanWork) return await desk.NotAllowedAsync(turn, opened, Texts.RefusedNotAgent, cancellationToken);
        if (turn.Arguments[Tag] is not { } tag) return new BotResponse.OpenForm(FormOf(turn, opened.Ticket));

        var found = await assets.FindByTagAsync(tag, cancellationToken);
        if (found is not [var asset])
            return AskAgain(turn, opened.Ticket, (found.Count == 0 ? Texts.AssetUnknown : Texts.AssetSeveral).With(tag));
        var name = asset.ModelName is { Length: > 0 } model ? $"{model}, {asset.Tag}" : asset.Tag;

        // Where others read along, not which device: a student may be known by it.
        var done = new Change(who => Texts.AssetLinked.With(who, name)) { SayToAll = who => Texts.AssetLinkedSome.With(who) };
        if (!await assets.LinkAsync(opened.Ticket.Id, asset.Id, cancellationToken))
            return await desk.AlreadySoAsync(turn, opened, Texts.AssetLinkedAlready.With(asset.Tag), done, cancellationToken);
        return await desk.ShowChangedAsync(turn, opened, done, cancellationToken);
    }

    /// <inheritdoc />
    public Task<Form> FormAsync(Turn turn, CancellationToken cancellationToken) => Task.FromResult(FormOf(turn, null));

    /// <inheritdoc />
    public IReadOnlyDictionary<string, string> Validate(Arguments answers) => FormRules.Check(answers).Required(Tag).AtMost(Tag, MaxLength).Errors;

    private static BotResponse.FormErrors AskAgain(Turn turn, Ticket ticket, string why) =>
        new(FormOf(turn, ticket) with { Errors = new Dictionary<string, string> { [Tag] = why } });

    private static Form FormOf(Turn turn, Ticket? ticket) => new()
    {
        Verb = Verb,
        Title = Texts.ActionLinkAsset,
        Submit = Texts.ActionLinkAsset,
        InstanceId = Form.InstanceOf(turn.Arguments),
        Hidden = ticket is null ? FormState.TicketOf(turn.Arguments) : TicketArguments.For(ticket),
        Back = FormState.BackTo(ticket is null ? turn.Arguments : TicketArguments.For(ticket)),
        Introduction = ticket is null ? null : TicketCard.MinimumTitleOf(ticket),
        Fields = [new Field.Text(Tag, Texts.FieldAssetTag) { IsRequired = true, MaxLength = MaxLength, Hint = Texts.FieldAssetTagHint, Value = turn.Arguments[Tag] }],
    };
}
