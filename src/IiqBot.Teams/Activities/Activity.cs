using System.Text.Json;

namespace IiqBot.Teams.Activities;

/// <summary>
/// The parts of an activity that the bot reads, under the names of the Bot Framework protocol. Everything may be missing; the reader skips
/// names that are not listed. Properties have setters because the generated reader is slower with init-only ones; nothing changes them
/// after reading.
/// </summary>
internal sealed record Activity
{
    public string? Type { get; set; }

    public string? Id { get; set; }

    public string? Name { get; set; }

    public string? Action { get; set; }

    public string? ServiceUrl { get; set; }

    public string? ChannelId { get; set; }

    public ChannelAccount? From { get; set; }

    public ChannelAccount? Recipient { get; set; }

    public ConversationAccount? Conversation { get; set; }

    public string? Text { get; set; }

    public string? Locale { get; set; }

    public string? ReplyToId { get; set; }

    public string? DeliveryMode { get; set; }

    public JsonElement Value { get; set; }

    public IReadOnlyList<Entity?>? Entities { get; set; }

    public IReadOnlyList<Attachment?>? Attachments { get; set; }

    public IReadOnlyList<ChannelAccount?>? MembersAdded { get; set; }

    public TeamsChannelData? ChannelData { get; set; }
}

/// <summary>The sender or the recipient.</summary>
/// <param name="Id">The id on the channel (<c>29:…</c> for people, <c>28:…</c> for bots).</param>
/// <param name="Name">The display name.</param>
/// <param name="AadObjectId">The Entra object id; missing for bots and for some guests.</param>
/// <param name="Role"><c>user</c>, <c>bot</c> or <c>skill</c>.</param>
internal sealed record ChannelAccount(string? Id, string? Name, string? AadObjectId, string? Role);

/// <summary>A conversation.</summary>
/// <param name="Id">The id. In channels it ends with <c>;messageid=</c> and the id of the thread's first message.</param>
/// <param name="ConversationType"><c>personal</c>, <c>groupChat</c> or <c>channel</c>; missing in old personal conversations.</param>
/// <param name="TenantId">The tenant.</param>
/// <param name="IsGroup">Whether the conversation has more than one person.</param>
internal sealed record ConversationAccount(string? Id, string? ConversationType, string? TenantId, bool? IsGroup);

/// <summary>Metadata of a text. Only mentions matter to the bot.</summary>
/// <param name="Type"><c>mention</c>, or another type.</param>
/// <param name="Text">The part of the text that it describes.</param>
/// <param name="Mentioned">The mentioned account.</param>
internal sealed record Entity(string? Type, string? Text, ChannelAccount? Mentioned);

/// <summary>An attachment.</summary>
/// <param name="ContentType">The content type.</param>
/// <param name="ContentUrl">The address.</param>
/// <param name="Name">The name.</param>
/// <param name="Content">The content, which depends on the type; for a file, how to download it.</param>
internal sealed record Attachment(string? ContentType, string? ContentUrl, string? Name, JsonElement Content);

/// <summary>The data that Teams adds to an activity.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Team">The team, for channels.</param>
internal sealed record TeamsChannelData(Named? Tenant, Named? Team);

/// <summary>An object with an id.</summary>
/// <param name="Id">The id.</param>
internal sealed record Named(string? Id);

/// <summary>A member, as the connector returns it (GET /v3/conversations/{id}/members/{id}).</summary>
/// <param name="Name">The name.</param>
/// <param name="Email">The e-mail address.</param>
/// <param name="UserPrincipalName">The sign-in name.</param>
/// <param name="UserRole"><c>user</c>, <c>guest</c> or <c>anonymous</c>.</param>
/// <param name="TenantId">The person's home tenant.</param>
internal sealed record TeamsMember(string? Name, string? Email, string? UserPrincipalName, string? UserRole, string? TenantId);

/// <summary>The <c>value</c> of an <c>adaptiveCard/action</c> invoke.</summary>
/// <param name="Action">A copy of the action.</param>
internal sealed record CardActionValue(CardActionPayload? Action);

/// <summary>The pressed action.</summary>
/// <param name="Type"><c>Action.Execute</c>.</param>
/// <param name="Verb">The verb.</param>
/// <param name="Data">Its data, with the values of the inputs.</param>
internal sealed record CardActionPayload(string? Type, string? Verb, JsonElement Data);

/// <summary>The <c>value</c> of an <c>application/search</c> invoke.</summary>
/// <param name="QueryText">The typed text.</param>
/// <param name="Dataset">The name of the data set.</param>
/// <param name="QueryOptions">The page.</param>
/// <param name="Data">The card's other inputs, if the query asked for them.</param>
internal sealed record SearchValue(string? QueryText, string? Dataset, SearchPage? QueryOptions, JsonElement Data);

/// <summary>A page of a search.</summary>
/// <param name="Skip">How many results to skip.</param>
/// <param name="Top">How many results to return.</param>
internal sealed record SearchPage(int? Skip, int? Top);
