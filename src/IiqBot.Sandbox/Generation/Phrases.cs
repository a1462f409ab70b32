namespace IiqBot.Sandbox.Generation;

/// <summary>What people write on tickets.</summary>
internal static class Phrases
{
    public static readonly IReadOnlyList<string> Descriptions =
    [
        "It worked yesterday and stopped this morning.",
        "I have a class in there at third period, so today would be great.",
        "I tried turning it off and on again.",
        "This is the second time this month.",
        "A student told me about it before lunch.",
        "It comes and goes, mostly in the afternoon.",
        "No rush, any day this week is fine.",
        "Please call before you come, the room is often in use.",
        "<p>Happens every time.</p><p>I can show you after 3 pm.</p>",
        "The one next door has the same problem.",
    ];

    public static readonly IReadOnlyList<string> Sensitive =
    [
        "This is about a student's account; please do not discuss it in the hallway.",
        "Concerns a personnel matter, please handle discreetly.",
        "A student saw something upsetting on the screen. Please talk to me first.",
    ];

    public static readonly IReadOnlyList<string> PublicComments =
    [
        "<p>I will stop by this afternoon.</p>",
        "<p>Could you tell me which light is on?</p>",
        "<p>A part is on order and should be here in two days.</p>",
        "<p>Fixed. Please let me know if it comes back.</p>",
        "<p>Is the room free during second period?</p>",
    ];

    public static readonly IReadOnlyList<string> Replies =
    [
        "<p>Thank you!</p>",
        "<p>It is the orange one.</p>",
        "<p>Yes, the room is free until ten.</p>",
        "<p>It is still happening.</p>",
    ];

    public static readonly IReadOnlyList<string> PrivateNotes =
    [
        "<p>Same cable as in the last three tickets from this wing.</p>",
        "<p>Out of warranty since June.</p>",
        "<p>Spare is on the shelf in the workshop.</p>",
        "<p>Vendor wants photos before they send anything.</p>",
    ];

    public static readonly IReadOnlyList<string> Places =
    [
        "Left side of the room",
        "By the window",
        "Cart 3",
        "Teacher's desk",
        "Second door on the right",
    ];
}
