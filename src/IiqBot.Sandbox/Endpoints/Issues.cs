using IiqBot.Sandbox.Districts;
using IiqBot.Sandbox.Http;
using IiqBot.Sandbox.Shapes;

namespace IiqBot.Sandbox.Endpoints;

/// <summary>What can be wrong: issues, categories, types, wizards (docs/reference/incident-iq-records.md, "Issues").</summary>
internal static class Issues
{
    public static void Map(RouteTable routes)
    {
        routes.Get("/issues", call => Reply.List(OfProduct(call), IssueShape.Of));
        routes.Get("/issues/site", call => Reply.List(OfProduct(call), IssueShape.Of));
        routes.Post("/issues", Query);
        routes.Get(
            "/issues/types",
            call => Reply.List(call.District.IssueTypes.Where(type => IsInProduct(call, type.ProductId)), IssueShape.Type)
        );
        routes.Get(
            "/issues/{issueId:guid}",
            call =>
            {
                var id = call.RouteId("issueId", "Issue");
                return Reply.Item(
                    IssueShape.Of(call.District.IssuesById.TryGetValue(id, out var issue) ? issue : throw Refusal.NotFound("Issue", id))
                );
            }
        );
        routes.Get("/issues/for/models/{modelId}", call => Reply.List(ForModels(call, [call.RouteId("modelId", "Model")]), IssueShape.Of));
        routes.Get(
            "/categories/of/issues",
            call =>
                Reply.List(
                    call.District.Categories.Where(category => IsInProduct(call, category.Product.ProductId)),
                    category => IssueShape.Category(category, call.District.Issues.Where(issue => issue.Category == category))
                )
        );
        routes.Get(
            "/tickets/wizards/site/{siteId}",
            call => Reply.Page(call.District.Categories, Page.Of(call, 20, 9999), IssueShape.Wizard)
        );
    }

    private static Reply Query(Call call)
    {
        var body = call.Body;
        var product = body.Id("ProductId");
        var categories = body.Ids("IssueCategoryIds");
        var types = body.Ids("IssueTypeIds");
        Guid[] models =
        [
            .. body.Ids("ModelIds"),
            .. body.Ids("AssetIds")
                .Select(id => call.District.AssetsById.GetValueOrDefault(id))
                .OfType<Asset>()
                .Select(asset => asset.Model.ModelId),
        ];
        var issues = (models.Length > 0 ? ForModels(call, models) : OfProduct(call)).Where(issue =>
            (product is null || issue.Category.Product.ProductId == product)
            && (categories.Count == 0 || categories.Contains(issue.Category.CategoryId))
            && (types.Count == 0 || types.Contains(issue.Category.Type.IssueTypeId))
        );
        return Reply.List(issues, IssueShape.Of);
    }

    private static IEnumerable<Issue> ForModels(Call call, IReadOnlyList<Guid> models)
    {
        var names = models.Select(id => call.District.ModelsById.GetValueOrDefault(id)?.Category.Name).ToList();
        return call.District.Issues.Where(issue => names.Contains(issue.Category.Name));
    }

    private static IEnumerable<Issue> OfProduct(Call call) =>
        call.District.Issues.Where(issue => IsInProduct(call, issue.Category.Product.ProductId));

    private static bool IsInProduct(Call call, Guid product) =>
        !Guid.TryParse(call.Header("ProductId"), out var wanted) || wanted == Guid.Empty || wanted == product;
}
