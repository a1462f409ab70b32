namespace IiqBot.Sandbox.Tests;

/// <summary>Tests that change nothing share one sandbox.</summary>
[CollectionDefinition]
public sealed class SharedSandbox : ICollectionFixture<RunningSandbox>;
