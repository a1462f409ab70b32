using System.Globalization;
using IiqBot.Core.Model;
using IiqBot.IncidentIq.Lookups;
using IiqBot.Sandbox;
using Route = IiqBot.Core.Model.Route; // ASP.NET Core has another

namespace IiqBot.Web.Trial;

/// <summary>
/// Changes the asker's role in the made-up district, so that they can see both sides: <c>be requester</c>. Exists only where the sandbox is
/// the help desk.
/// </summary>
internal sealed class BecomeRole(SandboxServer sandbox, ILookups lookups) : IRequestHandler
{
    private const string Role = "role";

    /// <inheritdoc />
    public static Route Route { get; } =
        new("sandbox.be", Access.Known)
        {
            Aliases = ["be", "become"],
            Line = new(new LinePart.Filler("a"), new LinePart.Filler("an"), new LinePart.Word(Role)),
            Usage = () => new(Texts.UsageBe, Texts.MeaningBe),
            Writes = true,
        };

    /// <inheritdoc />
    public async Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var role = turn.Arguments[Role]?.ToLowerInvariant() switch
        {
            "requester" or "staff" or "teacher" => nameof(UserRole.Staff),
            "agent" or "technician" or "tech" => nameof(UserRole.Agent),
            "administrator" or "admin" => nameof(UserRole.Administrator),
            _ => null,
        };
        if (role is null || turn.Person.Account.Email is not { } email)
            return Say(Texts.BeWhat);
        sandbox.Control.SetPerson(email, turn.Person.Name, role);
        await lookups.ForgetUserAsync(email, cancellationToken);
        return Say(string.Format(CultureInfo.CurrentCulture, Texts.BeDone, turn.Arguments[Role]));
    }

    private static BotResponse.Reply Say(string text) =>
        new(
            new Card
            {
                Title = Texts.BeTitle,
                Summary = text,
                Body = [new CardElement.Paragraph(text)],
                Actions =
                [
                    new CardAction.Press(Texts.BeRequester, Route.Verb, Arguments.Of(Role, "requester")),
                    new CardAction.Press(Texts.BeAgent, Route.Verb, Arguments.Of(Role, "agent")),
                    new CardAction.Press(Texts.BeAdministrator, Route.Verb, Arguments.Of(Role, "administrator")),
                    new CardAction.Press(Texts.BeHelp, Verbs.Help, Arguments.None),
                ],
            }
        )
        {
            IsPrivate = true,
        };
}
