using IiqBot.Core.Durability;
using IiqBot.Core.Model;

namespace IiqBot.Core.Features.Deliveries;

/// <summary>Puts a dead delivery back into the outbox.</summary>
public sealed class ResendDelivery(IOutbox outbox) : IRequestHandler
{
    /// <inheritdoc />
    public static Route Route { get; } = new(Verbs.ResendDelivery, Access.Administrator) { Writes = true };

    /// <inheritdoc />
    public async Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var isBack = turn.Arguments.Id(ArgumentNames.Delivery) is { } id && await outbox.ResendAsync(id, cancellationToken);
        var sentence = isBack ? Texts.DeadResent : Texts.DeadGone;
        return new BotResponse.Reply(
            new Card
            {
                Title = Texts.DeadTitle,
                Summary = sentence,
                Body = [new CardElement.Paragraph(sentence)],
                Actions = [new CardAction.Press(Texts.ActionShowDead, Verbs.ShowDead, Arguments.None)],
            }
        )
        {
            IsPrivate = true,
        };
    }
}
