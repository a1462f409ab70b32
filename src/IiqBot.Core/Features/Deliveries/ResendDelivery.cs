using IiqBot.Core.Cards;
using IiqBot.Core.Dispatch;
using IiqBot.Core.Identity;
using IiqBot.Core.Requests;
using IiqBot.Core.Work;

namespace IiqBot.Core.Features.Deliveries;

/// <summary>Puts a delivery that was given up back into the outbox.</summary>
public sealed class ResendDelivery(IOutbox outbox) : IRequestHandler
{
    /// <summary>The verb.</summary>
    public const string Verb = "delivery.resend";

    /// <summary>The argument that holds the delivery's id.</summary>
    public const string Delivery = "delivery";

    /// <inheritdoc />
    public static Route Route { get; } = new(Verb, Access.Administrator) { Writes = true };

    /// <inheritdoc />
    public async Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var isBack = turn.Arguments.Id(Delivery) is { } id && await outbox.ResendAsync(id, cancellationToken);
        var sentence = isBack ? Texts.DeadResent : Texts.DeadGone;
        return new BotResponse.Reply(new Card
        {
            Title = Texts.DeadTitle,
            Summary = sentence,
            Body = [new CardElement.Paragraph(sentence)],
            Actions = [new CardAction.Press(Texts.ActionShowDead, ShowDead.Verb, Arguments.None)],
        })
        {
            IsPrivate = true,
        };
    }
}
