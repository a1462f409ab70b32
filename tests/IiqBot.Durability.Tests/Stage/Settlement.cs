namespace IiqBot.Durability.Tests.Stage;

/// <summary>The state in which no request or delivery is left to do.</summary>
internal static class Settlement
{
    /// <summary>Waits until every stored request is finished and every delivery is made.</summary>
    /// <returns>How long that took.</returns>
    public static Task<TimeSpan> ReachAsync(
        District district,
        Database database,
        IReadOnlyCollection<Promise> promises,
        Func<string> otherwise
    )
    {
        var left = "";
        return Eventually.BecomesTrueAsync(
            async () =>
            {
                await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken); // checking is work for the machine, too
                var open = (await database.RequestsAsync()).Values.Where(request => !request.IsOver).ToList();
                var owed = await database.OwedAsync();
                left =
                    $"{open.Count} requests are open ({string.Join(", ", open.Take(5).Select(request => $"{request.Reference} in state {request.State}"))}), {owed} deliveries owed, of {promises.Count} requests";
                return open.Count == 0 && owed == 0;
            },
            Length.Settling,
            () => $"{left}\n{string.Join('\n', district.Teams.Violations)}\n{otherwise()}"
        );
    }
}
