namespace IiqBot.FakeConnector;

/// <summary>An operation that the bot calls on the platform; used to aim faults.</summary>
[Flags]
public enum ConnectorOperation
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Post a message.</summary>
    Send = 1,

    /// <summary>Post a message in reply to another.</summary>
    Reply = 2,

    /// <summary>Replace a message.</summary>
    Update = 4,

    /// <summary>Delete a message.</summary>
    Delete = 8,

    /// <summary>Create a conversation or a channel thread.</summary>
    Create = 16,

    /// <summary>Show that the bot is typing.</summary>
    Typing = 32,

    /// <summary>Read members, teams or channels.</summary>
    Read = 64,

    /// <summary>Get an access token.</summary>
    Login = 128,

    /// <summary>A new message, whether or not it is a reply.</summary>
    Post = Send | Reply,

    /// <summary>Everything that changes what people read.</summary>
    Messages = Send | Reply | Update | Delete | Create,
}
