namespace IiqBot.Sandbox.Districts;

/// <summary>A band of priority scores (docs/reference/incident-iq-changes.md, "Priorities").</summary>
internal sealed record PriorityLevel(Guid PriorityLevelId, string Name, int Min, int Max, string Color);

internal sealed record CloseReason(Guid CloseReasonTypeId, string Name);

internal sealed record ResolutionAction(Guid ResolutionActionId, string Name, Guid CategoryId, string CategoryName);

/// <summary>A service level agreement with its two targets, in minutes.</summary>
internal sealed record Sla(
    Guid SlaId,
    string Name,
    Guid ResponseMetricId,
    int ResponseMinutes,
    Guid ResolutionMetricId,
    int ResolutionMinutes
);

internal sealed record Tag(Guid TagId, string Name);

internal sealed record CustomFieldType(Guid CustomFieldTypeId, Guid CustomFieldId, string Name, int EditorTypeId, string? Options);

/// <summary>Short lists that are the same in every made-up district.</summary>
internal static class SiteLists
{
    public static readonly IReadOnlyList<PriorityLevel> Priorities =
    [
        new(new("c3d0574a-2243-e611-a93b-a45e60e682da"), "Low", -99999, 50, "#bcd649"),
        new(new("c4d0574a-2243-e611-a93b-a45e60e682da"), "Medium", 51, 93, "#fcb916"),
        new(new("c5d0574a-2243-e611-a93b-a45e60e682da"), "High", 94, 150, "#f47e20"),
        new(new("c6d0574a-2243-e611-a93b-a45e60e682da"), "Critical", 151, 99999, "#c92632"),
    ];

    public static readonly IReadOnlyList<CloseReason> CloseReasons =
    [
        new(Reason(1), "Canceled"),
        new(Reason(2), "Resolved"),
        new(Reason(3), "Canceled - No Longer Occurring"),
        new(Reason(4), "Canceled - Duplicate Ticket"),
        new(Reason(5), "Resolved - No Issue Found"),
        new(Reason(6), "Resolved - No Response From Requestor"),
    ];

    public static readonly Guid Canceled = Reason(1);
    public static readonly Guid Resolved = Reason(2);
    public static readonly Guid Duplicate = Reason(4);

    public static readonly IReadOnlyList<ResolutionAction> Actions =
    [
        Action(1, "Restarted device", "Repairs"),
        Action(2, "Replaced cable", "Repairs"),
        Action(3, "Replaced part", "Repairs"),
        Action(4, "Swapped for loaner", "Repairs"),
        Action(5, "Reset password", "Support"),
        Action(6, "Installed software", "Support"),
        Action(7, "Showed how it works", "Support"),
        Action(8, "Sent to vendor", "Vendor"),
    ];

    public static readonly IReadOnlyList<Sla> Slas =
    [
        NewSla(1, "Standard - respond in 1 day, resolve in 5", 480, 2400),
        NewSla(2, "Priority - respond in 2 hours, resolve in 1 day", 120, 480),
        NewSla(3, "Classroom down - respond in 30 minutes, resolve in 4 hours", 30, 240),
    ];

    public static readonly IReadOnlyList<Tag> Tags =
    [
        NewTag(1, "Loaner given"),
        NewTag(2, "Warranty"),
        NewTag(3, "Needs part"),
        NewTag(4, "Testing week"),
        NewTag(5, "Summer work"),
    ];

    public static readonly IReadOnlyList<CustomFieldType> CustomFields =
    [
        Field(1, "Best time to visit", 1, null),
        Field(2, "How did it happen?", 9, """["Dropped","Liquid","Wear","Unknown"]"""),
        Field(3, "Blocks teaching", 8, null),
    ];

    public static readonly IReadOnlyList<(int SourceId, string Name)> Sources =
    [
        (1, "Web Portal"),
        (2, "E-mail"),
        (3, "Phone"),
        (4, "Walk-up"),
        (5, "API"),
        (6, "Mobile App"),
    ];

    public static PriorityLevel PriorityOf(int score) => Priorities.First(level => score <= level.Max);

    private static Guid Reason(int number) => new($"c98ae44e-ada0-4ae7-ae30-817785c0000{number}");

    private static ResolutionAction Action(int number, string name, string category) =>
        new(
            new($"5f1d7a00-0000-4000-8000-00000000000{number}"),
            name,
            new($"5f1d7a00-0000-4000-8000-0000000001{category.Length:00}"),
            category
        );

    private static Sla NewSla(int number, string name, int response, int resolution) =>
        new(
            new($"5f1d7b00-0000-4000-8000-00000000000{number}"),
            name,
            new($"5f1d7b00-0000-4000-8000-00000000010{number}"),
            response,
            new($"5f1d7b00-0000-4000-8000-00000000020{number}"),
            resolution
        );

    private static Tag NewTag(int number, string name) => new(new($"5f1d7c00-0000-4000-8000-00000000000{number}"), name);

    private static CustomFieldType Field(int number, string name, int editor, string? options) =>
        new(
            new($"5f1d7d00-0000-4000-8000-00000000000{number}"),
            new($"5f1d7d00-0000-4000-8000-00000000010{number}"),
            name,
            editor,
            options
        );
}
