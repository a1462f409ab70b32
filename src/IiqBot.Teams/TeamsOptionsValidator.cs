using Microsoft.Extensions.Options;

namespace IiqBot.Teams;

/// <summary>Stops the startup when the settings do not match <see cref="TeamsHosting"/>.</summary>
internal sealed class TeamsOptionsValidator(TeamsHosting hosting) : IValidateOptions<TeamsOptions>
{
    public ValidateOptionsResult Validate(string? name, TeamsOptions options)
    {
        if (hosting == TeamsHosting.LocalTrial)
        {
            // A trial accepts requests without a token, so it must never run with a real bot's settings.
            return options.IsConfigured ? ValidateOptionsResult.Fail(Texts.SettingTrialRefused) : ValidateOptionsResult.Success;
        }
        var missing = TeamsOptions.Missing(options);
        return missing.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(missing);
    }
}
