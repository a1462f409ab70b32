namespace IiqBot.Sandbox.Districts;

/// <summary>What a step means to the routes that name no step: create, start, waiting-on-requestor, close, cancel.</summary>
internal enum StepPart
{
    Initial,
    Working,
    Waiting,
    Other,
    Resolved,
    Closed,
    Canceled,
}

/// <summary>A status: a step of one workflow, named by the site (docs/reference/incident-iq-changes.md, "Statuses").</summary>
internal sealed record WorkflowStep(
    Guid StepId,
    string Name,
    StepPart Part,
    Guid StatusId,
    string StatusName,
    string CommandName,
    string Color,
    int DisplayOrder
)
{
    public Workflow Workflow { get; set; } = null!;

    public IReadOnlyList<WorkflowStep> Next { get; set; } = [];

    public bool IsClosed => Part is StepPart.Resolved or StepPart.Closed or StepPart.Canceled;
}

/// <summary>A workflow of one product with its steps.</summary>
internal sealed record Workflow(Guid WorkflowId, string Name, Product Product, IReadOnlyList<WorkflowStep> Steps)
{
    public WorkflowStep Initial => At(StepPart.Initial);

    public WorkflowStep At(StepPart part) => Steps.First(step => step.Part == part);
}
