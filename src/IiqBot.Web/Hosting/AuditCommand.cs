using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using CsvHelper;
using CsvHelper.Configuration;
using IiqBot.Core;
using IiqBot.Core.Durability;
using IiqBot.Storage;

namespace IiqBot.Web.Hosting;

/// <summary>
/// Exports the audit log for an administrator: <c>audit --format csv --from 2026-11-01 --to 2026-12-01</c>. It can read while the service
/// runs.
/// </summary>
internal static partial class AuditCommand
{
    private const string Csv = "csv";
    private const string JsonLines = "jsonl";
    private static readonly string[] Options = ["--format", "--from", "--to", "--environment"];

    /// <summary>Writes the entries, oldest first.</summary>
    /// <param name="args">The command line after the command's name; it may contain settings such as <c>--Storage:DataFolder</c>.</param>
    /// <param name="output">Receives the entries, and nothing else.</param>
    /// <param name="errors">Receives error messages.</param>
    /// <returns>
    /// The process's exit code: 0 when all entries were written, 1 when the storage cannot be read, 2 for a wrong command line.
    /// </returns>
    /// <exception cref="StartRefusedException">The storage's settings are wrong.</exception>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        var builder = CommandHost.Builder(args);
        var format = builder.Configuration["format"] ?? Csv;
        if (
            !AreKnown(args)
            || format is not (Csv or JsonLines)
            || !TryDay(builder.Configuration["from"], DateTimeOffset.MinValue, out var from)
            || !TryDay(builder.Configuration["to"], DateTimeOffset.MaxValue, out var to)
            || from > to
        )
        {
            await errors.WriteLineAsync(Texts.AuditUsage);
            return 2;
        }

        var wrong = StorageHost.Wrong(builder.Configuration).ToList();
        if (wrong.Count > 0)
            throw new StartRefusedException(wrong);
        builder.Logging.ClearProviders();
        builder.Services.AddCore().AddStorage(builder.Configuration);
        using var host = builder.Build();
        try
        {
            var lines = host
                .Services.OpenForReading()
                .GetRequiredService<IAuditLog>()
                .ReadAsync(from, to, CancellationToken.None)
                .Select(Line.Of);
            if (format == Csv)
                await WriteCsvAsync(lines, output);
            else
                await foreach (var line in lines)
                    await output.WriteLineAsync(JsonSerializer.Serialize(line, LineJson.Default.Line));
            return 0;
        }
        catch (StorageUnavailableException exception)
        {
            await errors.WriteLineAsync(exception.Message);
            return 1;
        }
    }

    private static async Task WriteCsvAsync(IAsyncEnumerable<Line> lines, TextWriter output)
    {
        // Spreadsheets run cells that start like a formula, and a platform's ids may.
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape };
        await using var csv = new CsvWriter(output, configuration, leaveOpen: true);
        csv.WriteHeader<Line>();
        await csv.NextRecordAsync();
        await foreach (var line in lines)
        {
            csv.WriteRecord(line);
            await csv.NextRecordAsync();
        }
    }

    // The configuration accepts any name, so a misspelt filter would export everything.
    private static bool AreKnown(string[] args)
    {
        for (var at = 0; at < args.Length; at++)
        {
            var (name, hasValue) = args[at].Split('=', 2) is [var before, _] ? (before, true) : (args[at], ++at < args.Length);
            if (!hasValue || !name.StartsWith("--", StringComparison.Ordinal))
                return false;
            if (!Options.Contains(name) && !name.Contains(ConfigurationPath.KeyDelimiter, StringComparison.Ordinal))
                return false;
        }

        return true;
    }

    private static bool TryDay(string? text, DateTimeOffset otherwise, out DateTimeOffset day)
    {
        var isDay = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date);
        day = isDay ? new(date, TimeOnly.MinValue, TimeSpan.Zero) : otherwise;
        return isDay || text is null;
    }

    internal sealed record Line(
        string At,
        string Platform,
        string Tenant,
        string User,
        Guid? Person,
        string Verb,
        Guid? Ticket,
        string Conversation,
        string Scope,
        string Outcome,
        string Reference
    )
    {
        public static Line Of(AuditEntry entry) =>
            new(
                entry.At.ToString("O", CultureInfo.InvariantCulture),
                entry.Who.Platform,
                entry.Who.Tenant,
                entry.Who.UserId,
                entry.PersonId,
                entry.Verb,
                entry.TicketId,
                entry.Where.Conversation,
                entry.Where.Scope.ToString(),
                entry.Outcome.ToString(),
                entry.Reference
            );
    }

    [JsonSerializable(typeof(Line))]
    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    private sealed partial class LineJson : JsonSerializerContext;
}
