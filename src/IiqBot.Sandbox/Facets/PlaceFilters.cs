using System.Globalization;
using IiqBot.Sandbox.Districts;
using IiqBot.Sandbox.Http;

namespace IiqBot.Sandbox.Facets;

/// <summary>
/// The filters of v2 locations: <c>RequestOptions.Filters</c> with <c>{Facet, Op, Values}</c>
/// (docs/reference/incident-iq-records.md, "Places"). Filters at the top are ignored; filters in the shape of version 1
/// break the server.
/// </summary>
internal static class PlaceFilters
{
    public static Predicate<Location> Read(JsonBody body)
    {
        var tests = body.Object("RequestOptions").List("Filters").Select(Read).OfType<Predicate<Location>>().ToList();
        return location => tests.TrueForAll(test => test(location));

        static Predicate<Location>? Read(JsonBody filter)
        {
            if (!filter.Has("Values") || filter.Has("Id") || filter.Has("Value"))
                throw Refusal.Of(500, "An unexpected error has occurred.");
            var values = filter.List("Values").Select(value => value.AsText()).OfType<string>().ToList();
            var isNegative = filter.Text("Op")?.StartsWith("Not", StringComparison.OrdinalIgnoreCase) == true;
            Predicate<Location>? test = filter.Text("Facet")?.ToLowerInvariant() switch
            {
                "location" => location => values.Contains(location.LocationId.ToString(), StringComparer.OrdinalIgnoreCase),
                "locationtype" => location => values.Contains(location.Type.LocationTypeId.ToString(), StringComparer.OrdinalIgnoreCase),
                "keyword" => location => values.Exists(value => location.Name.Contains(value, StringComparison.OrdinalIgnoreCase)),
                "modifieddate" => Modified(filter.Text("Op"), values),
                _ => null,
            };
            return test is not null && isNegative ? location => !test(location) : test;
        }
    }

    private static Predicate<Location>? Modified(string? op, List<string> values)
    {
        if (
            values.Count == 0
            || !DateTimeOffset.TryParse(values[0], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
        )
            return null;
        return op switch
        {
            "GreaterOrEqual" => location => location.Created >= date,
            "Greater" => location => location.Created > date,
            "LessOrEqual" => location => location.Created <= date,
            "Less" => location => location.Created < date,
            _ => null,
        };
    }
}
