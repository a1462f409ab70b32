using IiqBot.Sandbox.Districts;
using IiqBot.Sandbox.Facets;
using IiqBot.Sandbox.Http;
using IiqBot.Sandbox.Shapes;

namespace IiqBot.Sandbox.Endpoints;

/// <summary>Free search over several kinds of records (docs/reference/incident-iq-tickets.md, "Finding by number and words").</summary>
internal static class Searches
{
    private const int Tickets = 1;
    private const int Users = 4;
    private const int Assets = 8;
    private const int Locations = 16;
    private const int Default = Tickets | 2 | Assets;

    public static void Map(RouteTable routes)
    {
        routes.Post("/search", Search);
        routes.Post("/search/scan", Scan);
        routes.Post("/search/v2", SearchFlat);
    }

    private static Reply Search(Call call)
    {
        var hits = new Hits(call, Query(call));
        var facets = call.Body.Int("Facets") ?? Default;
        return Reply.Item(
            new
            {
                Tickets = Of(facets, Tickets, hits.Tickets().Select(ticket => TicketShape.Of(ticket, call))),
                Users = Of(facets, Users, hits.Users().Select(person => PersonShape.Full(person, call.District))),
                Assets = Of(facets, Assets, hits.Assets().Select(asset => AssetShape.Of(asset, call.District))),
                Locations = Of(facets, Locations, hits.Locations().Select(location => PlaceShape.Full(location))),
            }
        );
    }

    // Whole numbers, tags, serials and school ids only, as a scanner reads them.
    private static Reply Scan(Call call)
    {
        var code = Query(call).Trim();
        return Reply.Item(
            new
            {
                Tickets = TicketQuery
                    .Visible(call)
                    .Where(ticket => !ticket.IsDeleted && Same(ticket.Number))
                    .Select(ticket => TicketShape.Of(ticket, call))
                    .ToList(),
                Assets = call
                    .District.Assets.Where(asset => Same(asset.Tag) || Same(asset.Serial))
                    .Select(asset => AssetShape.Of(asset, call.District))
                    .ToList(),
                Users = call
                    .District.People.Where(person => Same(person.SchoolIdNumber))
                    .Select(person => PersonShape.Full(person, call.District))
                    .ToList(),
            }
        );

        bool Same(string value) => value.Equals(code, StringComparison.OrdinalIgnoreCase);
    }

    private static Reply SearchFlat(Call call)
    {
        var hits = new Hits(call, Query(call));
        var facets = call.Body.Int("Facets") ?? Default;
        IEnumerable<object> items =
        [
            .. Of(
                facets,
                Tickets,
                hits.Tickets()
                    .Select(ticket =>
                        (object)
                            new
                            {
                                EntityId = ticket.TicketId,
                                ticket.TicketId,
                                Name = ticket.Subject,
                                TicketNumber = ticket.Number,
                            }
                    )
            ) ?? [],
            .. Of(
                facets,
                Users,
                hits.Users()
                    .Select(person =>
                        (object)
                            new
                            {
                                EntityId = person.UserId,
                                person.UserId,
                                person.Name,
                                person.Email,
                            }
                    )
            ) ?? [],
            .. Of(
                facets,
                Assets,
                hits.Assets()
                    .Select(asset =>
                        (object)
                            new
                            {
                                EntityId = asset.AssetId,
                                asset.AssetId,
                                Name = asset.Model.FullName,
                                AssetTag = asset.Tag,
                            }
                    )
            ) ?? [],
            .. Of(
                facets,
                Locations,
                hits.Locations()
                    .Select(location =>
                        (object)
                            new
                            {
                                EntityId = location.LocationId,
                                location.LocationId,
                                location.Name,
                            }
                    )
            ) ?? [],
        ];
        var reply = Reply.List(items);
        return reply with { Envelope = reply.Envelope with { StatusCode = 201 } };
    }

    private static List<object>? Of(int facets, int facet, IEnumerable<object> items) => (facets & facet) == 0 ? null : [.. items];

    private static string Query(Call call)
    {
        var query = call.Body.Text("Query");
        if (string.IsNullOrWhiteSpace(query))
            throw Refusal.Invalid("Query", "Query is required.");
        return query.Length <= 200 ? query : throw Refusal.Invalid("Query", "Query may have up to 200 characters.");
    }

    /// <summary>The first hits of each kind; a query in quotes has to occur as it is.</summary>
    private sealed class Hits(Call call, string query)
    {
        private readonly int _limit = Math.Clamp(call.Body.Int("Limit") ?? 10, 1, 100);
        private readonly string[] _words =
            query.Length > 2 && query.StartsWith('"') && query.EndsWith('"')
                ? [query[1..^1]]
                : query.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        public IEnumerable<Ticket> Tickets() =>
            TicketQuery
                .Visible(call)
                .Reverse()
                .Where(ticket => !ticket.IsDeleted && Matches(TicketFacets.Texts(ticket, call.District)))
                .Take(_limit);

        public IEnumerable<Person> Users() => call.District.People.Where(person => Matches(UserFacets.Texts(person))).Take(_limit);

        public IEnumerable<Asset> Assets() =>
            call.District.Assets.Where(asset => Matches([asset.Tag, asset.Serial, asset.Model.FullName])).Take(_limit);

        public IEnumerable<Location> Locations() =>
            call.District.Locations.Where(location => Matches([location.Name, location.Abbreviation])).Take(_limit);

        private bool Matches(IEnumerable<string?> texts) => FacetKinds.HasWords(string.Join('\n', texts), _words);
    }
}
