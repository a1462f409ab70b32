using System.Collections.Frozen;
using IiqBot.Core.Model;
using IiqBot.Core.Parsing;
using Microsoft.Extensions.DependencyInjection;

namespace IiqBot.Core.Pipeline;

/// <summary>A route and the type of its handler.</summary>
/// <param name="Route">The route.</param>
/// <param name="Handler">A type that implements <see cref="IRequestHandler"/>.</param>
public sealed record HandlerRegistration(Route Route, Type Handler);

/// <summary>All routes, by verb.</summary>
public sealed class HandlerRegistry
{
    private readonly FrozenDictionary<string, HandlerRegistration> _byVerb;

    /// <summary>Creates the registry.</summary>
    /// <exception cref="ArgumentException">Two handlers have the same verb or alias.</exception>
    public HandlerRegistry(IEnumerable<HandlerRegistration> registrations)
    {
        var all = registrations.ToList();
        var twice = all.GroupBy(r => r.Route.Verb).FirstOrDefault(verb => verb.Count() > 1);
        if (twice is not null)
            throw new ArgumentException($"The verb '{twice.Key}' is registered twice.", nameof(registrations));
        _byVerb = all.ToFrozenDictionary(r => r.Route.Verb, StringComparer.Ordinal);
        Routes = [.. all.Select(r => r.Route)];
        Parser = new LineParser(Routes, Verbs.ShowTicket);
    }

    /// <summary>The routes in the order of registration. Help lists them in the same order.</summary>
    public IReadOnlyList<Route> Routes { get; }

    /// <summary>The parser for lines that mean these routes.</summary>
    public LineParser Parser { get; }

    /// <summary>The registration of a verb; null if the bot does not know it.</summary>
    public HandlerRegistration? Find(string? verb) => verb is null ? null : _byVerb.GetValueOrDefault(verb);
}

/// <summary>Registers handlers.</summary>
public static class HandlerRegistrationExtensions
{
    /// <summary>Adds a handler under its own route.</summary>
    public static IServiceCollection AddHandler<T>(this IServiceCollection services)
        where T : class, IRequestHandler => services.AddScoped<T>().AddSingleton(new HandlerRegistration(T.Route, typeof(T)));
}
