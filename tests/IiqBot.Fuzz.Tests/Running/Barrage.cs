using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using IiqBot.FakeSlack;
using IiqBot.Fuzz.Tests.Requests;

namespace IiqBot.Fuzz.Tests.Running;

/// <summary>A failure of one request.</summary>
/// <param name="Number">Its number, counted from 0; with the seed it can be generated again.</param>
/// <param name="What">What went wrong.</param>
/// <param name="Body">The beginning of the request.</param>
internal sealed record Finding(int Number, string What, string Body);

/// <summary>Sends mutated requests in batches and watches the service.</summary>
internal sealed class Barrage(World world, Service service, int seed) : IDisposable
{
    private const int AtOnce = 8;
    private const int MostFindings = 20;

    /// <summary>From this size on, in bytes, a client asks before it sends the body; a body that is too large is refused unread.</summary>
    private const int Large = 64 * 1024;

    private const int Times = 5;
    private const int Looks = 10;

    /// <summary>The most processor time that one request may take.</summary>
    private static readonly TimeSpan MostProcessorTime = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan Answered = TimeSpan.FromMinutes(2);

    private readonly HttpClient _http = new(
        new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            Expect100ContinueTimeout = Answered,
        }
    )
    {
        BaseAddress = service.Url,
        Timeout = Answered,
    };

    private readonly AuthenticationHeaderValue _token = AuthenticationHeaderValue.Parse(world.Teams.CreateAuthorization()!);

    /// <summary>How many answers had each status.</summary>
    public SortedDictionary<int, int> Statuses { get; } = [];

    /// <summary>The failures.</summary>
    public List<Finding> Findings { get; } = [];

    /// <summary>The most processor time that an individually measured request took.</summary>
    public TimeSpan Slowest { get; private set; }

    /// <summary>Sends the requests with these numbers, so that the runtime has compiled what the others need.</summary>
    public async Task WarmUpAsync(int from, int count, CancellationToken cancellationToken)
    {
        await SendAllAsync(from, count, cancellationToken);
        await service.RestAsync(Looks, cancellationToken);
    }

    /// <summary>Sends the requests with these numbers and checks the processor time of each.</summary>
    public async Task SendAsync(int from, int count, CancellationToken cancellationToken)
    {
        var before = service.ProcessorTime;
        await SendAllAsync(from, count, cancellationToken);
        var used = await service.RestAsync(looks: 1, cancellationToken) - before;
        if (used < MostProcessorTime)
            return; // then each of them took less

        // Which request was it? It is in the half that costs too much again.
        if (count > 1)
        {
            await SendAsync(from, count / 2, cancellationToken);
            await SendAsync(from + count / 2, count - count / 2, cancellationToken);
            return;
        }

        var took = await CostAsync(from, cancellationToken);
        if (took > Slowest)
            Slowest = took;
        if (took > MostProcessorTime)
            Found(from, $"took {took.TotalMilliseconds:0} ms of processor time", Make(from).Body);
    }

    public void Dispose() => _http.Dispose();

    // The process does work of its own meanwhile, such as compiling. Only what a request costs every time counts as its own.
    private async Task<TimeSpan> CostAsync(int number, CancellationToken cancellationToken)
    {
        var least = TimeSpan.MaxValue;
        for (var time = 0; time < Times && least > MostProcessorTime; time++)
        {
            var start = await service.RestAsync(Looks, cancellationToken);
            await SendAsync(number, cancellationToken);
            var took = await service.RestAsync(Looks, cancellationToken) - start;
            if (took < least)
                least = took;
        }

        return least;
    }

    private Task SendAllAsync(int from, int count, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            Enumerable.Range(from, count),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (number, token) => await SendAsync(number, token)
        );

    private async Task SendAsync(int number, CancellationToken cancellationToken)
    {
        var (request, body) = Make(number);
        using var message = new HttpRequestMessage(HttpMethod.Post, request.Path) { Content = new ByteArrayContent(body) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue(request.MediaType);
        message.Headers.ExpectContinue = body.Length >= Large;
        if (request.IsSlack)
        {
            var timestamp = DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            message.Headers.Add("X-Slack-Request-Timestamp", timestamp);
            message.Headers.Add("X-Slack-Signature", SlackSignature.Compute(world.Slack.SigningSecret, timestamp, body));
        }
        else
        {
            message.Headers.Authorization = _token;
        }

        try
        {
            using var answer = await _http.SendAsync(message, cancellationToken);
            lock (Statuses)
                Statuses[(int)answer.StatusCode] = Statuses.GetValueOrDefault((int)answer.StatusCode) + 1;
            if (
                answer.StatusCode
                is >= HttpStatusCode.InternalServerError
                    and not (HttpStatusCode.NotImplemented or HttpStatusCode.ServiceUnavailable)
            )
                Found(number, $"was answered with {(int)answer.StatusCode}", body);
        }
        catch (HttpRequestException exception)
        {
            Found(number, $"was not answered: {exception.Message}", body);
        }
    }

    // Each request has its own random numbers, so it can be generated again without the ones before it.
    private (Request Request, byte[] Body) Make(int number)
    {
        var random = new Random(unchecked(seed * 1_000_003 + number));
        var mutator = new Mutator(random);
        Request request;
        lock (world)
            request = random.Next(2) == 0 ? new TeamsRequests(world, random).Any() : new SlackRequests(world, mutator, random).Any();
        var text = request.Wrapping == Wrapping.Form ? mutator.MutateForm(request.Content) : mutator.Mutate(request.Content);
        return (request, mutator.Spoil(request.BodyOf(text)));
    }

    private void Found(int number, string what, byte[] body)
    {
        lock (Findings)
        {
            if (Findings.Count < MostFindings)
                Findings.Add(new(number, what, System.Text.Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, 1_500)))));
        }
    }
}
