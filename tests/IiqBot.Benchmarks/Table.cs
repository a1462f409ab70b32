namespace IiqBot.Benchmarks;

/// <summary>Prints rows in columns as wide as they need.</summary>
internal sealed class Table(params string[] header)
{
    private readonly List<string[]> _rows = [header];

    public void Add(params string[] cells) => _rows.Add(cells);

    public void Print()
    {
        var widths = Enumerable.Range(0, header.Length).Select(column => _rows.Max(row => row[column].Length)).ToArray();
        Console.WriteLine();
        foreach (var row in _rows)
            Console.WriteLine(
                string.Join("  ", row.Select((cell, column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column])))
            );
        Console.WriteLine();
    }
}
