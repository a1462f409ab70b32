using IiqBot.Core.Durability;
using IiqBot.Core.Durability.InMemory;
using IiqBot.Core.Model;
using IiqBot.Core.Tests.District;
using IiqBot.IncidentIq.Tickets;
using Microsoft.Extensions.DependencyInjection;

namespace IiqBot.Core.Tests.Work;

/// <summary>A request that writes to a ticket and whose worker crashes: before it begins, or before it can store what it did.</summary>
public sealed class InterruptedRequest : IAsyncDisposable
{
    private readonly ForgetfulActs _acts;
    private readonly BotRequest _request;
    private readonly int _delivered;

    private InterruptedRequest(Scenario district, ForgetfulActs acts, BotRequest request)
    {
        (District, _acts, _request) = (district, acts, request);
        (Before, _delivered) = (Site.Laptop, district.Messenger.Deliveries.Count);
    }

    public Scenario District { get; }

    public HelpDesk Site => District.Site;

    /// <summary>The ticket before the request.</summary>
    public Ticket Before { get; }

    /// <summary>Each card that the person got since, except ticket cards that were only redrawn.</summary>
    public IEnumerable<Card> Answers =>
        District
            .Messenger.Deliveries.Skip(_delivered)
            .Where(delivery => ReachesPerson(delivery.Where.Conversation))
            .Where(delivery => delivery.What != "update" || delivery.Card.Ticket is null)
            .Select(delivery => delivery.Card);

    private bool ReachesPerson(ConversationAddress place) =>
        place.Conversation == _request.Conversation.Conversation
        || place.Conversation == District.Messenger.OwnChatOf(_request.Actor).Conversation;

    /// <summary>All that was done to tickets, without times.</summary>
    public object Effects =>
        (
            Site.Laptop with
            {
                Modified = null,
            },
            Site.Created.Count,
            Site.Linked.Count,
            Site.Attached.Count,
            Site.Comments.Select(comment => comment.Id).Distinct().Count()
        );

    /// <summary>The sample of a verb, ready for a technician to send.</summary>
    public static async Task<InterruptedRequest> OfAsync(string verb)
    {
        var acts = new ForgetfulActs();
        var district = new Scenario(services =>
            services
                .AddSingleton<ITicketActs>(acts)
                .AddSingleton<IInbox>(provider => new BrokenInbox(ActivatorUtilities.CreateInstance<MemoryInbox>(provider))
                {
                    IsBroken = false,
                })
        );
        var sample = WritingSamples.Of(verb);
        district.Site.Holds(sample.Before(district.Site.Laptop));
        return new(district, acts, await sample.Ask(district.ChatOf(TestDistrict.Technician)));
    }

    /// <summary>The worker crashes before it begins.</summary>
    public async Task DiesAtOnceAsync() => await District.Dispatcher.AcceptAsync(_request, TestContext.Current.CancellationToken);

    /// <summary>The worker carries out the request and then crashes.</summary>
    /// <param name="isActKnown">Whether it could still record what it did to the ticket.</param>
    public async Task DiesOnceDoneAsync(bool isActKnown)
    {
        var (inbox, written) = ((BrokenInbox)District.Get<IInbox>(), Site.Written);
        (inbox.IsBroken, _acts.IsForgetting) = (true, !isActKnown);
        var accepted = await District.Dispatcher.AcceptAsync(_request, TestContext.Current.CancellationToken);
        await District.Dispatcher.AnswerAsync(accepted, TestContext.Current.CancellationToken);
        (inbox.IsBroken, _acts.IsForgetting) = (false, false);
        Assert.True(Site.Written > written, "The route's usage changes nothing: give the route an entry in WritingSamples.");
    }

    /// <summary>Another worker leases the request and continues.</summary>
    public Task TakeOverAsync() => District.PumpAsync(later: IInbox.LeaseTime + TimeSpan.FromSeconds(1));

    public async ValueTask DisposeAsync()
    {
        await District.DisposeAsync();
        _acts.Dispose();
    }

    private sealed class ForgetfulActs : ITicketActs, IDisposable
    {
        private readonly MemoryTicketActs _acts = new();

        public bool IsForgetting { get; set; }

        public Task AddAsync(TicketAct act, CancellationToken cancellationToken) =>
            IsForgetting ? Task.CompletedTask : _acts.AddAsync(act, cancellationToken);

        public Task<IReadOnlyList<TicketAct>> OnAsync(Guid ticketId, CancellationToken cancellationToken) =>
            _acts.OnAsync(ticketId, cancellationToken);

        public Task<IReadOnlyList<TicketAct>> SinceAsync(DateTimeOffset time, CancellationToken cancellationToken) =>
            _acts.SinceAsync(time, cancellationToken);

        public void Dispose() => _acts.Dispose();
    }
}
