using IiqBot.IncidentIq.Http;
using IiqBot.IncidentIq.Wire;
using Microsoft.Extensions.Options;

namespace IiqBot.IncidentIq.Lookups;

/// <summary>
/// People by e-mail. Permissions depend on this data, so it is never older than <see cref="IncidentIqOptions.UserLifetime"/>.
/// </summary>
internal sealed class PeopleDirectory(IncidentIqHttp http, LookupCache cache, IOptions<IncidentIqOptions> options)
{
    /// <inheritdoc cref="ILookups.UserByEmailAsync"/>
    public async Task<User?> ByEmailAsync(string email, CancellationToken cancellationToken)
    {
        var address = email.Trim();
        if (address.Length == 0)
            return null;
        return await cache.GetAsync(KeyOf(address), options.Value.UserLifetime, token => LoadAsync(address, token), cancellationToken);
    }

    /// <inheritdoc cref="ILookups.ForgetUserAsync"/>
    public void Forget(string email) => cache.Forget(KeyOf(email.Trim()));

    /// <summary>Compares the e-mail in the answer, because the returned user decides what a person may do.</summary>
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
}
