using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;
using IiqBot.Core.Tests.District;

namespace IiqBot.Core.Tests.Dispatch;

/// <summary>Answer, deliver, record: in this order, and recorded once, even if the delivery fails.</summary>
public sealed class ServingTests : DistrictTest
{
    private static readonly BotResponse Answer = new BotResponse.Toast("Done");

    private readonly List<string> _steps = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_is_answered_then_delivered_then_recorded()
    {
        var delivered = new DeliveryResult(DeliveryOutcome.Delivered, "message 1");

        var result = await Dispatcher().ServeAsync(Request(), (_, _) => Delivers(delivered), Token);

        Assert.Equal(delivered, result);
        Assert.Equal(["answer", "deliver", "Delivered"], _steps);
    }

    [Fact]
    public async Task A_delivery_that_throws_is_recorded_once_and_rethrown()
    {
        var fault = new InvalidOperationException("a fault");

        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            Dispatcher().ServeAsync(Request(), (_, _) => throw fault, Token)
        );

        Assert.Same(fault, thrown);
        Assert.Equal(["answer", "Unconfirmed"], _steps);
    }

    [Fact]
    public async Task A_delivery_cancelled_by_the_stopping_host_is_not_recorded()
    {
        using var stopping = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Dispatcher()
                .ServeAsync(
                    Request(),
                    async (_, token) =>
                    {
                        await stopping.CancelAsync();
                        token.ThrowIfCancellationRequested();
                        return DeliveryResult.Unposted;
                    },
                    stopping.Token
                )
        );

        Assert.Equal(["answer"], _steps);
    }

    [Fact]
    public async Task An_answer_whose_delivery_throws_is_delivered_later()
    {
        var request = District.ChatOf(TestDistrict.Technician).Typed("1", "take 39181");
        var accepted = await District.Dispatcher.AcceptAsync(request, Token);

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            District.Dispatcher.ServeAsync(accepted, (_, _) => throw new InvalidOperationException("a fault"), Token)
        );
        Assert.Empty(District.Messenger.Deliveries);
        await District.PumpAsync(TimeSpan.FromSeconds(10)); // less than the lease, more than the pause before the retry

        Assert.Single(District.Messenger.Deliveries);
    }

    private static Accepted Request() =>
        new(
            new BotRequest
            {
                Id = "1",
                Kind = RequestKind.Message,
                Text = "help",
                Actor = new("test", "tenant", "ada"),
                Conversation = new("test", "tenant", "chat", ConversationScope.OneToOne),
            }
        );

    private Task<DeliveryResult> Delivers(DeliveryResult result)
    {
        _steps.Add("deliver");
        return Task.FromResult(result);
    }

    private IDispatcher Dispatcher()
    {
        var dispatcher = new Mock<IDispatcher>();
        dispatcher
            .Setup(d => d.AnswerAsync(It.IsAny<Accepted>(), It.IsAny<CancellationToken>()))
            .Callback(() => _steps.Add("answer"))
            .ReturnsAsync(Answer);
        dispatcher
            .Setup(d => d.ShownAsync(It.IsAny<Accepted>(), Answer, It.IsAny<DeliveryResult>(), It.IsAny<CancellationToken>()))
            .Callback((Accepted _, BotResponse _, DeliveryResult result, CancellationToken _) => _steps.Add($"{result.Outcome}"))
            .Returns(Task.CompletedTask);
        return dispatcher.Object;
    }
}
