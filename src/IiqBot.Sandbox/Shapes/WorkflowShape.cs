using IiqBot.Sandbox.Districts;

namespace IiqBot.Sandbox.Shapes;

internal static class WorkflowShape
{
    public static object Of(Workflow workflow) =>
        new
        {
            workflow.WorkflowId,
            District.SiteId,
            workflow.Product.ProductId,
            workflow.Name,
            PromptLocations = false,
            PromptUsers = false,
            PromptSystems = false,
            InitialStepId = workflow.Initial.StepId,
            Steps = workflow.Steps.Select(Step).ToList(),
        };

    public static object Step(WorkflowStep step) =>
        new
        {
            step.Workflow.WorkflowId,
            WorkflowStepId = step.StepId,
            WorkflowName = step.Workflow.Name,
            StepName = step.Name,
            StepDescription = "",
            step.IsClosed,
            IsDeleted = false,
            step.StatusId,
            step.StatusName,
            step.CommandName,
            CommandSortOrder = step.DisplayOrder / 10,
            CommandMore = false,
            step.DisplayOrder,
            step.Color,
        };

    /// <summary>An allowed move, which names the step that it leads to by its id.</summary>
    public static object Next(WorkflowStep from, WorkflowStep to) =>
        new
        {
            WorkflowNextStepId = new Guid([.. from.StepId.ToByteArray().Take(8), .. to.StepId.ToByteArray().Skip(8)]),
            WorkflowStepId = from.StepId,
            AllowedNextWorkflowStepId = to.StepId,
            IsAllActionsCompleteRequired = false,
            StepName = to.Name,
        };
}
