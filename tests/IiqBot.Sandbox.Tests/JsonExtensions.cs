using System.Text.Json;

namespace IiqBot.Sandbox.Tests;

internal static class JsonExtensions
{
    public static string? Text(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.ToString() : null;
}
