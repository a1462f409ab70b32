namespace IiqBot.Sandbox.Http;

/// <summary>Registers routes of the API. A pattern that does not begin with <c>/api</c> belongs to version 1.0.</summary>
internal sealed class RouteTable(IEndpointRouteBuilder routes, Pipeline pipeline)
{
    public void Get(string pattern, Func<Call, Reply> handle) => Map("GET", pattern, handle);

    public void Post(string pattern, Func<Call, Reply> handle) => Map("POST", pattern, handle);

    public void Put(string pattern, Func<Call, Reply> handle) => Map("PUT", pattern, handle);

    public void Delete(string pattern, Func<Call, Reply> handle) => Map("DELETE", pattern, handle);

    public void Head(string pattern, Func<Call, Reply> handle) => Map("HEAD", pattern, handle);

    private void Map(string method, string pattern, Func<Call, Reply> handle)
    {
        var template = pattern.StartsWith("/api/", StringComparison.Ordinal) ? pattern : $"/api/v1.0{pattern}";
        routes.MapMethods(template, [method], context => pipeline.RunAsync(context, $"{method} {template}", handle));
    }
}
