namespace IiqBot.IncidentIq.Http;

/// <summary>What a call does to the server's state. This decides what a retry or a lost answer means.</summary>
internal enum Effect
{
    /// <summary>Changes nothing. The method does not matter: searches are POST, too.</summary>
    Read,

    /// <summary>A write that leaves the same state if it runs twice.</summary>
    RepeatableWrite,

    /// <summary>A write that must be sent at most once.</summary>
    OnceOnlyWrite,
}

/// <summary>An operation of the API.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Template">
/// The path below the site's address, with <c>{placeholders}</c>. Telemetry records this form only, so it contains no id and no
/// e-mail.
/// </param>
/// <param name="Effect">What the operation does.</param>
internal sealed record Route(HttpMethod Method, string Template, Effect Effect)
{
    /// <summary>Whether a retry is harmless.</summary>
    public bool SafeToRepeat => Effect is not Effect.OnceOnlyWrite;

    /// <summary>Whether the call may have had an effect although no answer came.</summary>
    public bool IsWrite => Effect is not Effect.Read;

    /// <summary>Replaces the placeholders, in order, with percent-encoded values.</summary>
    public string Fill(params ReadOnlySpan<string> values)
    {
        var path = new System.Text.StringBuilder();
        var rest = Template.AsSpan();
        foreach (var value in values)
        {
            var open = rest.IndexOf('{');
            path.Append(rest[..open]).Append(Uri.EscapeDataString(value));
            rest = rest[(rest.IndexOf('}') + 1)..];
        }

        return path.Append(rest).ToString();
    }

    /// <summary>The operation as logs show it.</summary>
    public override string ToString() => $"{Method} {Template}";
}
