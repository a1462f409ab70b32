using System.Text.RegularExpressions;
using IiqBot.Core.Durability;
using IiqBot.Core.Model;
using IiqBot.Core.Tests.District;
using Microsoft.Extensions.DependencyInjection;

namespace IiqBot.Core.Tests.Conventions;

/// <summary>Rules that every feature keeps, including future ones.</summary>
public sealed partial class RouteTests : DistrictTest
{
    public static TheoryData<string> EveryVerb => [.. CoreRoutes.Registrations.Select(registration => registration.Route.Verb)];

    public static TheoryData<string> EveryReadingVerb =>
        [.. CoreRoutes.Registry.Routes.Where(route => !route.Writes).Select(route => route.Verb)];

    /// <summary>Everything that opens a form: each form handler, and each button that asks for input.</summary>
    public static TheoryData<string> EveryAskingVerb =>
        [
            .. CoreRoutes
                .Registrations.Where(registration =>
                    registration.Handler.IsAssignableTo(typeof(IFormHandler))
                    || registration.Route is { AsksFor: not null, Button: not null }
                )
                .Select(registration => registration.Route.Verb),
        ];

    [Fact]
    public void Every_handler_is_registered()
    {
        var handlers = typeof(IRequestHandler)
            .Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IRequestHandler)));

        Assert.Equal(
            handlers.Select(type => type.Name).Order(StringComparer.Ordinal),
            CoreRoutes.Registrations.Select(registration => registration.Handler.Name).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Every_source_of_choices_that_a_form_names_exists()
    {
        using var scope = District.Get<IServiceScopeFactory>().CreateScope();
        var names = scope.ServiceProvider.GetServices<IOptionsSource>().Select(source => source.Name).ToList();
        var declared = typeof(IOptionsSource)
            .Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IOptionsSource)));

        Assert.Equal(declared.Count(), names.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(EveryVerb))]
    public void Every_verb_is_a_noun_and_a_verb(string verb) => Assert.Matches(VerbForm(), verb);

    [Fact]
    public void Every_verb_has_one_route() => Assert.Distinct(CoreRoutes.Registrations.Select(registration => registration.Route.Verb));

    [Theory]
    [MemberData(nameof(EveryVerb))]
    public void Every_line_that_help_suggests_is_parsed_as_its_route(string verb)
    {
        var route = CoreRoutes.Registry.Find(verb)!.Route;
        if (route.Usage is not { } usage)
            return;

        var parsed = CoreRoutes.Registry.Parser.Parse(usage().Syntax);

        Assert.Equal(verb, parsed.Verb);
        Assert.Empty(parsed.NotUnderstood);
        Assert.NotEmpty(usage().Meaning);
    }

    [Theory]
    [MemberData(nameof(EveryVerb))]
    public void Every_alias_is_parsed_as_its_verb(string verb)
    {
        var route = CoreRoutes.Registry.Find(verb)!.Route;

        // Alone it may mean another route that takes no arguments.
        foreach (var alias in route.Aliases)
            Assert.Contains(
                verb,
                new[] { alias, route.Line.Ticket is null ? alias : $"{alias} 39181" }.Select(line =>
                    CoreRoutes.Registry.Parser.Parse(line).Verb
                )
            );
    }

    [Theory]
    [MemberData(nameof(EveryReadingVerb))]
    public async Task A_route_without_writes_changes_no_ticket_and_no_setting_and_sends_nothing(string verb)
    {
        var (settings, outbox, lost) = (new Mock<IPersonalSettings>(), new Mock<IOutbox>(), Guid.NewGuid());
        settings
            .Setup(s => s.FindAsync(It.IsAny<Guid>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new PersonalSettings(TestDistrict.Laptop.LocationId, RoomId: null));
        outbox.Setup(o => o.DeadAsync(It.IsAny<int>(), It.IsAny<CancellationToken>())).ReturnsAsync([]);
        await using var district = new Scenario(services => services.AddSingleton(settings.Object).AddSingleton(outbox.Object));
        var chat = district.ChatOf(TestDistrict.Administrator);
        var route = CoreRoutes.Registry.Find(verb)!.Route;

        if (route.Usage is { } usage)
            await chat.Types(usage().Syntax);
        await chat.Presses(verb, ArgumentsOf(route).With(ArgumentNames.Delivery, lost.ToString()));

        Assert.Equal(0, district.Site.Written);
        Assert.Empty(district.Site.Created);
        settings.Verify(
            s => s.SaveAsync(It.IsAny<Guid>(), It.IsAny<PersonalSettings>(), It.IsAny<DateTimeOffset>(), It.IsAny<CancellationToken>()),
            Times.Never
        );
        outbox.Verify(o => o.ResendAsync(It.IsAny<Guid>(), It.IsAny<CancellationToken>()), Times.Never);
        outbox.Verify(
            o => o.EnqueueAsync(It.Is<IReadOnlyList<Delivery>>(all => all.Any(IsNews)), It.IsAny<CancellationToken>()),
            Times.Never
        );
    }

    /// <summary>A card that only follows its ticket is not news.</summary>
    private static bool IsNews(Delivery delivery) => delivery is not Delivery.CardUpdate;

    [Theory]
    [MemberData(nameof(EveryAskingVerb))]
    public async Task Every_form_fits_both_platforms_and_returns_to_a_form_handler(string verb)
    {
        var arguments = ArgumentsOf(CoreRoutes.Registry.Find(verb)!.Route);

        Fits((await District.ChatOf(TestDistrict.Technician).Presses(verb, arguments)).OpenedForm());
    }

    private static Arguments ArgumentsOf(Route route) =>
        route.Line.Ticket is null ? Arguments.None : Arguments.Of(TicketArguments.Ticket, TestDistrict.Laptop.Number);

    private static void Fits(Form form)
    {
        Assert.InRange(form.Title.Length, 1, 24);
        Assert.InRange(form.Submit.Length, 1, 24);
        Assert.True(Guid.TryParse(form.InstanceId, out _));
        Assert.Distinct(form.Fields.Select(field => field.Id));
        Assert.All(form.Fields, field => Assert.NotEmpty(field.Label));
        Assert.True(CoreRoutes.Registry.Find(form.Verb)!.Handler.IsAssignableTo(typeof(IFormHandler)));
    }

    [Fact]
    public void A_route_that_writes_and_asks_by_a_form_says_what_it_asks_for() =>
        Assert.All(
            CoreRoutes.Registrations.Where(r => r.Route.Writes && r.Handler.IsAssignableTo(typeof(IFormHandler))),
            registration => Assert.NotNull(registration.Route.AsksFor)
        );

    [Fact]
    public async Task Every_button_carries_a_verb_that_exists()
    {
        foreach (
            var line in (string[])
                ["help", "39181", "my tickets", "open tickets", "search laptop", "history 39181", "who am I", "settings", "blah", "show"]
        )
        {
            var card = (await District.ChatOf(TestDistrict.Administrator).Types(line)).Card();
            Assert.All(card.Actions.OfType<CardAction.Press>(), press => Assert.NotNull(CoreRoutes.Registry.Find(press.Verb)));
            Assert.All(card.Actions, action => Assert.InRange(action.Label.Length, 1, 75));
        }
    }

    [GeneratedRegex(@"^[a-z]+\.[a-z]+\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VerbForm();
}
