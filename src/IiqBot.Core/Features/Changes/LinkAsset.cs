using IiqBot.Core.Features.Searches;
using IiqBot.Core.Features.Tickets;
using IiqBot.Core.Model;
using IiqBot.IncidentIq.Assets;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Changes;

/// <summary>Links a device to a ticket by its asset tag. For technicians.</summary>
public sealed class LinkAsset(ChangeRunner changes, ITickets tickets, IAssets assets) : IFormHandler
{
    /// <summary>The argument that holds the asset tag.</summary>
    public const string Tag = "tag";

    private const int MaxLength = 100;

    /// <inheritdoc />
    public static Route Route { get; } =
        new(Verbs.LinkAsset, Access.Agent)
        {
            Aliases = ["asset", "link asset", "link device", "attach device", "attach asset", "add device", "add asset", "device"],
            Line = new(
                new LinePart.Tag(Tag),
                new LinePart.Filler("to"),
                new LinePart.Filler("on"),
                new LinePart.Filler("with"),
                new LinePart.Filler("ticket"),
                new LinePart.Ticket(TicketArguments.Ticket),
                new LinePart.Rest(Tag)
            ),
            Usage = () => new(Texts.UsageAsset, Texts.MeaningAsset),
            Button = () => Texts.ActionLinkAsset,
            Writes = true,
            AsksFor = Tag,
        };

    /// <inheritdoc />
    public async Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (turn.Arguments[TicketArguments.Ticket] is null && turn.Arguments[Tag] is { } alone)
            return WhichTicket(alone);
        var rules = ChangeRules.WorkAlsoClosed with { Again = ticket => Task.FromResult(FormOf(turn, ticket)) };
        return await changes.RunAsync(turn, rules, (opened, token) => PlanAsync(turn, opened.Ticket, token), cancellationToken);
    }

    private async Task<ChangePlan> PlanAsync(Turn turn, Ticket ticket, CancellationToken cancellationToken)
    {
        if (turn.Arguments[Tag] is not { } tag)
            return new ChangePlan.Ask(new BotResponse.OpenForm(FormOf(turn, ticket)));
        var found = await assets.FindByTagAsync(tag, cancellationToken);
        if (found is not [var asset])
            return new ChangePlan.Ask(AskAgain(turn, ticket, (found.Count == 0 ? Texts.AssetUnknown : Texts.AssetSeveral).With(tag)));
        var name = asset.ModelName is { Length: > 0 } model ? $"{model}, {asset.Tag}" : asset.Tag;

        // Do not name the device in a shared conversation: it may identify a student.
        var done = new Change(who => Texts.AssetLinked.With(who, name)) { SayToAll = who => Texts.AssetLinkedSome.With(who) };
        return new ChangePlan.Do(done, token => assets.LinkAsync(ticket.Id, asset.Id, token))
        {
            // At the first try, LinkAsync itself tells whether the device was already linked.
            IsAlreadySo =
                turn.IsRetry && (await tickets.GetAssetsAsync(ticket.Id, cancellationToken)).Any(linked => linked.AssetId == asset.Id),
            AlreadySo = Texts.AssetLinkedAlready.With(asset.Tag),
        };
    }

    /// <inheritdoc />
    public Task<Form> FormAsync(Turn turn, CancellationToken cancellationToken) => Task.FromResult(FormOf(turn, null));

    /// <inheritdoc />
    public IReadOnlyDictionary<string, string> Validate(Arguments answers) =>
        FormRules.Check(answers).Required(Tag).AtMost(Tag, MaxLength).Errors;

    private static BotResponse.Reply WhichTicket(string tag)
    {
        var sentence = Texts.AssetWhichTicket.With(tag);
        return new(
            new Card
            {
                Title = Texts.TicketWhichTitle,
                Summary = sentence,
                Body = [new CardElement.Paragraph(sentence)],
                Actions =
                [
                    new CardAction.Press(Texts.ActionDeviceTickets, Verbs.DeviceTickets, Arguments.Of(SearchFacets.Asset, tag)),
                    new CardAction.Press(Texts.ActionAssigned, Verbs.AssignedTickets, Arguments.None),
                    new CardAction.Press(Texts.ActionSearch, Verbs.SearchTickets, Arguments.None),
                ],
            }
        )
        {
            IsPrivate = true,
            IsRefusal = true,
        };
    }

    private static BotResponse.FormErrors AskAgain(Turn turn, Ticket ticket, string why) =>
        new(FormOf(turn, ticket) with { Errors = new Dictionary<string, string> { [Tag] = why } });

    private static Form FormOf(Turn turn, Ticket? ticket) =>
        TicketForm.Of(
            turn,
            ticket,
            Verbs.LinkAsset,
            Texts.ActionLinkAsset,
            Texts.ActionLinkAsset,
            new Field.Text(Tag, Texts.FieldAssetTag)
            {
                IsRequired = true,
                MaxLength = MaxLength,
                Hint = Texts.FieldAssetTagHint,
                Value = turn.Arguments[Tag],
            }
        );
}
