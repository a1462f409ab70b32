using System.Globalization;
using System.Text.Json;
using CsvHelper;
using IiqBot.Core.Durability;
using IiqBot.Core.Model;
using IiqBot.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace IiqBot.Web.Tests;

/// <summary>An administrator exports the audit log while the service writes it.</summary>
public sealed class AuditCommandTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);
    private static readonly Guid Ticket = Guid.Parse("11111111-1111-1111-1111-111111111111");
    private readonly string _folder = Directory.CreateTempSubdirectory("iiqbot-").FullName;
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();
    private WebApplication? _service;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string DataFolder => Path.Combine(_folder, "data");

    [Fact]
    public async Task JSON_lines_contain_person_verb_ticket_place_and_outcome()
    {
        await ServeAsync();
        await WriteAsync(Monday.AddHours(9), "29:ada");
        await WriteAsync(Monday.AddHours(8), "29:ben");

        Assert.Equal(0, await RunAsync("--format", "jsonl"));

        var lines = _output
            .ToString()
            .Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonElement.Parse(line))
            .ToList();
        Assert.Equal(["29:ben", "29:ada"], lines.Select(line => line.GetProperty("user").GetString()));
        Assert.Equal(
            [
                "at=2026-11-23T09:00:00.0000000+00:00",
                "platform=teams",
                "tenant=t",
                "user=29:ada",
                "person=22222222-2222-2222-2222-222222222222",
                "verb=ticket.take",
                $"ticket={Ticket}",
                "conversation=19:hall",
                "scope=Channel",
                "outcome=Done",
                "reference=7F3K2Q",
            ],
            lines[1].EnumerateObject().Select(property => $"{property.Name}={property.Value}")
        );
        Assert.Equal("", _errors.ToString());
    }

    [Fact]
    public async Task The_table_is_CSV_and_a_spreadsheet_runs_nothing_in_it()
    {
        await ServeAsync();
        await WriteAsync(Monday, "=HYPERLINK(\"https://bad.example\"),\"x\"\r\nand more");
        await WriteAsync(Monday, "@SUM(1)");
        await WriteAsync(Monday, "+1");
        await WriteAsync(Monday, "-1");

        Assert.Equal(0, await RunAsync());

        using var csv = new CsvReader(new StringReader(_output.ToString()), CultureInfo.InvariantCulture);
        var rows = csv.GetRecords<dynamic>().Select(row => new Dictionary<string, object?>((IDictionary<string, object?>)row)).ToList();
        Assert.Equal(
            ["At", "Platform", "Tenant", "User", "Person", "Verb", "Ticket", "Conversation", "Scope", "Outcome", "Reference"],
            rows[0].Keys
        );
        Assert.Equal(["'=HYPERLINK(\"https://bad.example\"),\"x\"\r\nand more", "'@SUM(1)", "'+1", "'-1"], rows.Select(row => row["User"]));
    }

    [Fact]
    public async Task Only_the_requested_days_are_exported_without_the_last_one()
    {
        await ServeAsync();
        foreach (
            var (at, user) in new[]
            {
                (Monday.AddTicks(-1), "sunday"),
                (Monday, "monday"),
                (Monday.AddDays(2).AddTicks(-1), "tuesday"),
                (Monday.AddDays(2), "wednesday"),
            }
        )
            await WriteAsync(at, user);

        Assert.Equal(0, await RunAsync("--format=jsonl", "--from", "2026-11-23", "--to", "2026-11-25"));

        Assert.Equal(
            ["monday", "tuesday"],
            _output
                .ToString()
                .Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonElement.Parse(line).GetProperty("user").GetString())
        );
    }

    [Fact]
    public async Task All_entries_are_exported_even_many_pages_of_the_same_time()
    {
        await ServeAsync();
        for (var n = 0; n < 1100; n++)
            await WriteAsync(Monday, $"29:{n}");

        Assert.Equal(0, await RunAsync("--format", "jsonl"));

        Assert.Equal(
            1100,
            _output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).Count()
        );
    }

    [Theory]
    [InlineData("--format", "xml")]
    [InlineData("--from", "yesterday")]
    [InlineData("--to", "12")]
    [InlineData("--from", "2026-12-01", "--to", "2026-11-01")]
    [InlineData("--form", "csv")]
    [InlineData("csv")]
    [InlineData("--from")]
    [InlineData("--help")]
    public async Task A_wrong_command_line_gets_the_usage_and_exports_nothing(params string[] arguments)
    {
        await ServeAsync();
        await WriteAsync(Monday, "29:ada");

        Assert.Equal(2, await RunAsync(arguments));

        Assert.StartsWith("Usage: audit [--format csv|jsonl]", _errors.ToString(), StringComparison.Ordinal);
        Assert.Equal("", _output.ToString());
    }

    [Fact]
    public async Task A_missing_storage_is_reported_and_not_created()
    {
        Directory.CreateDirectory(DataFolder);

        Assert.Equal(1, await RunAsync());

        Assert.StartsWith("The storage ", _errors.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", _errors.ToString(), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(DataFolder));
    }

    [Fact]
    public async Task A_damaged_storage_is_reported_as_damaged()
    {
        Directory.CreateDirectory(DataFolder);
        await File.WriteAllBytesAsync(Path.Combine(DataFolder, "iiqbot.db"), [.. Enumerable.Repeat((byte)0x5A, 8192)], Token);

        Assert.Equal(1, await RunAsync());

        Assert.StartsWith("The storage is damaged", _errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_settings_are_listed_as_when_the_service_starts()
    {
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => RunAsync("--Storage:Provider", "MongoDb"));

        Assert.StartsWith("Storage:Provider is set, but not to one of", Assert.Single(refused.Findings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_program_has_the_command()
    {
        using var program = BuiltProgram.Start("IiqBot.Web.dll", "Production", "audit", "--format", "xml");

        Assert.Equal(2, await program.EndedAsync());
        Assert.Contains("Usage: audit", program.Output, StringComparison.Ordinal);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
        {
            await _service.StopAsync(CancellationToken.None);
            await _service.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private Task<int> RunAsync(params string[] arguments) => AuditCommand.RunAsync([.. arguments, .. Setting], _output, _errors);

    private string[] Setting => [$"--Storage:DataFolder={DataFolder}"];

    // The service keeps running: it owns the file while the command reads it.
    private async Task ServeAsync()
    {
        _service = await ServiceCommand.BuildAsync([
            "--environment",
            "Development",
            "--urls",
            "http://127.0.0.1:0",
            "--Logging:LogLevel:Default",
            "None",
            .. Setting,
        ]);
        await _service.StartAsync(Token);
    }

    private Task WriteAsync(DateTimeOffset at, string user) =>
        _service!
            .Services.GetRequiredService<IAuditLog>()
            .AppendAsync(
                new(
                    at,
                    new("teams", "t", user),
                    Guid.Parse("22222222-2222-2222-2222-222222222222"),
                    "ticket.take",
                    Ticket,
                    new("teams", "t", "19:hall", ConversationScope.Channel),
                    AuditOutcome.Done,
                    "7F3K2Q"
                ),
                Token
            );
}
