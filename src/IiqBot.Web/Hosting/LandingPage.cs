using System.Text.Encodings.Web;

namespace IiqBot.Web.Hosting;

/// <summary>
/// The web page at the bot's address. It says what the bot is and what it does with data. The app package links to it unless the district
/// has pages of its own.
/// </summary>
internal static class LandingPage
{
    private const string Style =
        ":root { color-scheme: light dark } body { font: 1.05rem/1.6 system-ui, sans-serif; max-width: 40rem; margin: 3rem auto; padding: 0 1rem }";

    private static readonly string Html = Page();

    /// <summary>Serves the page at the root.</summary>
    public static void MapLandingPage(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet(
            "/",
            (HttpContext context) =>
            {
                context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";
                context.Response.Headers.XContentTypeOptions = "nosniff";
                context.Response.ContentType = "text/html; charset=utf-8";
                return context.Response.WriteAsync(Html);
            }
        );

    private static string Page()
    {
        Func<string, string> encode = HtmlEncoder.Default.Encode;
        var paragraphs = string.Concat(
            new[] { Texts.PageWhat, Texts.PageUse, Texts.PageData, Texts.PageTerms }.Select(text => $"<p>{encode(text)}</p>")
        );
        return $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{encode(Texts.PageTitle)}</title>
            <style>{Style}</style>
            </head>
            <body>
            <h1>{encode(Texts.PageTitle)}</h1>
            {paragraphs}
            </body>
            </html>
            """;
    }
}
