using IiqBot.Core.Pipeline;
using Microsoft.Extensions.DependencyInjection;

namespace IiqBot.Core.Tests.District;

/// <summary>The product's routes, for tests that need only these.</summary>
public static class CoreRoutes
{
    public static IReadOnlyList<HandlerRegistration> Registrations { get; } =
    [
        .. new ServiceCollection()
            .AddCore()
            .Where(s => s.ServiceType == typeof(HandlerRegistration))
            .Select(s => (HandlerRegistration)s.ImplementationInstance!),
    ];

    public static HandlerRegistry Registry { get; } = new(Registrations);
}
