using IiqBot.Sandbox.Districts;
using IiqBot.Sandbox.Http;

namespace IiqBot.Sandbox.Endpoints;

/// <summary>The site itself (docs/reference/incident-iq.md, "The site").</summary>
internal static class Sites
{
    public static void Map(RouteTable routes)
    {
        routes.Get("/sites/isalive", _ => Reply.Done("OK"));
        routes.Head("/sites/isalive", _ => Reply.Done("OK"));
        routes.Get("/sites/my/settings", _ => Reply.Item(Settings()));
        routes.Get("/sites/{siteId:guid}/settings", _ => Reply.Item(Settings()));
        routes.Get("/sites/{hostname}", ByHostname);
    }

    private static Reply ByHostname(Call call)
    {
        var host = call.Route("hostname").Split(':')[0];
        var ownHost = call.Host.Split(':')[0];
        if (!new[] { District.Domain, ownHost, "localhost" }.Contains(host, StringComparer.OrdinalIgnoreCase))
            throw Refusal.NotFound("Site", host);
        return Reply.Item(
            new
            {
                District.SiteId,
                Product.Ticketing.ProductId,
                District.Name,
                District.Domain,
                DomainWithProtocol = $"https://{District.Domain}",
                TimeZone = SiteClock.WindowsName,
                IanaTimeZone = SiteClock.IanaName,
                // The sign is inverted: 300 for New York in winter.
                OffsetInMinutesFromUtc = -(int)SiteClock.Zone.GetUtcOffset(call.Now).TotalMinutes,
                WorkMinutesPerDay = 480,
                WorkHoursStartUtc = "12:00:00",
                WorkHoursEndUtc = "20:00:00",
                LicensedProducts = Product
                    .All.Select(product => new
                    {
                        product.ProductId,
                        ProductName = product.Name,
                        product.DisplayOrder,
                    })
                    .ToList(),
                InstalledApps = new[]
                {
                    new
                    {
                        AppId = "googleSso",
                        AppIsSIS = false,
                        AppIsSSO = true,
                        AppName = "Google SSO",
                    },
                },
                Settings = Settings(),
            }
        );
    }

    private static object Settings() =>
        new
        {
            District.SiteId,
            Product.Ticketing.ProductId,
            District.Name,
            EntityTypes = new Dictionary<string, Guid>(StringComparer.Ordinal)
            {
                ["Tickets"] = EntityType.Tickets,
                ["Locations"] = EntityType.Locations,
                ["Assets"] = EntityType.Assets,
                ["Users"] = EntityType.Users,
                ["Rooms"] = EntityType.Rooms,
            },
            CloseReasonTypes = SiteLists.CloseReasons.ToDictionary(
                reason => reason.Name,
                reason => reason.CloseReasonTypeId,
                StringComparer.Ordinal
            ),
            Roles = Role.All.ToDictionary(role => role.Name, role => role.RoleId, StringComparer.Ordinal),
            PriorityLevels = SiteLists.Priorities.Select(ShortLists.Priority).ToList(),
        };
}
