using System.Text.Json;

namespace IiqBot.Teams.Activities;

/// <summary>
/// What the bot reads of an activity, under the names of the Bot Framework protocol. Everything may be missing; names that
/// are not listed are passed over. Its members can be set because the generated reader is slower with those that can only
/// be initialized; nothing changes them once they are read.
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

/// <summary>Who sends or receives.</summary>
/// <param name="Id">The id on the channel (<c>29:…</c> for people, <c>28:…</c> for bots).</param>
/// <param name="Name">The name shown.</param>
/// <param name="AadObjectId">The Entra object id; missing for bots and for some guests.</param>
/// <param name="Role"><c>user</c>, <c>bot</c> or <c>skill</c>.</param>
internal sealed record ChannelAccount(string? Id, string? Name, string? AadObjectId, string? Role);

/// <summary>The conversation.</summary>
/// <param name="Id">Its id; in channels followed by <c>;messageid=</c> and the thread's first message.</param>
/// <param name="ConversationType"><c>personal</c>, <c>groupChat</c> or <c>channel</c>; missing for personal ones of old.</param>
/// <param name="TenantId">The tenant.</param>
/// <param name="IsGroup">Whether more than one person takes part.</param>
internal sealed record ConversationAccount(string? Id, string? ConversationType, string? TenantId, bool? IsGroup);

/// <summary>What stands beside a text, of which only mentions matter.</summary>
/// <param name="Type"><c>mention</c>, or something else.</param>
/// <param name="Text">The piece of the text it stands for.</param>
/// <param name="Mentioned">Who is mentioned.</param>
internal sealed record Entity(string? Type, string? Text, ChannelAccount? Mentioned);

/// <summary>What is attached.</summary>
/// <param name="ContentType">The kind.</param>
/// <param name="ContentUrl">Where it is.</param>
/// <param name="Name">Its name.</param>
/// <param name="Content">What its kind makes of it; of a file, how to get it.</param>
internal sealed record Attachment(string? ContentType, string? ContentUrl, string? Name, JsonElement Content);

/// <summary>What Teams adds to an activity.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Team">The team, in channels.</param>
internal sealed record TeamsChannelData(Named? Tenant, Named? Team);

/// <summary>Something with an id.</summary>
/// <param name="Id">The id.</param>
internal sealed record Named(string? Id);

/// <summary>A member as the connector answers (GET /v3/conversations/{id}/members/{id}).</summary>
/// <param name="Name">The name.</param>
/// <param name="Email">The e-mail address.</param>
/// <param name="UserPrincipalName">The sign-in name.</param>
/// <param name="UserRole"><c>user</c>, <c>guest</c> or <c>anonymous</c>.</param>
/// <param name="TenantId">The person's home tenant.</param>
internal sealed record TeamsMember(string? Name, string? Email, string? UserPrincipalName, string? UserRole, string? TenantId);

/// <summary>The <c>value</c> of an <c>adaptiveCard/action</c> invoke.</summary>
/// <param name="Action">A copy of the action.</param>
internal sealed record CardActionValue(CardActionPayload? Action);

/// <summary>The action that was pressed.</summary>
/// <param name="Type"><c>Action.Execute</c>.</param>
/// <param name="Verb">The verb.</param>
/// <param name="Data">Its data, with the inputs' values.</param>
internal sealed record CardActionPayload(string? Type, string? Verb, JsonElement Data);

/// <summary>The <c>value</c> of an <c>application/search</c> invoke.</summary>
/// <param name="QueryText">What was typed.</param>
/// <param name="Dataset">Which choices.</param>
/// <param name="QueryOptions">Which page.</param>
/// <param name="Data">The card's other inputs, when the query asked for them.</param>
internal sealed record SearchValue(string? QueryText, string? Dataset, SearchPage? QueryOptions, JsonElement Data);

/// <summary>Which page of a search.</summary>
/// <param name="Skip">How many to pass over.</param>
/// <param name="Top">How many are wanted.</param>
internal sealed record SearchPage(int? Skip, int? Top);
