using System.Text.RegularExpressions;
using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;
using IiqBot.Core.Platforms;
using IiqBot.Slack.Api;
using IiqBot.Slack.Inbound;
using Microsoft.Extensions.Caching.Memory;

namespace IiqBot.Slack.Turns;

/// <summary>
/// Replaces the ids in mentions with people's names. An argument that is only a mention becomes the bare name, so that it is found like a
/// typed name. The look-ups may use a small part of the calls that identifying people needs, and each person has a share of that part, so a
/// line full of made-up ids delays nobody.
/// </summary>
internal sealed partial class MentionedNames(SlackApi api, TimeProvider time) : IRequestEnricher, IDisposable
{
    private const int MostAsked = 10;
    private const int LongestName = 80;

    /// <summary>How many names a minute the bot looks up for one person.</summary>
    public const int OfPersonPerMinute = 10;

    /// <summary>
    /// How many names a minute the bot looks up for a whole workspace. It needs the other calls to find out who is asking.
    /// </summary>
    public const int PerMinute = 30;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly MemoryCacheEntryOptions Kept = new() { Size = 1, AbsoluteExpirationRelativeToNow = TimeSpan.FromHours(1) };
    private readonly Pacing _ofPerson = new(time, new CallWindow(OfPersonPerMinute, Minute));
    private readonly Pacing _ofWorkspace = new(time, new CallWindow(PerMinute, Minute));
    private readonly MemoryCache _names = new(new MemoryCacheOptions { SizeLimit = 20_000 });

    string IRequestEnricher.Platform => Platform.Name;

    /// <summary>
    /// The request with names in it. It stays as it is when it mentions nobody, or the asker is not allowed. A name that Slack does not
    /// give in time stays an id.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="isLetIn">Whether the asker is allowed.</param>
    /// <param name="cancellationToken">Cancels the look-up.</param>
    public async ValueTask<BotRequest> EnrichAsync(
        BotRequest request,
        Func<BotRequest, CancellationToken, Task<bool?>> isLetIn,
        CancellationToken cancellationToken
    )
    {
        if (request.Kind != RequestKind.Message && request.Verb != Verbs.FileFromMessage)
            return request;
        var ids = request
            .Arguments.Values.Values.Append(request.Text ?? "")
            .SelectMany(text => Mention().Matches(text))
            .Select(match => match.Groups["id"].Value);
        var mentioned = ids.Distinct(StringComparer.Ordinal).Take(MostAsked).ToList();
        if (mentioned.Count == 0)
            return request;
        var names = await NamesAsync(request, mentioned, isLetIn, cancellationToken);
        return names.Count == 0
            ? request
            : request with
            {
                Text = request.Text is { } text ? Named(text, names) : null,
                Arguments = Arguments.From(
                    request.Arguments.Values.Select(pair => KeyValuePair.Create(pair.Key, Named(pair.Value, names)))
                ),
            };
    }

    public void Dispose() => _names.Dispose();

    private async Task<Dictionary<string, string>> NamesAsync(
        BotRequest request,
        List<string> ids,
        Func<BotRequest, CancellationToken, Task<bool?>> isLetIn,
        CancellationToken cancellationToken
    )
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        using var patience = new CancellationTokenSource(Patience, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            if (await isLetIn(request, linked.Token) is not true)
                return names;
            foreach (var id in ids)
            {
                if (await NameAsync(request.Actor, id, linked.Token) is { Length: > 0 } name)
                    names[id] = name;
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The other mentions stay ids.
        }

        return names;
    }

    /// <summary>
    /// The name of a person; empty when Slack does not know the id, null when Slack gave no answer or the bot did not ask.
    /// </summary>
    private async ValueTask<string?> NameAsync(Actor asker, string id, CancellationToken cancellationToken)
    {
        if (_names.TryGetValue((asker.Tenant, id), out string? known))
            return known;
        if (!await MayAskAsync(asker, cancellationToken))
            return null;
        var answer = await api.UserAsync(asker.Tenant, id, cancellationToken);
        var user = answer.Body.Member("user") ?? default;
        var name =
            user.Text("real_name")
            ?? user.Text("profile", "real_name")
            ?? (answer.Error is "user_not_found" or "user_not_visible" ? "" : null);
        if (name is null)
            return null;
        name = Blanks().Replace(name, " ").Trim();
        return _names.Set((asker.Tenant, id), WholeCharacters.Begin(name, LongestName), Kept);
    }

    private async ValueTask<bool> MayAskAsync(Actor asker, CancellationToken cancellationToken) =>
        await _ofPerson.WaitAsync($"{asker.Tenant} {asker.UserId}", TimeSpan.Zero, cancellationToken) == TimeSpan.Zero
        && await _ofWorkspace.WaitAsync(asker.Tenant, TimeSpan.Zero, cancellationToken) == TimeSpan.Zero;

    private static string Named(string text, Dictionary<string, string> names)
    {
        if (
            Mention().Match(text) is { Success: true } only
            && only.Value == text.Trim()
            && names.TryGetValue(only.Groups["id"].Value, out var alone)
        )
            return alone;
        return Mention().Replace(text, match => names.TryGetValue(match.Groups["id"].Value, out var name) ? $"@{name}" : match.Value);
    }

    [GeneratedRegex(
        @"(?<![\w@.])@(?<id>[UW][A-Z0-9]{7,19})\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Mention();

    [GeneratedRegex(@"[\s\p{Cc}]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blanks();
}
