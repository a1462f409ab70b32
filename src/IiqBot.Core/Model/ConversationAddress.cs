namespace IiqBot.Core.Model;

/// <summary>Who can read the messages of a conversation.</summary>
public enum ConversationScope
{
    /// <summary>One person and the bot.</summary>
    OneToOne,

    /// <summary>A group chat.</summary>
    Group,

    /// <summary>A channel.</summary>
    Channel,
}

/// <summary>Where an answer goes, and where later messages can go.</summary>
/// <param name="Platform">The adapter that can deliver there.</param>
/// <param name="Tenant">The tenant or workspace.</param>
/// <param name="Conversation">The conversation's id on the platform.</param>
/// <param name="Scope">Who can read it.</param>
public sealed record ConversationAddress(string Platform, string Tenant, string Conversation, ConversationScope Scope)
{
    /// <summary>The thread within the conversation; null for the conversation itself.</summary>
    public string? Thread { get; init; }

    /// <summary>What else the adapter needs to deliver (for Teams, the authenticated service URL). Only the adapter reads it.</summary>
    public string Route { get; init; } = "";

    /// <summary>Whether only the person and the bot can read it.</summary>
    public bool IsOneToOne => Scope == ConversationScope.OneToOne;
}
