using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;

namespace IiqBot.Teams.Tests.Protocol;

/// <summary>A dispatcher that accepts every request as new and from a known person, and answers as the test says.</summary>
internal static class DispatcherMocks
{
    public static Mock<IDispatcher> New()
    {
        var dispatcher = new Mock<IDispatcher>();
        dispatcher
            .Setup(d => d.AcceptAsync(It.IsAny<BotRequest>(), It.IsAny<CancellationToken>()))
            .Returns(
                (BotRequest request, CancellationToken _) =>
                    ValueTask.FromResult(new Accepted(request) { Trail = { PersonId = Guid.NewGuid() } })
            );
        return dispatcher;
    }

    /// <summary>What it received, in order: requests, and the requests of type-aheads.</summary>
    public static IReadOnlyList<BotRequest> Requests(this Mock<IDispatcher> dispatcher) =>
        [
            .. dispatcher
                .Invocations.Where(call => call.Method.Name is nameof(IDispatcher.AcceptAsync) or nameof(IDispatcher.SuggestAsync))
                .Select(call => (BotRequest)call.Arguments[0]!),
        ];
}
