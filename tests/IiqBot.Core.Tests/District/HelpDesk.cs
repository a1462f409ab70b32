using System.Linq.Expressions;
using IiqBot.IncidentIq;
using IiqBot.IncidentIq.Activities;
using IiqBot.IncidentIq.Assets;
using IiqBot.IncidentIq.Files;
using IiqBot.IncidentIq.Lookups;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Tests.District;

/// <summary>
/// The client of Incident IQ, as mocks over tickets in memory. Written values can be read back, lists are filtered and paged, a new ticket
/// belongs to the service account, and every call obeys its token, as in the real one.
/// </summary>
public sealed class HelpDesk
{
    private readonly TimeProvider _time;
    private readonly Dictionary<Guid, Ticket> _tickets = [];
    private int _numbers = 40_000;
    private (int Written, Exception Fault)? _breaks;

    public HelpDesk(TimeProvider time)
    {
        _time = time;
        SetUpTickets();
        SetUpActivities();
        SetUpAssets();
        SetUpFiles();
        SetUpLookups();
        Holds(TestDistrict.Laptop);
    }

    public Mock<ITickets> Tickets { get; } = new(MockBehavior.Strict);

    public Mock<IActivities> Activities { get; } = new(MockBehavior.Strict);

    public Mock<IAssets> Assets { get; } = new(MockBehavior.Strict);

    public Mock<IFiles> Files { get; } = new(MockBehavior.Strict);

    public Mock<ILookups> Lookups { get; } = new(MockBehavior.Strict);

    /// <summary>Everybody with an account. Tests may remove or change people.</summary>
    public List<User> Accounts { get; } = [.. TestDistrict.People];

    /// <summary>What happened on tickets, oldest first.</summary>
    public List<(Guid Ticket, TicketActivity Activity)> Timeline { get; } = [];

    public List<NewComment> Comments { get; } = [];

    public List<TicketChanges> Updates { get; } = [];

    public HashSet<(Guid Ticket, Guid Asset)> Linked { get; } = [];

    /// <summary>The facet that Incident IQ silently drops; null for none.</summary>
    public string? Dropped { get; set; }

    /// <summary>The files of tickets, in the order in which they were attached.</summary>
    public List<(Guid Ticket, NewFile File)> Attached { get; } = [];

    public List<NewTicket> Created { get; } = [];

    /// <summary>After the next write, every read throws this.</summary>
    public void BreaksOnceWritten(Exception fault) => _breaks = (Written, fault);

    /// <summary>How often something was written.</summary>
    public int Written { get; private set; }

    /// <summary>Calls that the real client would have sent. Lookups are cached and not counted.</summary>
    public int Calls => Tickets.Invocations.Count + Activities.Invocations.Count + Assets.Invocations.Count + Files.Invocations.Count;

    public Ticket this[Guid id] => _tickets[id];

    public Ticket Laptop => this[TestDistrict.Laptop.Id];

    public IReadOnlyCollection<Ticket> All => _tickets.Values;

    public void Holds(Ticket ticket) => _tickets[ticket.Id] = ticket;

    /// <summary>A person changes a ticket in Incident IQ itself.</summary>
    public void Changes(Ticket ticket, User? author, string what, ActivityKind kind = ActivityKind.StatusChange)
    {
        Holds(ticket with { Modified = _time.GetUtcNow() });
        Timeline.Add((ticket.Id, new(Guid.NewGuid(), kind, _time.GetUtcNow(), author?.Id, author?.Name, what, IsPublic: false)));
    }

    private static IncidentIqException NotFound() => new(IncidentIqFailure.NotFound, "GET ticket: 404") { StatusCode = 404 };

