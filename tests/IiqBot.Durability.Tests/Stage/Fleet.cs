namespace IiqBot.Durability.Tests.Stage;

/// <summary>Several replicas of the service on one database.</summary>
internal sealed class Fleet : IDisposable
{
    private Fleet(IReadOnlyList<Replica> replicas) => Replicas = replicas;

    public IReadOnlyList<Replica> Replicas { get; }

    /// <summary>Starts this many replicas.</summary>
    public static async Task<Fleet> StartAsync(District district, Database database, int count)
    {
        var settings = district.SettingsWith(database);
        var fleet = new Fleet([.. Enumerable.Range(1, count).Select(number => new Replica($"replica {number}", settings))]);
        await Task.WhenAll(fleet.Replicas.Select(replica => replica.StartAsync()));
        return fleet;
    }

    /// <summary>The output of all replicas.</summary>
    public string Output() => string.Join('\n', Replicas.Select(replica => replica.Output()));

    public void Dispose()
    {
        foreach (var replica in Replicas)
            replica.Dispose();
    }
}
