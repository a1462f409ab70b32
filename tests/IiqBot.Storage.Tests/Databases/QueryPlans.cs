using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace IiqBot.Storage.Tests.Databases;

/// <summary>
/// Records the commands that the stores send to one SQLite file, and asks SQLite for their query plans. A command that scans a whole table
/// gets slower with each day the bot is in use.
/// </summary>
internal sealed class QueryPlans : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    // These tables get a row per request, card, change or chat. In the other tables a row is a person, or exists only for a short time.
    private static readonly string[] Growing = ["inbox", "inbox_keys", "filings", "posted_cards", "conversations", "ticket_acts", "audit"];

    // These indexes hold only the rows that are not over.
    private static readonly string[] Partial =
    [
        "ix_inbox_open",
        "ix_inbox_waiting",
        "ix_inbox_reference",
        "ix_outbox_waiting_key",
        "ix_outbox_conversation",
        "ix_outbox_due",
    ];

    // The clean-up deletes by age and may scan whole tables. Commands that a test sends itself begin with a comment.
    private static readonly string[] Kinds = ["SELECT", "UPDATE", "INSERT", "WITH"];
    private readonly string _file;
    private readonly ConcurrentDictionary<string, string[]> _commands = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<IDisposable> _subscriptions = [];

    public QueryPlans(string file)
    {
        _file = file;
        _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    /// <summary>Whether it heard any command. Else it knows the file by another name, and would find nothing.</summary>
    public bool HasHeard => !_commands.IsEmpty;

    /// <summary>The commands that scan a whole table, each with its plan.</summary>
    public async Task<IReadOnlyList<string>> WholeTablesAsync()
    {
        if (!File.Exists(_file))
            return [];
        var found = new List<string>();
        await using var connection = new SqliteConnection($"Data Source={_file};Pooling=False;Mode=ReadOnly");
        await connection.OpenAsync();
        foreach (var (command, parameters) in _commands)
        {
            foreach (var statement in command.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                var plan = await PlanAsync(connection, statement, parameters);
                if (plan.Any(step => IsWholeTable(step, statement)))
                    found.Add($"{statement}\n  {string.Join("\n  ", plan)}");
            }
        }

        return found;
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.EntityFrameworkCore")
            _subscriptions.Add(value.Subscribe(this));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is not CommandEventData { Command: SqliteCommand command } data || data.CommandSource == CommandSource.Migrations)
            return;
        if (command.Connection?.DataSource == _file && Looks(command.CommandText))
            _commands.TryAdd(command.CommandText, [.. command.Parameters.Cast<DbParameter>().Select(parameter => parameter.ParameterName)]);
    }

    public void OnCompleted() { }

    public void OnError(Exception error) { }

    public void Dispose()
    {
        foreach (var subscription in _subscriptions)
            subscription.Dispose();
    }

    private static bool Looks(string command) => Kinds.Any(kind => command.StartsWith(kind, StringComparison.Ordinal));

    private static async Task<IReadOnlyList<string>> PlanAsync(SqliteConnection connection, string statement, string[] parameters)
    {
        await using var command = new SqliteCommand($"EXPLAIN QUERY PLAN {statement}", connection);
        foreach (var parameter in parameters)
            command.Parameters.AddWithValue(parameter, DBNull.Value);
        var plan = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            plan.Add(reader.GetString(3));
        return plan;
    }

    // The plan names a table as the statement does. Reading only the latest rows, without skipping any, is not a scan of the whole table.
    private static bool IsWholeTable(string step, string statement)
    {
        if (step.Split(' ') is not ["SCAN", var called, ..] || Partial.Any(index => step.EndsWith($" {index}", StringComparison.Ordinal)))
            return false;
        if (statement.StartsWith("SELECT EXISTS", StringComparison.Ordinal) && !statement.Contains("WHERE", StringComparison.Ordinal))
            return false; // it ends with the first row
        var words = string.Join(' ', statement.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .Replace("\"", "", StringComparison.Ordinal);
        return Growing.Any(table => called == table || words.Contains($" {table} AS {called} ", StringComparison.Ordinal))
            && !words.Contains($" AS {called} ORDER BY {called}.number DESC LIMIT ", StringComparison.Ordinal);
    }
}
