using IiqBot.Sandbox.Districts;
using IiqBot.Sandbox.Http;
using IiqBot.Sandbox.Shapes;

namespace IiqBot.Sandbox.Endpoints;

/// <summary>The short lists of a site: priorities, close reasons, sources, agreements, custom fields, views.</summary>
internal static class ShortLists
{
    public static void Map(RouteTable routes)
    {
        routes.Get("/tickets/priorities", _ => Reply.List(SiteLists.Priorities, Priority));
        // The reference shows this one list under "Item".
        routes.Get("/resolutions/close-reason-types", _ => Reply.Item(SiteLists.CloseReasons));
        routes.Get(
            "/resolutions/actions",
            call =>
                Reply.Page(
                    SiteLists.Actions,
                    Page.Of(call, 100, 1000),
                    action => new
                    {
                        action.ResolutionActionId,
                        District.SiteId,
                        Scope = "Site",
                        Product.Ticketing.ProductId,
                        action.Name,
                        ActionCategoryId = action.CategoryId,
                        ActionCategoryName = action.CategoryName,
                    }
                )
        );
        routes.Get(
            "/tickets/sources",
            _ =>
                Reply.List(
                    SiteLists.Sources,
                    source => new
                    {
                        source.SourceId,
                        source.Name,
                        IsSystem = true,
                        IsActive = true,
                    }
                )
        );
        routes.Get("/slas", _ => Reply.List(SiteLists.Slas, SlaShape.Of));
        routes.Post("/custom-fields/for/ticket", _ => Reply.List(SiteLists.CustomFields, CustomField));
        routes.Get("/custom-fields/types", call => Reply.Page(SiteLists.CustomFields, Page.Of(call, 20, 1000), CustomFieldType));
        routes.Get("/tickets/views", Views);
        routes.Get("/users/views", Views);
    }

    public static object Priority(PriorityLevel level) =>
        new
        {
            District.SiteId,
            level.PriorityLevelId,
            level.Min,
            level.Max,
            level.Name,
            level.Color,
        };

    private static object CustomField(CustomFieldType type) =>
        new
        {
            District.SiteId,
            Product.Ticketing.ProductId,
            type.CustomFieldId,
            Scope = "Site",
            type.CustomFieldTypeId,
            CustomFieldType = CustomFieldType(type),
            EntityTypeId = EntityType.Tickets,
            IsRequired = false,
            IsReadOnly = false,
            IsHidden = false,
            type.EditorTypeId,
            type.Options,
        };

    private static object CustomFieldType(CustomFieldType type) =>
        new
        {
            type.CustomFieldTypeId,
            District.SiteId,
            Scope = "Site",
            type.Name,
            EditorType = type.EditorTypeId,
            type.Options,
            IsDeleted = false,
        };

    private static Reply Views(Call call) =>
        Reply.List(
            ["My open tickets", "Unassigned", "Waiting on requestor"],
            name => new
            {
                ViewId = new Guid($"5f1d8000-0000-4000-8000-0000000000{name.Length:00}"),
                IsDeleted = false,
                District.SiteId,
                Product.Ticketing.ProductId,
                call.Caller.UserId,
                Name = name,
                ViewTypeId = "Tickets.CustomView",
                PageSize = 50,
            }
        );
}
