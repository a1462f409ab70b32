namespace IiqBot.Benchmarks;

/// <summary>What is said of many figures.</summary>
internal static class Figures
{
    /// <summary>A megabyte in bytes: 1,024², as sizes are counted everywhere in this project.</summary>
    public const double Megabyte = 1024 * 1024;

    public static double Median(IEnumerable<double> figures) => Percentile([.. figures], 0.5);

    /// <summary>The figure below which this share of them lies; the nearest one, nothing in between but for the median of two.</summary>
    public static double Percentile(double[] figures, double share)
    {
        Array.Sort(figures);
        var rank = share * (figures.Length - 1);
        var below = figures[(int)Math.Floor(rank)];
        return share == 0.5 ? (below + figures[(int)Math.Ceiling(rank)]) / 2 : figures[(int)Math.Round(rank)];
    }
}
