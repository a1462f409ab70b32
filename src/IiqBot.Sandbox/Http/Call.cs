using System.Text.Json;
using IiqBot.Sandbox.Districts;
using IiqBot.Sandbox.Faults;
using Microsoft.Extensions.Primitives;

namespace IiqBot.Sandbox.Http;

/// <summary>One request, read to its end, so that it can also be carried out after its connection is gone.</summary>
internal sealed class Call
{
    private readonly Dictionary<string, string?> _route;
    private readonly Dictionary<string, StringValues> _query;
    private readonly HeaderDictionary _headers;

    private Call(World world, HttpContext context)
    {
        World = world;
        Caller = world.District.ServiceAccount;
        Host = context.Request.Headers.Host.ToString(); // as it came: reading it as a host name fails for some texts
        Method = context.Request.Method;
        _route = context.Request.RouteValues.ToDictionary(
            pair => pair.Key,
            pair => pair.Value?.ToString(),
            StringComparer.OrdinalIgnoreCase
        );
        _query = context.Request.Query.ToDictionary(StringComparer.OrdinalIgnoreCase);
        _headers = new HeaderDictionary(context.Request.Headers.ToDictionary(StringComparer.OrdinalIgnoreCase));
    }

    public World World { get; }

    /// <summary>Whom the token stands for.</summary>
    public Person Caller { get; }

    public string Host { get; }

    public string Method { get; }

    /// <summary>The faults that this call suffers from.</summary>
    public IReadOnlyList<Fault> Faults { get; private init; } = [];

    public JsonBody Body { get; private set; }

    /// <summary>What is wrong with the body, told only to callers who have a right to know.</summary>
    public Refusal? Mistake { get; private set; }

    public StoredUpload? Upload { get; private set; }

    public District District => World.District;

    public DateTimeOffset Now => World.Clock.Now;

    public static async Task<Call> ReadAsync(World world, HttpContext context, IReadOnlyList<Fault> faults)
    {
        var call = new Call(world, context) { Faults = faults };
        if (context.Request.HasFormContentType)
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            if (form.Files.Count > 0)
                call.Upload = await StoredUpload.ReadAsync(form.Files[0], context.RequestAborted);
            return call;
        }

        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
        if (buffer.Length == 0)
            return call;
        if (!context.Request.HasJsonContentType())
        {
            call.Mistake = Refusal.Of(415, "The request entity's media type is not supported for this resource.");
            return call;
        }

        try
        {
            call.Body = new(JsonElement.Parse(buffer.GetBuffer().AsSpan(0, (int)buffer.Length)));
        }
        catch (JsonException)
        {
            call.Mistake = Refusal.Of(400, "The request is invalid.");
        }

        return call;
    }

    /// <summary>A setting of the whole request, such as <c>OnlySetMappedProperties</c> in <c>ApiFlags</c>.</summary>
    public bool HasApiFlag(string flag) =>
        Header("ApiFlags")?.Split(',', StringSplitOptions.TrimEntries).Contains(flag, StringComparer.OrdinalIgnoreCase) ?? false;

    public string Route(string name) => _route[name] ?? "";

    /// <summary>The guid of this name in the path.</summary>
    /// <exception cref="Refusal">404 where it is none.</exception>
    public Guid RouteId(string name, string what) =>
        Guid.TryParse(Route(name), out var id) ? id : throw Refusal.NotFound(what, Route(name));

    public string? Query(string name) => _query.TryGetValue(name, out var value) ? value.ToString() : null;

    public string? Header(string name) => _headers.TryGetValue(name, out var value) ? value.ToString() : null;

    /// <exception cref="Refusal">404 where there is no such ticket.</exception>
    public Ticket Ticket()
    {
        var id = RouteId("ticketId", "Ticket");
        return District.TicketsById.TryGetValue(id, out var ticket) && !ticket.IsDeleted ? ticket : throw Refusal.NotFound("Ticket", id);
    }
}

/// <summary>A file sent as a form.</summary>
internal sealed record StoredUpload(string FileName, string MimeType, byte[] Content)
{
    public static async Task<StoredUpload> ReadAsync(IFormFile file, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await file.CopyToAsync(buffer, cancellationToken);
        return new(file.FileName, file.ContentType, buffer.ToArray());
    }
}
