using Microsoft.Extensions.Options;

namespace IiqBot.Slack;

/// <summary>Stops the startup when a setting is missing: an empty signing secret must never let requests through.</summary>
internal sealed class SlackOptionsValidator : IValidateOptions<SlackOptions>
{
    public ValidateOptionsResult Validate(string? name, SlackOptions options)
    {
        var missing = SlackOptions.Missing(options);
        return missing.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(missing);
    }
}
