using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;
using Microsoft.Extensions.DependencyInjection;

namespace IiqBot.Slack.Turns;

/// <summary>
/// Puts names in place of mentions before a request is answered: after its acknowledgement, which waits for nobody, and also when it was
/// stored and another process takes it over. Only for people who are let in: looking names up costs others.
/// </summary>
internal sealed class NamingDispatcher(IDispatcher inner, MentionedNames names) : IDispatcher
{
    public ValueTask<Accepted> AcceptAsync(BotRequest request, CancellationToken cancellationToken) => inner.AcceptAsync(request, cancellationToken);

    public async Task<BotResponse> AnswerAsync(Accepted accepted, CancellationToken cancellationToken)
    {
        if (accepted.Request.Actor.Platform == Platform.Name)
            accepted = accepted with { Request = await names.InAsync(accepted.Request, inner.IsLetInAsync, cancellationToken) };
        return await inner.AnswerAsync(accepted, cancellationToken);
    }

    public Task ShownAsync(Accepted accepted, BotResponse answer, DeliveryResult result, CancellationToken cancellationToken) =>
        inner.ShownAsync(accepted, answer, result, cancellationToken);

    public Task<bool?> IsLetInAsync(BotRequest request, CancellationToken cancellationToken) => inner.IsLetInAsync(request, cancellationToken);

    public Task<IReadOnlyList<Option>> SuggestAsync(BotRequest request, string source, string query, int limit, CancellationToken cancellationToken) =>
        inner.SuggestAsync(request, source, query, limit, cancellationToken);

    /// <summary>Puts it in front of the dispatcher that is registered.</summary>
    /// <exception cref="InvalidOperationException">None is registered yet.</exception>
    public static void Decorate(IServiceCollection services)
    {
        var registered = services.LastOrDefault(service => service.ServiceType == typeof(IDispatcher))
            ?? throw new InvalidOperationException("Slack needs a dispatcher that is registered before it.");
        services.Remove(registered);
        services.AddSingleton<IDispatcher>(provider => new NamingDispatcher(
            (IDispatcher)(registered.ImplementationInstance ?? registered.ImplementationFactory?.Invoke(provider)
                ?? ActivatorUtilities.CreateInstance(provider, registered.ImplementationType!)),
            provider.GetRequiredService<MentionedNames>()));
    }
}
