using Microsoft.Extensions.Options;

namespace IiqBot.Teams;

/// <summary>Stops the start when the settings do not fit the way the endpoint is hosted.</summary>
internal sealed class TeamsOptionsValidator(TeamsHosting hosting) : IValidateOptions<TeamsOptions>
{
    public ValidateOptionsResult Validate(string? name, TeamsOptions options)
    {
        if (hosting == TeamsHosting.LocalTrial)
        {
            // A trial takes requests without a token: never where a real bot is configured.
            return options.IsConfigured ? ValidateOptionsResult.Fail(Texts.SettingTrialRefused) : ValidateOptionsResult.Success;
        }
        var missing = TeamsOptions.Missing(options);
        return missing.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(missing);
    }
}
