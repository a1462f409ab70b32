using IiqBot.Core.Model;

namespace IiqBot.Core.Features.Settings;

/// <summary>Shows the asker's Incident IQ account, and what that account may do. Always private.</summary>
public sealed class WhoAmI : IRequestHandler
{
    /// <inheritdoc />
    public static Route Route { get; } =
        new("person.whoami", Access.Known)
        {
            Aliases = ["whoami", "who am i", "me"],
            Button = () => Texts.ActionMyAccount,
            Usage = () => new(Texts.UsageWhoAmI, Texts.MeaningWhoAmI),
        };

    /// <inheritdoc />
    public Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var person = turn.Person;
        var part =
            person.IsAdministrator ? Texts.PartAdministrator
            : person.IsAgent ? Texts.PartAgent
            : Texts.PartRequester;
        List<Fact> facts = [new(Texts.FactAccount, person.Name)];
        if (person.Account.Email is { } email)
            facts.Add(new(Texts.FactEmail, email));
        facts.Add(new(Texts.FactRole, part));
        if (person.Account.LocationName is { Length: > 0 } location)
            facts.Add(new(Texts.FactLocation, location));
        return Task.FromResult<BotResponse>(
            new BotResponse.Reply(
                new Card
                {
                    Title = Texts.WhoAmITitle,
                    Summary = Texts.WhoAmISummary.With(person.Name, part),
                    Body = [new CardElement.Facts(facts), new CardElement.Paragraph(Texts.WhoAmIHint) { IsMuted = true }],
                    Actions =
                    [
                        .. StartingPoints.For(person.IsAgent),
                        new CardAction.Press(Texts.ActionSettings, Verbs.ShowSettings, Arguments.None),
                        new CardAction.Press(Texts.ActionHelp, Verbs.Help, Arguments.None),
                    ],
                }
            )
            {
                IsPrivate = true,
            }
        );
    }
}
