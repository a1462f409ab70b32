using IiqBot.Core.Identity;
using IiqBot.Core.Model;

namespace IiqBot.Web.Terminal;

/// <summary>The one person at the terminal, who is made up like the district.</summary>
internal sealed class TerminalDirectory : IPersonDirectory
{
    /// <summary>The platform's name.</summary>
    public const string Name = "terminal";

    /// <inheritdoc />
    public string Platform => Name;

    /// <inheritdoc />
    public Task<PlatformPerson> FindAsync(Actor actor, ConversationAddress conversation, CancellationToken cancellationToken) =>
        Task.FromResult(new PlatformPerson("terry.minal@maplewood.example", "Terry Minal", IsGuest: false));
}
