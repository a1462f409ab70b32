using IiqBot.Sandbox.Districts;

namespace IiqBot.Sandbox.Shapes;

internal static class IssueShape
{
    public static object Of(Issue issue) =>
        new
        {
            issue.IssueId,
            District.SiteId,
            issue.Category.Product.ProductId,
            Scope = "Site",
            issue.Category.Type.IssueTypeId,
            issue.Name,
            issue.SortOrder,
            IssueCategoryId = issue.Category.CategoryId,
            IssueCategoryName = issue.Category.Name,
            IssueCategorySortOrder = issue.Category.SortOrder,
            EnabledByDefault = true,
        };

    public static object Category(IssueCategory category, IEnumerable<Issue> issues) =>
        new
        {
            category.CategoryId,
            District.SiteId,
            Scope = "Site",
            Level = 1,
            category.SortOrder,
            CategoryTypeId = new Guid("d8a1e3c5-9b2f-4a7d-8c6e-0f1234567890"),
            CategoryTypeName = "Issues",
            category.Name,
            NameWithParent = category.Name,
            CategoryIssues = issues.Select(issue => issue.IssueId).ToList(),
        };

    public static object Type(IssueType type) =>
        new
        {
            District.SiteId,
            type.ProductId,
            type.IssueTypeId,
            Scope = "Site",
            type.Name,
        };

    public static object Wizard(IssueCategory category) =>
        new
        {
            TicketWizardCategoryId = category.WizardId,
            District.SiteId,
            category.Product.ProductId,
            category.Name,
            Icon = "fa-ticket",
            category.SortOrder,
        };
}
