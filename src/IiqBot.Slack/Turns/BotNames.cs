using IiqBot.Core.Parsing;

namespace IiqBot.Slack.Turns;

/// <summary>
/// The names that people type instead of a mention: the product's name, and the bot's name in the workspace, as <c>auth.test</c> gives it
/// (lower case, with hyphens for blanks).
/// </summary>
internal sealed class BotNames
{
    private volatile string[] _names = ["IiqBot"];

    /// <summary>Records the bot's name in the workspace.</summary>
    public void Note(string name) =>
        _names = [.. _names.Append(name).Append(name.Replace('_', ' ')).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Removes the words that address the bot from a line.</summary>
    /// <param name="line">The line, with <see cref="Address.Mention"/> in place of a mention of the bot.</param>
    public AddressedLine Read(string line)
    {
        foreach (var name in _names)
        {
            if (Address.Read(line, name) is var read && read != new AddressedLine(line))
                return read;
        }

        return new(line);
    }
}
