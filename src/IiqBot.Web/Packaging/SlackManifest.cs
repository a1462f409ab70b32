using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace IiqBot.Web.Packaging;

/// <summary>
/// The app manifest that an administrator pastes at api.slack.com/apps (docs.slack.dev, "App manifests"). With Socket Mode Slack needs no
/// address of the bot, so the manifest has none.
/// </summary>
/// <param name="Host">The bot's public DNS name; null for Socket Mode.</param>
public sealed partial record SlackManifest(string? Host)
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The slash command, with its slash. The bot answers to any name.</summary>
    public string Command { get; init; } = "/iiq";

    /// <summary>The domain of ticket links that get a preview; null for no previews.</summary>
    public string? TicketDomain { get; init; }

    /// <summary>Whether an organization can install the app for all its workspaces (Enterprise Grid).</summary>
    public bool IsForOrganization { get; init; }

    /// <summary>What is wrong, one sentence each; empty when the manifest is valid.</summary>
    public IReadOnlyList<string> Findings()
    {
        List<string> findings = [];
        if (Host is not null && !DnsName().IsMatch(Host))
            findings.Add(PackageTexts.HostUnfit.With(Host));
        if (TicketDomain is not null && !DnsName().IsMatch(TicketDomain))
            findings.Add(PackageTexts.HostUnfit.With(TicketDomain));
        if (!CommandName().IsMatch(Command))
            findings.Add(PackageTexts.CommandUnfit.With(Command));
        return findings;
    }

    /// <summary>The manifest as JSON.</summary>
    /// <exception cref="InvalidOperationException">Something is wrong; the message contains <see cref="Findings"/>.</exception>
    public string ToJson()
    {
        var findings = Findings();
        if (findings.Count > 0)
            throw new InvalidOperationException(string.Join(' ', findings));
        var manifest = JsonNode
            .Parse(
                Template()
                    .Replace("{{host}}", Host, StringComparison.Ordinal)
                    .Replace("{{command}}", Command, StringComparison.Ordinal)
                    .Replace("{{ticketDomain}}", TicketDomain, StringComparison.Ordinal)
            )!
            .AsObject();
        manifest["settings"]!["org_deploy_enabled"] = IsForOrganization;
        if (TicketDomain is null)
            WithoutPreviews(manifest);
        if (Host is null)
            OverSockets(manifest);
        return manifest.ToJsonString(Readable);
    }

    private static void WithoutPreviews(JsonObject manifest)
    {
        manifest["features"]!.AsObject().Remove("unfurl_domains");
        Remove(manifest["oauth_config"]!["scopes"]!["bot"]!, "links:read", "links:write");
        Remove(manifest["settings"]!["event_subscriptions"]!["bot_events"]!, "link_shared");
    }

    private static void OverSockets(JsonObject manifest)
    {
        var settings = manifest["settings"]!.AsObject();
        settings["socket_mode_enabled"] = true;
        settings["event_subscriptions"]!.AsObject().Remove("request_url");
        settings["interactivity"]!.AsObject().Remove("request_url");
        settings["interactivity"]!.AsObject().Remove("message_menu_options_url");
        foreach (var command in manifest["features"]!["slash_commands"]!.AsArray())
            command!.AsObject().Remove("url");
    }

    private static void Remove(JsonNode list, params string[] values)
    {
        foreach (var item in list.AsArray().Where(item => values.Contains((string)item!, StringComparer.Ordinal)).ToList())
            list.AsArray().Remove(item);
    }

    private static string Template()
    {
        using var resource = new StreamReader(typeof(SlackManifest).Assembly.GetManifestResourceStream("slack/manifest.json")!);
        return resource.ReadToEnd();
    }

    [GeneratedRegex(
        @"^(?=.{4,253}\z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}\z",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex DnsName();

    [GeneratedRegex(@"^/[a-z0-9_-]{1,31}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CommandName();
}
