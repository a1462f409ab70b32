using IiqBot.Core.Parsing;

namespace IiqBot.Slack.Turns;

/// <summary>
/// What people call the bot when they type its name instead of mentioning it: the product's name, and the one it has in the workspace, as
/// <c>auth.test</c> says it (lower case, with lines for blanks).
/// </summary>
internal sealed class BotNames
{
    private volatile string[] _names = ["IiqBot"];

    /// <summary>Takes note of the bot's name in the workspace.</summary>
    public void Note(string name) =>
        _names = [.. _names.Append(name).Append(name.Replace('_', ' ')).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>A line without what calls the bot.</summary>
    /// <param name="line">The line, with <see cref="Address.Mention"/> where the bot was mentioned.</param>
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
