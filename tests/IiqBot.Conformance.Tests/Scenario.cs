using System.Reflection;
using IiqBot.Conformance.Tests.Driving;

namespace IiqBot.Conformance.Tests;

/// <summary>Marks a scenario. It runs on every platform unless the attribute says why it cannot exist on one.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ScenarioAttribute : Attribute
{
    /// <summary>Why it cannot exist on Teams; null if it can.</summary>
    public string? NotOnTeams { get; init; }

    /// <summary>Why it cannot exist on Slack; null if it can.</summary>
    public string? NotOnSlack { get; init; }

    /// <summary>Whether it runs in its own world, because later effects of other scenarios would look like its own.</summary>
    public bool IsAlone { get; init; }
}

/// <summary>What people do with the bot and what they must see then: the name of the method in words, and the method.</summary>
internal sealed record Scenario(string Theme, string Name, ScenarioAttribute On, Func<Chat, Task> RunAsync)
{
    /// <summary>All scenarios, in the order of the files.</summary>
    public static IReadOnlyList<Scenario> All { get; } =
    [
        .. from theme in typeof(Scenario).Assembly.GetTypes()
        let heading = theme.GetCustomAttribute<ThemeAttribute>()
        where heading is not null
        orderby heading.Position
        from method in theme.GetMethods().OrderBy(method => method.MetadataToken)
        let platforms = method.GetCustomAttribute<ScenarioAttribute>()
        where platforms is not null
        select new Scenario(heading.Name, method.Name.Replace('_', ' '), platforms, method.CreateDelegate<Func<Chat, Task>>()),
    ];
}

/// <summary>Names the theme of a class of scenarios.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ThemeAttribute(int position, string name) : Attribute
{
    public int Position => position;

    public string Name => name;
}
