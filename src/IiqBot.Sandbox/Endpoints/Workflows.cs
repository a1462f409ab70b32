using IiqBot.Sandbox.Districts;
using IiqBot.Sandbox.Http;
using IiqBot.Sandbox.Shapes;

namespace IiqBot.Sandbox.Endpoints;

/// <summary>Workflows, their steps and the moves they allow (docs/reference/incident-iq-changes.md, "Statuses").</summary>
internal static class Workflows
{
    public static void Map(RouteTable routes)
    {
        routes.Get("/tickets/statuses", AllSteps);
        routes.Get("/tickets/workflows/statuses", AllSteps);
        routes.Get("/workflows/steps", AllSteps);
        routes.Get("/tickets/{workflowId}/statuses", call => Reply.List(Workflow(call).Steps, WorkflowShape.Step));
        routes.Get("/workflows", All);
        routes.Get("/workflows/allproducts", All);
        routes.Get("/workflows/allproducts/site/{siteId}", All);
        routes.Get(
            "/workflows/site/{siteId}/product/{productId}",
            call =>
            {
                var product = call.RouteId("productId", "Product");
                return Reply.Item(
                    WorkflowShape.Of(
                        call.District.Workflows.FirstOrDefault(workflow => workflow.Product.ProductId == product)
                            ?? throw Refusal.NotFound("Workflow", product)
                    )
                );
            }
        );
        routes.Get("/workflows/{workflowId}", call => Reply.Item(WorkflowShape.Of(Workflow(call))));
        routes.Get("/workflows/{workflowId}/steps", call => Reply.List(Workflow(call).Steps, WorkflowShape.Step));
        routes.Get("/workflows/steps/{workflowStepId}", call => Reply.Item(WorkflowShape.Step(Step(call))));
        routes.Get("/tickets/workflow/steps/{workflowStepId}", call => Reply.Item(WorkflowShape.Step(Step(call))));
        routes.Get(
            "/workflows/steps/{workflowStepId}/nextsteps",
            call =>
            {
                var step = Step(call);
                return Reply.List(step.Next, next => WorkflowShape.Next(step, next));
            }
        );
        routes.Get("/workflows/steps/{workflowStepId}/nextsteps/steps", call => Reply.List(Step(call).Next, WorkflowShape.Step));
    }

    private static Reply All(Call call) => Reply.List(call.District.Workflows, WorkflowShape.Of);

    private static Reply AllSteps(Call call) =>
        Reply.List(call.District.Workflows.SelectMany(workflow => workflow.Steps), WorkflowShape.Step);

    private static Workflow Workflow(Call call)
    {
        var id = call.RouteId("workflowId", "Workflow");
        return call.District.Workflows.FirstOrDefault(workflow => workflow.WorkflowId == id) ?? throw Refusal.NotFound("Workflow", id);
    }

    private static WorkflowStep Step(Call call)
    {
        var id = call.RouteId("workflowStepId", "Workflow step");
        return call.District.StepsById.TryGetValue(id, out var step) ? step : throw Refusal.NotFound("Workflow step", id);
    }
}
