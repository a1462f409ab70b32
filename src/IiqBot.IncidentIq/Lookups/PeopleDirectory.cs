using IiqBot.IncidentIq.Http;
using IiqBot.IncidentIq.Wire;
using Microsoft.Extensions.Options;

namespace IiqBot.IncidentIq.Lookups;

/// <summary>People by e-mail, which is who may do what, and by words.</summary>
internal sealed class PeopleDirectory(IncidentIqHttp http, ListReader lists, LookupCache cache, Telemetry telemetry, IOptions<IncidentIqOptions> options)
{
    /// <inheritdoc cref="ILookups.UserByEmailAsync"/>
    public async Task<User?> ByEmailAsync(string email, CancellationToken cancellationToken)
    {
        var address = email.Trim();
        if (address.Length == 0) return null;
        return await cache.GetAsync(KeyOf(address), options.Value.UserLifetime, token => LoadAsync(address, token), cancellationToken);
    }

    /// <inheritdoc cref="ILookups.ForgetUserAsync"/>
    public void Forget(string email) => cache.Forget(KeyOf(email.Trim()));

    /// <inheritdoc cref="ILookups.SearchUsersAsync"/>
    public async Task<IReadOnlyList<User>> SearchAsync(string words, int limit, CancellationToken cancellationToken)
    {
        var parts = words.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length == 0 || limit < 1) return [];
        var key = $"people/{limit}/{string.Join(' ', parts).ToUpperInvariant()}";
        return (await cache.GetAsync(key, options.Value.UserLifetime, async token => (IReadOnlyList<User>?)await FindAsync(parts, limit, token), cancellationToken))!;
    }

    private async Task<IReadOnlyList<User>> FindAsync(string[] parts, int limit, CancellationToken cancellationToken)
    {
        var query = new WireQuery { Filters = [new("keyword") { Value = string.Join(' ', parts) }] };
        var call = Call.To(Routes.Users).With(query, WireJson.Default.WireQuery).Page(0, limit);
        var rows = await lists.OneAnswerAsync(call, WireJson.Default.WireUserArray, cancellationToken);
        var found = rows.Where(u => parts.All(p => Shows(u, p))).Select(u => u.ToUser()).OfType<User>().ToList();

        telemetry.RowsOutside("keyword", rows.Length - found.Count);
        return rows.Length == 0 || found.Count > 0
            ? found
            : throw new IncidentIqException(IncidentIqFailure.FilterIgnored, $"{Routes.Users}: no row holds the words that were asked for.");
    }

    /// <summary>The answer's e-mail is compared: whom this returns decides who may do what.</summary>
    private async Task<User?> LoadAsync(string email, CancellationToken cancellationToken)
    {
        var route = Routes.UserByEmail;
        var call = new Call(route, route.Fill(options.Value.SiteId.ToString()!, email));
        try
        {
            var envelope = await http.SendAsync(call, cancellationToken);
            var user = envelope.One(WireJson.Default.WireUser)?.ToUser();
            return string.Equals(user?.Email, email, StringComparison.OrdinalIgnoreCase) ? user : null;
        }
        catch (IncidentIqException e) when (e.Failure is IncidentIqFailure.NotFound)
        {
            return null;
        }
    }

    private static string KeyOf(string address) => $"user/{address.ToUpperInvariant()}";

    private static bool Shows(WireUser user, string part) => new[] { user.DisplayName(), user.Email, user.Username, user.SchoolIdNumber }
        .Any(text => text?.Contains(part, StringComparison.OrdinalIgnoreCase) is true);
}
