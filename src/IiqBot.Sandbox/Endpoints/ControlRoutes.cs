using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using IiqBot.Sandbox.Faults;
using IiqBot.Sandbox.Rules;

namespace IiqBot.Sandbox.Endpoints;

/// <summary>
/// The sandbox's own switches under <c>/_sandbox/</c>: no token, but only for programs on this machine. A web page in a browser here is
/// none:
/// it may neither reach them under another name (DNS rebinding) nor send them anything from another site.
/// </summary>
internal static class ControlRoutes
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNameCaseInsensitive = true,
        RespectRequiredConstructorParameters = true,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter() },
    };

    public static void Map(IEndpointRouteBuilder routes, SandboxControl control)
    {
        On("GET", "faults", _ => control.Faults);
        On(
            "POST",
            "faults",
            body =>
            {
                control.Add(Read<Fault>(body));
                return control.Faults;
            }
        );
        On(
            "DELETE",
            "faults",
            _ =>
            {
                control.ClearFaults();
                return control.Faults;
            }
        );
        On("GET", "calls", _ => control.Calls);
        On(
            "DELETE",
            "calls",
            _ =>
            {
                control.ResetCalls();
                return control.Calls;
            }
        );
        On("GET", "people", _ => control.SamplePeople);
        On(
            "POST",
            "people",
            body =>
            {
                var wanted = Read<PersonWish>(body);
                if (wanted is { Role: null, IsActive: null })
                    throw new JsonException("Role or IsActive is required.");
                var person = wanted.Role is { } role ? control.SetPerson(wanted.Email, wanted.Name ?? wanted.Email, role) : null;
                return wanted.IsActive is { } isActive ? control.SetActive(wanted.Email, isActive) : person!;
            }
        );
        On(
            "POST",
            "timeline",
            body =>
            {
                var entry = Read<SandboxEntry>(body);
                control.Add(entry);
                return entry;
            }
        );
        On(
            "POST",
            "webhooks",
            body =>
            {
                var webhook = Read<Webhook>(body);
                control.Add(webhook);
                return webhook;
            }
        );
        On(
            "DELETE",
            "webhooks",
            _ =>
            {
                control.ClearWebhooks();
                return Array.Empty<Webhook>();
            }
        );
        On("GET", "settings", _ => new Settings(control.UpdateVerb));
        On(
            "POST",
            "settings",
            body =>
            {
                control.UpdateVerb = Read<Settings>(body).UpdateVerb;
                return new Settings(control.UpdateVerb);
            }
        );

        void On(string method, string name, Func<byte[], object> act) =>
            routes.MapMethods($"/_sandbox/{name}", [method], context => RunAsync(context, act));
    }

    private static async Task RunAsync(HttpContext context, Func<byte[], object> act)
    {
        if (Refusal(context) is not 0 and var refusal)
        {
            context.Response.StatusCode = refusal;
            return;
        }

        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
        context.Response.ContentType = "application/json; charset=utf-8";
        object answer;
        try
        {
            answer = act(buffer.ToArray());
        }
        catch (Exception mistake) when (mistake is JsonException or ArgumentException)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            answer = new { mistake.Message };
        }

        await context.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(answer, Json), context.RequestAborted);
    }

    private static int Refusal(HttpContext context)
    {
        var (request, host) = (context.Request, context.Request.Headers.Host.ToString());
        var isLocal =
            context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address) && IsLoopback(new HostString(host).Host);
        var isFromElsewhere = request.Headers.Origin.Any(origin => origin != $"{request.Scheme}://{host}");
        if (!isLocal || isFromElsewhere)
            return StatusCodes.Status403Forbidden;

        // A page may send a text to anywhere without asking, but no JSON.
        return HttpMethods.IsPost(request.Method) && !request.HasJsonContentType() ? StatusCodes.Status415UnsupportedMediaType : 0;
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static T Read<T>(byte[] body) => JsonSerializer.Deserialize<T>(body, Json) ?? throw new JsonException("A body is required.");

    private sealed record PersonWish(string Email, string? Role = null, string? Name = null, bool? IsActive = null);

    private sealed record Settings(UpdateVerb UpdateVerb);
}
