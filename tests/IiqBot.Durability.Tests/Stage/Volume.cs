using System.Diagnostics;

namespace IiqBot.Durability.Tests.Stage;

/// <summary>
/// A small disk for one test (Linux: a tmpfs in a mount namespace that a waiting process keeps open), which can be filled and made
/// read-only. The service runs inside the namespace; the test looks in from outside.
/// </summary>
internal sealed class Volume : IDisposable
{
    private const int Megabytes = 8;
    private static readonly bool IsRoot = Environment.UserName == "root";
    private readonly Process _holder;
    private bool _isMounted;

    private Volume(Process holder) => _holder = holder;

    /// <summary>The folder as the service sees it.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("iiqbot-volume-").FullName;

    /// <summary>The SQLite file as the test sees it.</summary>
    public string FilePath => Path.Combine(Outside, "iiqbot.db");

    /// <summary>The command that runs a program inside.</summary>
    public IReadOnlyList<string> Wrapper =>
        IsRoot
            ? ["nsenter", "-t", $"{_holder.Id}", "-m", "--"]
            : ["nsenter", "-t", $"{_holder.Id}", "-U", "-m", "--preserve-credentials", "--"];

    private string Outside => $"/proc/{_holder.Id}/root{Folder}";

    private string Filler => Path.Combine(Outside, "filler");

    /// <summary>Makes one; skips the test if the system does not allow it.</summary>
    public static async Task<Volume> OpenAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A small disk of its own is made with Linux's mount namespaces.");
        var holder = Process.Start(new ProcessStartInfo("unshare", [IsRoot ? "-m" : "-rm", "sleep", "infinity"]))!;
        var volume = new Volume(holder);
        var error = "";
        try
        {
            await Eventually.BecomesTrueAsync(
                async () =>
                    (error = await volume.RunAsync("mount", "-t", "tmpfs", "-o", $"size={Megabytes}m", "tmpfs", volume.Folder)).Length == 0,
                TimeSpan.FromSeconds(5),
                () => error
            );
        }
        catch (TimeoutException)
        {
            volume.Dispose();
            Assert.Skip($"This machine allows no mount namespaces: {error}");
        }

        volume._isMounted = true;
        return volume;
    }

    /// <summary>Fills the disk.</summary>
    public void Fill()
    {
        using var filler = new FileStream(Filler, FileMode.Append);
        try
        {
            var block = new byte[4096];
            while (true)
                filler.Write(block);
        }
        catch (IOException)
        {
            // full
        }
    }

    /// <summary>Frees the space again.</summary>
    public void Free() => File.Delete(Filler);

    /// <summary>Makes it read-only, or writable again. No process may have one of its files open for writing.</summary>
    public async Task SetReadOnlyAsync(bool isReadOnly) =>
        Assert.Equal("", await RunAsync("mount", "-o", isReadOnly ? "remount,ro" : "remount,rw", Folder));

    /// <summary>Overwrites the file, and what is not written to it yet, with noise.</summary>
    public void Corrupt()
    {
        var noise = new byte[64 * 1024];
        new Random(1).NextBytes(noise);
        foreach (var path in (string[])[FilePath, $"{FilePath}-wal"])
        {
            if (!File.Exists(path))
                continue;
            using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            for (var left = file.Length; left > 0; left -= noise.Length)
                file.Write(noise.AsSpan(0, (int)Math.Min(left, noise.Length)));
        }
    }

    public void Dispose()
    {
        _holder.Kill();
        _holder.WaitForExit();
        _holder.Dispose();
        if (_isMounted)
            return; // the system releases the mount later; an empty temporary folder remains
        Directory.Delete(Folder);
    }

    private async Task<string> RunAsync(params string[] command)
    {
        var start = new ProcessStartInfo(Wrapper[0], [.. Wrapper.Skip(1), .. command])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? "" : $"{command[0]} ended with {process.ExitCode}: {error}";
    }
}
