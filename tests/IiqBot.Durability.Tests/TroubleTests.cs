using IiqBot.Durability.Tests.Stage;

namespace IiqBot.Durability.Tests;

/// <summary>
/// The SQLite file is full, read-only or corrupt. The service reports it once, refuses requests that it could not store, still answers
/// reads, and resumes work by itself when the cause is gone.
/// </summary>
public sealed class TroubleTests
{
    private const int MostLines = 12;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task With_a_full_disk_the_bot_refuses_writes_and_answers_reads()
    {
        using var volume = await Volume.OpenAsync();
        await using var world = await TroubledWorld.StartAsync(volume);
        await world.FileAsync();
        volume.Fill();
        await world.UntilRefusedAsync();
        await world.ReadAsync();
        await world.SaysAsync("full");

        volume.Free();
        await world.UntilAcceptedAsync();
        await world.SaysNothingAsync();
        Assert.InRange(world.Replica.CountLines("The storage is full"), 1, MostLines);
        await world.NothingIsLostAsync();
    }

    [Fact]
    public async Task With_a_read_only_database_file_the_bot_refuses_writes_and_answers_reads()
    {
        using var volume = await Volume.OpenAsync();
        await using var world = await TroubledWorld.StartAsync(volume);
        await world.FileAsync();
        world.Replica.Kill();
        await volume.SetReadOnlyAsync(true);
        await world.Replica.StartAsync();
        await world.UntilRefusedAsync();
        await world.ReadAsync();
        await world.SaysAsync("may only be read");

        await volume.SetReadOnlyAsync(false);
        await world.UntilAcceptedAsync();
        await world.SaysNothingAsync();
        await world.NothingIsLostAsync();
    }

    [Fact]
    public async Task With_a_corrupt_file_the_bot_refuses_writes_and_answers_reads()
    {
        using var volume = await Volume.OpenAsync();
        await using var world = await TroubledWorld.StartAsync(volume);
        await world.FileAsync();
        world.Replica.Kill();
        volume.Corrupt();
        await world.Replica.StartAsync();
        await world.UntilRefusedAsync();
        await world.ReadAsync();
        await world.SaysAsync("damaged");
    }

    private sealed class TroubledWorld(District district, Replica replica, Channel channel, Requests requests, Person person)
        : IAsyncDisposable
    {
        public Replica Replica => replica;

        public static async Task<TroubledWorld> StartAsync(Volume volume)
        {
            var district = await District.OpenAsync();
            var replica = new Replica("SQLite", district.SettingsWith(new VolumeDatabase(volume)), volume.Wrapper);
            var channel = new Channel(district, [replica]);
            var world = new TroubledWorld(district, replica, channel, new Requests(district, channel), district.AddPerson());
            await replica.StartAsync();
            return world;
        }

        /// <summary>Files a ticket, which must succeed.</summary>
        public async Task FileAsync()
        {
            var promise = await requests.FileAsync(person);
            await Eventually.BecomesTrueAsync(() => Task.FromResult(person.Sees(promise.Mark, "is filed")), Patience, Otherwise);
        }

        /// <summary>Files until a filing is refused because nothing can be saved; a few may still succeed.</summary>
        public Task UntilRefusedAsync() => UntilAsync(text => text.Contains("save changes right now", StringComparison.Ordinal));

        /// <summary>Files until a filing succeeds.</summary>
        public Task UntilAcceptedAsync() => UntilAsync(text => text.Contains("is filed", StringComparison.Ordinal));

        /// <summary>Sends a request that only reads.</summary>
        public async Task ReadAsync()
        {
            var before = person.Chat.Messages.Count;
            await channel.DeliverAsync(channel.Typed(person, "my tickets"));
            await Eventually.BecomesTrueAsync(
                () =>
                    Task.FromResult(
                        person
                            .Chat.Messages.Skip(before)
                            .Any(message => message.Activity.GetRawText().Contains("shows no picture", StringComparison.Ordinal))
                    ),
                Patience,
                Otherwise
            );
        }

        /// <summary>Waits until readiness names the cause.</summary>
        public async Task SaysAsync(string cause)
        {
            var said = "";
            await Eventually.BecomesTrueAsync(
                async () => (said = await replica.ReadinessAsync()).Contains(cause, StringComparison.OrdinalIgnoreCase),
                Patience,
                () => $"{said}\n{Otherwise()}"
            );
        }

        /// <summary>Waits until it is ready again.</summary>
        public async Task SaysNothingAsync()
        {
            var said = "";
            await Eventually.BecomesTrueAsync(
                async () => (said = await replica.ReadinessAsync()).Contains("\"status\":\"Healthy\"", StringComparison.Ordinal),
                Patience,
                () => $"{said}\n{Otherwise()}"
            );
        }

        /// <summary>Checks that every acknowledged request was filed once, or refused and not filed.</summary>
        public async Task NothingIsLostAsync()
        {
            var tickets = (await district.TicketsAsync()).Select(ticket => ticket.GetRawText()).ToList();
            foreach (var promise in requests.Promises)
                Assert.Equal(
                    person.Sees(promise.Mark, "is filed") ? 1 : 0,
                    tickets.Count(text => text.Contains(promise.Mark, StringComparison.Ordinal))
                );
            district.Teams.AssertClean();
        }

        public async ValueTask DisposeAsync()
        {
            channel.Dispose();
            replica.Dispose();
            await district.DisposeAsync();
        }

        private string Otherwise() => $"{string.Join('\n', person.Reads.TakeLast(2))}\n{replica.Output()}";

        private async Task UntilAsync(Func<string, bool> isSo) =>
            await Eventually.BecomesTrueAsync(
                async () =>
                {
                    var before = person.Chat.Messages.Count;
                    await requests.FileAsync(person);
                    await Eventually.BecomesTrueAsync(() => Task.FromResult(person.Chat.Messages.Count > before), Patience, Otherwise);
                    // No faster than Teams lets the bot answer.
                    await Task.Delay(TimeSpan.FromMilliseconds(400), TestContext.Current.CancellationToken);
                    return isSo(person.Reads[before]);
                },
                Patience,
                Otherwise
            );
    }

    private sealed class VolumeDatabase(Volume volume) : Database
    {
        public override IReadOnlyDictionary<string, string?> Settings =>
            new Dictionary<string, string?> { ["Storage__Provider"] = "Sqlite", ["Storage__DataFolder"] = volume.Folder };

        protected override Task<System.Data.Common.DbConnection> OpenAsync() =>
            throw new NotSupportedException("It is looked at through its effects only.");
    }
}
