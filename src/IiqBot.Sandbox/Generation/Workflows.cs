using IiqBot.Sandbox.Districts;

namespace IiqBot.Sandbox.Generation;

/// <summary>The three workflows. Names differ between them, as they do between real sites' workflows.</summary>
internal static class Workflows
{
    /// <summary>One line per step: name | part | status name | command | colour | next steps by name.</summary>
    private const string Technology = """
        Submitted|Initial|Open||#72DBF8|In Progress,Waiting on Requestor,Escalated to Vendor,Resolved,Canceled
        In Progress|Working|In Progress|Work|#FFBA1A|Waiting on Requestor,Escalated to Vendor,Resolved,Canceled
        Waiting on Requestor|Waiting|Waiting|Ask requestor|#B388EB|In Progress,Escalated to Vendor,Resolved,Canceled
        Escalated to Vendor|Other|Escalated|Escalate|#F47E20|In Progress,Waiting on Requestor,Resolved
        Resolved|Resolved|Closed|Resolve|#5CB85C|In Progress,Closed
        Closed|Closed|Closed|Close|#3D7A3D|In Progress
        Canceled|Canceled|Canceled|Cancel|#9E9E9E|Submitted
        """;

    private const string Repair = """
        Submitted|Initial|Open||#72DBF8|Assigned,In Repair,Resolved,Canceled
        Assigned|Other|Open|Assign|#4A90D9|In Repair,Waiting on Requestor,Resolved,Canceled
        In Repair|Working|In Progress|Repair|#FFBA1A|Waiting for Parts,Waiting on Requestor,Escalated to Vendor,Ready for Pickup,Resolved,Canceled
        Waiting for Parts|Other|Waiting|Order parts|#C9A66B|In Repair,Escalated to Vendor,Canceled
        Waiting on Requestor|Waiting|Waiting|Ask requestor|#B388EB|In Repair,Resolved,Canceled
        Escalated to Vendor|Other|Escalated|Escalate|#F47E20|In Repair,Ready for Pickup,Resolved
        Ready for Pickup|Other|In Progress|Call for pickup|#2AB7A9|In Repair,Resolved
        Resolved|Resolved|Closed|Resolve|#5CB85C|In Repair,Closed
        Closed|Closed|Closed|Close|#3D7A3D|In Repair
        Canceled|Canceled|Canceled|Cancel|#9E9E9E|Submitted
        """;

    private const string Facilities = """
        New Request|Initial|Open||#72DBF8|Open,Work Scheduled,Completed,Canceled
        Open|Working|In Progress|Accept|#FFBA1A|Work Scheduled,Requestor Input Needed,Escalated to Contractor,Completed,Canceled
        Work Scheduled|Other|In Progress|Schedule|#4A90D9|Open,Requestor Input Needed,Completed,Canceled
        Requestor Input Needed|Waiting|Waiting|Ask requestor|#B388EB|Open,Work Scheduled,Completed,Canceled
        Escalated to Contractor|Other|Escalated|Escalate|#F47E20|Open,Work Scheduled,Completed
        Completed|Resolved|Closed|Complete|#5CB85C|Open,Verified
        Verified|Closed|Closed|Verify|#3D7A3D|Open
        Canceled|Canceled|Canceled|Cancel|#9E9E9E|New Request
        """;

    private static readonly string[] StatusNames = ["Open", "In Progress", "Waiting", "Escalated", "Closed", "Canceled"];

    public static IReadOnlyList<Workflow> Make(Dice dice) =>
        [
            Read(dice, "Technology - Default Workflow", Product.Ticketing, Technology),
            Read(dice, "Device Repair Workflow", Product.Ticketing, Repair),
            Read(dice, "Facilities - Default Workflow", Product.Facilities, Facilities),
        ];

    private static Workflow Read(Dice dice, string name, Product product, string lines)
    {
        var rows = lines.Split('\n').Select(line => line.Trim().Split('|')).ToList();
        var steps = rows.Select(
                (row, index) =>
                    new WorkflowStep(
                        dice.Id(),
                        row[0],
                        Enum.Parse<StepPart>(row[1]),
                        StatusId(row[2]),
                        row[2],
                        row[3],
                        row[4],
                        (index + 1) * 10
                    )
            )
            .ToList();
        var workflow = new Workflow(dice.Id(), name, product, steps);
        foreach (var (step, row) in steps.Zip(rows))
        {
            step.Workflow = workflow;
            step.Next = row[5].Split(',').Select(next => steps.Single(other => other.Name == next)).ToList();
        }

        return workflow;
    }

    private static Guid StatusId(string name) => new($"c7932b63-7bf4-49f9-a2a3-ea739e7e000{Array.IndexOf(StatusNames, name) + 1}");
}
