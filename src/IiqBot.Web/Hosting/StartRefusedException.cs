namespace IiqBot.Web.Hosting;

/// <summary>The settings do not allow a startup. The message says what is missing and is for the person at the console.</summary>
/// <param name="findings">One sentence for each thing that is missing or wrong.</param>
public sealed class StartRefusedException(IReadOnlyList<string> findings)
    : Exception(
        $"{Texts.StartRefused}{Environment.NewLine}{string.Join(Environment.NewLine, findings.Select(finding => $"  - {finding}"))}{Environment.NewLine}{Texts.StartRefusedNext}"
    )
{
    /// <summary>What is missing or wrong.</summary>
    public IReadOnlyList<string> Findings { get; } = findings;
}
