using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;

namespace IiqBot.Core.Features;

/// <summary>Lists what people can ask for. Generated from the routes, so it is never outdated.</summary>
public sealed class Help(HandlerRegistry registry) : IRequestHandler
{
    /// <inheritdoc />
    public static Route Route { get; } =
        new(Verbs.Help, Access.Anyone)
        {
            Aliases = ["help", "?", "commands", "start", "ayuda"],
            Button = () => Texts.ActionHelp,
            Line = new(new LinePart.Rest("about") { After = ["about", "with"] }),
        };

    // The card depends only on these three, and the routes do not change while the bot runs.
    private static readonly ConditionalWeakTable<HandlerRegistry, ConcurrentDictionary<(CultureInfo, bool, bool), Card>> Drawn = [];

    /// <inheritdoc />
    public Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var role = (CultureInfo.CurrentUICulture, turn.Caller?.IsAgent ?? false, turn.Caller?.IsAdministrator ?? false);
        var card = Drawn
            .GetOrCreateValue(registry)
            .GetOrAdd(role, static (key, routes) => Draw(routes, key.Item2, key.Item3), registry.Routes);
        return Task.FromResult<BotResponse>(new BotResponse.Reply(card));
    }

    private static Card Draw(IReadOnlyList<Route> routes, bool isAgent, bool isAdministrator)
    {
        var usages = routes
            .Where(route => route.Usage is not null && Allows(route.Access, isAgent, isAdministrator))
            .Select(route => route.Usage!())
            .Select(usage => new Fact(usage.Syntax, usage.Meaning));
        return new Card
        {
            Title = Texts.HelpTitle,
            Summary = Texts.HelpSummary,
            Body =
            [
                new CardElement.Paragraph(Texts.HelpIntroduction),
                new CardElement.Facts([.. usages]),
                new CardElement.Paragraph(Texts.HelpHint) { IsMuted = true },
            ],
            Actions = StartingPoints.For(isAgent),
            IsShared = true,
        };
    }

    private static bool Allows(Access access, bool isAgent, bool isAdministrator) =>
        access switch
        {
            Access.Administrator => isAdministrator,
            Access.Agent => isAgent,
            _ => true,
        };
}

/// <summary>Greets a conversation after the bot was added.</summary>
public sealed class Welcome : IRequestHandler
{
    /// <inheritdoc />
    public static Route Route { get; } = new(Verbs.Welcome, Access.Anyone);

    /// <inheritdoc />
    public Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var greeting =
            !turn.IsOneToOne ? Texts.WelcomeAll
            : turn.Caller is { } person ? Texts.WelcomePerson.With(person.Name)
            : Texts.WelcomeOne;
        return Task.FromResult<BotResponse>(
            new BotResponse.Reply(
                new Card
                {
                    Title = Texts.WelcomeTitle,
                    Summary = Texts.WelcomeSummary,
                    Body = [new CardElement.Paragraph(greeting), new CardElement.Paragraph(Texts.WelcomeHint) { IsMuted = true }],
                    Actions =
                    [
                        .. StartingPoints.For(turn.Caller?.IsAgent ?? false),
                        new CardAction.Press(Texts.ActionHelp, Verbs.Help, Arguments.None),
                    ],
                }
            )
        );
    }
}
