namespace IiqBot.IncidentIq.Http;

/// <summary>What a call does, and so what a retry or a lost answer means.</summary>
internal enum Effect
{
    /// <summary>Changes nothing, whatever its method: searches are POST, too.</summary>
    Read,

    /// <summary>A write that leaves the same state when it is carried out twice.</summary>
    RepeatableWrite,

    /// <summary>A write that must be sent at most once.</summary>
    OnceOnlyWrite,
}

/// <summary>An operation of the API.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Template">The path below the site's address, with <c>{placeholders}</c>. It is what telemetry sees: no id, no
/// e-mail.</param>
/// <param name="Effect">What it does.</param>
internal sealed record Route(HttpMethod Method, string Template, Effect Effect)
{
    /// <summary>Whether a second attempt is harmless.</summary>
    public bool SafeToRepeat => Effect is not Effect.OnceOnlyWrite;

    /// <summary>Whether something may have been done although no answer came.</summary>
    public bool IsWrite => Effect is not Effect.Read;

    /// <summary>Puts percent-encoded values in place of the placeholders, in order.</summary>
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

    /// <summary>As the logs name it.</summary>
    public override string ToString() => $"{Method} {Template}";
}
