namespace IiqBot.Sandbox.Tests;

/// <summary>
/// Tests that change only their own tickets share one sandbox, whose clock stands still. A sandbox for each would take most of their time.
/// </summary>
[Collection<ScratchSandbox>]
public abstract class ScratchTest(RunningSandbox sandbox) : IDisposable
{
    protected Client Client { get; } = new(sandbox.Server);

    protected SandboxServer Sandbox => sandbox.Server;

    protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Client.Dispose();
        GC.SuppressFinalize(this);
    }
}

/// <summary>The sandbox that <see cref="ScratchTest"/>s share.</summary>
[CollectionDefinition]
public sealed class ScratchSandbox : ICollectionFixture<RunningSandbox>;