    private void SetUpTickets()
    {
        Tickets
            .Setup(t => t.GetAsync(It.IsAny<Guid>(), It.IsAny<CancellationToken>()))
            .Returns((Guid id, CancellationToken token) => Answer(() => _tickets.GetValueOrDefault(id) ?? throw NotFound(), token));
        Tickets
            .Setup(t => t.FindByNumberAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Returns(
                (string number, CancellationToken token) =>
                    Answer(
                        () => _tickets.Values.FirstOrDefault(t => t.Number.Equals(number.Trim(), StringComparison.OrdinalIgnoreCase)),
                        token
                    )
            );
        Tickets
            .Setup(t => t.QueryAsync(It.IsAny<TicketQuery>(), It.IsAny<CancellationToken>()))
            .Returns((TicketQuery query, CancellationToken token) => Answer(() => Query(query), token));
        Tickets
            .Setup(t => t.AssignAsync(It.IsAny<Guid>(), It.IsAny<Guid?>(), It.IsAny<Guid?>(), It.IsAny<CancellationToken>()))
            .Returns(
                (Guid id, Guid? user, Guid? team, CancellationToken token) =>
                    Write(
                        id,
                        t =>
                            t with
                            {
                                Assignee = user is null ? t.Assignee : new(user.Value, Accounts.First(u => u.Id == user).Name),
                                Team = team is null ? t.Team : new(team.Value, TestDistrict.Network.Name),
                            },
                        token
                    )
            );
        Tickets
            .Setup(t => t.UpdateAsync(It.IsAny<Guid>(), It.IsAny<TicketChanges>(), It.IsAny<CancellationToken>()))
            .Returns(
                (Guid id, TicketChanges changes, CancellationToken token) =>
                {
                    Updates.Add(changes);
                    return Write(
                        id,
                        t =>
                            t with
                            {
                                Subject = changes.Subject ?? t.Subject,
                                LocationId = changes.LocationId ?? t.LocationId,
                                RoomId = changes.RoomId ?? t.RoomId,
                                IsUrgent = changes.IsUrgent ?? t.IsUrgent,
                                PriorityScore = changes.PriorityScore ?? t.PriorityScore,
                            },
                        token
                    );
                }
            );
        Tickets
            .Setup(t => t.SetPriorityAsync(It.IsAny<Guid>(), It.IsAny<PriorityLevel>(), It.IsAny<CancellationToken>()))
            .Returns(
                (Guid id, PriorityLevel level, CancellationToken token) => Write(id, t => t with { PriorityScore = level.MinScore }, token)
            );
        Tickets
            .Setup(t => t.SetDueAsync(It.IsAny<Guid>(), It.IsAny<DateTimeOffset?>(), It.IsAny<CancellationToken>()))
            .Returns((Guid id, DateTimeOffset? due, CancellationToken token) => Write(id, t => t with { Due = due }, token));
        Tickets
            .Setup(t => t.UnassignUserAsync(It.IsAny<Guid>(), It.IsAny<CancellationToken>()))
            .Returns((Guid id, CancellationToken token) => Write(id, t => t with { Assignee = null }, token));
        Tickets
            .Setup(t => t.UnassignTeamAsync(It.IsAny<Guid>(), It.IsAny<CancellationToken>()))
            .Returns((Guid id, CancellationToken token) => Write(id, t => t with { Team = null }, token));
        Tickets
            .Setup(t => t.SetStatusAsync(It.IsAny<Guid>(), It.IsAny<Guid>(), It.IsAny<CancellationToken>()))
            .Returns((Guid id, Guid step, CancellationToken token) => Write(id, t => MovedTo(t, Steps.First(s => s.Id == step)), token));
        Tickets
            .Setup(t => t.CloseAsync(It.IsAny<Guid>(), It.IsAny<Guid?>(), It.IsAny<CancellationToken>()))
            .Returns(
                (Guid id, Guid? reason, CancellationToken token) =>
                    Write(id, t => MovedTo(t, TestDistrict.Resolved) with { CloseReasonId = reason }, token)
            );
        Tickets
            .Setup(t => t.CancelAsync(It.IsAny<Guid>(), It.IsAny<Guid?>(), It.IsAny<CancellationToken>()))
            .Returns(
                (Guid id, Guid? reason, CancellationToken token) =>
                    Write(id, t => MovedTo(t, TestDistrict.Canceled) with { CloseReasonId = reason }, token)
            );
        Tickets
            .Setup(t => t.SetOwnerAndRequesterAsync(It.IsAny<Guid>(), It.IsAny<Guid>(), It.IsAny<Guid>(), It.IsAny<CancellationToken>()))
            .Returns(
                (Guid id, Guid owner, Guid requester, CancellationToken token) =>
                    Write(id, t => t with { Owner = new(owner, ""), Requester = new(requester, "") }, token)
            );
        Tickets
            .Setup(t => t.CreateAsync(It.IsAny<NewTicket>(), It.IsAny<CancellationToken>()))
            .Returns((NewTicket ticket, CancellationToken token) => Do(() => Create(ticket), token));
    }

    /// <summary>What a create does on the server, whether or not its answer arrives.</summary>
    public Ticket Create(NewTicket filed)
    {
        Created.Add(filed);
        Written++;
        var ticket = new Ticket
        {
            Id = Guid.NewGuid(),
            Number = $"{++_numbers}",
            ProductId = IncidentIqOptions.TicketingProductId,
            Subject = filed.Subject,
            Description = filed.Description,
            Step = TestDistrict.Submitted,
            Owner = new(TestDistrict.ServiceAccount, "API"),
            Requester = new(filed.RequesterId, ""),
            Issue = new(filed.Issue.Id, filed.Issue.Name, filed.Issue.CategoryId, filed.Issue.CategoryName),
            LocationId = filed.LocationId,
            Created = _time.GetUtcNow(),
            Modified = _time.GetUtcNow(),
        };
        Holds(ticket);
        return ticket;
    }

    private void SetUpActivities()
    {
        Activities
            .Setup(a => a.TimelineAsync(It.IsAny<Guid>(), It.IsAny<CancellationToken>()))
            .Returns(
                (Guid id, CancellationToken token) =>
                    Answer<IReadOnlyList<TicketActivity>>(
                        () => [.. Timeline.Where(entry => entry.Ticket == id).Select(entry => entry.Activity).Reverse()],
                        token
                    )
            );
        Activities
            .Setup(a => a.AddCommentAsync(It.IsAny<Guid>(), It.IsAny<NewComment>(), It.IsAny<CancellationToken>()))
            .Returns(
                (Guid id, NewComment comment, CancellationToken token) =>
                    Write(
                        id,
                        ticket =>
                        {
                            Comments.Add(comment);
                            return ticket;
                        },
                        token
                    )
            );
    }

    private void SetUpAssets()
    {
        Tickets
            .Setup(t => t.GetAssetsAsync(It.IsAny<Guid>(), It.IsAny<CancellationToken>()))
            .Returns(
                (Guid id, CancellationToken token) =>
                    Answer(
                        () =>
                            (IReadOnlyList<TicketAsset>)
                                [
                                    .. Linked
                                        .Where(link => link.Ticket == id)
                                        .Select(link => new TicketAsset(
                                            link.Asset,
                                            TestDistrict.Chromebook.Tag,
                                            null,
                                            TestDistrict.Chromebook.ModelName
                                        )),
                                ],
                        token
                    )
            );
        Assets
            .Setup(a => a.FindByTagAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Returns(
                (string tag, CancellationToken token) =>
                    Answer<IReadOnlyList<Asset>>(
                        () => tag.Equals(TestDistrict.Chromebook.Tag, StringComparison.OrdinalIgnoreCase) ? [TestDistrict.Chromebook] : [],
                        token
                    )
            );
        Assets
            .Setup(a => a.LinkAsync(It.IsAny<Guid>(), It.IsAny<Guid>(), It.IsAny<CancellationToken>()))
            .Returns((Guid ticket, Guid asset, CancellationToken token) => Do(() => Linked.Add((ticket, asset)) && ++Written > 0, token));
    }

    private void SetUpFiles()
    {
        Files
            .Setup(f => f.OfTicketAsync(It.IsAny<Guid>(), It.IsAny<CancellationToken>()))
            .Returns(
                (Guid ticket, CancellationToken token) =>
                    Answer<IReadOnlyList<TicketFile>>(
                        () => [.. Attached.Where(a => a.Ticket == ticket).Select(a => new TicketFile(a.File.Name, a.File.Content.Length))],
                        token
                    )
            );
        Files
            .Setup(f => f.AttachAsync(It.IsAny<Guid>(), It.IsAny<NewFile>(), It.IsAny<CancellationToken>()))
            .Returns(
                (Guid id, NewFile file, CancellationToken token) =>
                    Write(
                        id,
                        ticket =>
                        {
                            Attached.Add((id, file));
                            return ticket;
                        },
                        token
                    )
            );
    }

    private void SetUpLookups()
    {
        Lookups
            .Setup(l => l.UserByEmailAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Returns(
                (string email, CancellationToken token) =>
                    Answer(() => Accounts.FirstOrDefault(u => string.Equals(u.Email, email, StringComparison.OrdinalIgnoreCase)), token)
            );
        Lookups
            .Setup(l => l.AgentsAsync(It.IsAny<CancellationToken>()))
            .Returns(
                (CancellationToken token) =>
                    Answer<IReadOnlyList<User>>(() => [.. Accounts.Where(u => u.Role is UserRole.Agent or UserRole.Administrator)], token)
            );
        Lookups
            .Setup(l => l.SearchUsersAsync(It.IsAny<string>(), It.IsAny<int>(), It.IsAny<CancellationToken>()))
            .Returns(
                (string words, int limit, CancellationToken token) =>
                    Answer<IReadOnlyList<User>>(
                        () =>
                            [
                                .. Accounts
                                    .Where(u =>
                                        words.Split(' ').All(w => $"{u.Name} {u.Email}".Contains(w, StringComparison.OrdinalIgnoreCase))
                                    )
                                    .Take(limit),
                            ],
                        token
                    )
            );
        Lookups
            .Setup(l => l.SiteAsync(It.IsAny<CancellationToken>()))
            .Returns((CancellationToken token) => Answer(() => new Site(TestDistrict.Id(999), "Maplewood", TimeZoneInfo.Utc), token));
        List(l => l.TeamsAsync(It.IsAny<CancellationToken>()), TestDistrict.Network);
        List(l => l.LocationsAsync(It.IsAny<CancellationToken>()), TestDistrict.High, TestDistrict.Oak);
        List(l => l.RoomsAsync(TestDistrict.High.Id, It.IsAny<CancellationToken>()), TestDistrict.Room204);
        List(l => l.RoomsAsync(TestDistrict.Oak.Id, It.IsAny<CancellationToken>()), TestDistrict.OakRoom);
        List(l => l.IssuesAsync(It.IsAny<CancellationToken>()), TestDistrict.NoPicture, TestDistrict.Lamp, TestDistrict.Cracked);
        List(l => l.PrioritiesAsync(It.IsAny<CancellationToken>()), TestDistrict.Low, TestDistrict.HighPriority);
        List(l => l.StepsAsync(It.IsAny<CancellationToken>()), Steps);
        List(l => l.CloseReasonsAsync(It.IsAny<CancellationToken>()), TestDistrict.NoIssueFound, TestDistrict.Withdrawn, TestDistrict.Done);
        Lookups
            .Setup(l => l.NextStepsAsync(It.IsAny<Guid>(), It.IsAny<CancellationToken>()))
            .Returns((Guid step, CancellationToken token) => Answer(() => TestDistrict.NextAfter(step), token));
    }

    private void List<T>(Expression<Func<ILookups, Task<IReadOnlyList<T>>>> call, params T[] items) =>
        Lookups
            .Setup(call)
            .Returns(new InvocationFunc(invocation => Answer<IReadOnlyList<T>>(() => items, (CancellationToken)invocation.Arguments[^1]!)));

    private static WorkflowStep[] Steps =>
        [
            TestDistrict.Submitted,
            TestDistrict.InProgress,
            TestDistrict.Waiting,
            TestDistrict.Resolved,
            TestDistrict.Canceled,
            TestDistrict.Shipped,
        ];

    private Page<Ticket> Query(TicketQuery query)
    {
        var products = query.ProductIds.Count > 0 ? query.ProductIds : [IncidentIqOptions.TicketingProductId];
        var rows = _tickets
            .Values.Where(t => !t.IsDeleted && t.ProductId is { } product && products.Contains(product))
            .Where(t => Satisfies(t, query.Filters.Where(f => f.Facet != Dropped)))
            .OrderByDescending(t => query.Sort == TicketSort.Created ? t.Created : t.Modified)
            .ToList();
        var page = rows.Skip(query.PageIndex * query.PageSize).Take(query.PageSize).ToLookup(t => Satisfies(t, query.Filters));
        return page[true].Any() || !page[false].Any() || query.HandsOutOutside
            ? new([.. page[true]], rows.Count, query.PageIndex, query.PageSize) { Outside = [.. page[false]] }
            : throw new IncidentIqException(IncidentIqFailure.FilterIgnored, "POST tickets");
    }

    private static bool Satisfies(Ticket ticket, IEnumerable<TicketFilter> filters) =>
        filters.GroupBy(f => f.Facet).All(facet => facet.Any(f => f.Holds?.Invoke(ticket) ?? HasWords(ticket, f.Value!)));

    private static bool HasWords(Ticket ticket, string words) =>
        $"{ticket.Subject} {ticket.Description}".Contains(words, StringComparison.OrdinalIgnoreCase);

    private static Ticket MovedTo(Ticket ticket, WorkflowStep step) => ticket with { Step = step, IsClosed = step.IsClosed };

    private async Task Write(Guid id, Func<Ticket, Ticket> change, CancellationToken token) =>
        await Do(
            () =>
            {
                Written++;
                var ticket = _tickets.GetValueOrDefault(id) ?? throw NotFound();
                return _tickets[id] = change(ticket) with { Modified = _time.GetUtcNow() };
            },
            token
        );

    private Task<T> Answer<T>(Func<T> answer, CancellationToken token) =>
        Do(() => _breaks is var (written, fault) && Written > written ? throw fault : answer(), token);

    private static async Task<T> Do<T>(Func<T> answer, CancellationToken token)
    {
        await Task.Yield();
        token.ThrowIfCancellationRequested();
        return answer();
    }
}
