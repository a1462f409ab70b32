namespace IiqBot.FakeConnector;

/// <summary>An Entra tenant.</summary>
/// <param name="Id">The tenant's GUID.</param>
/// <param name="Domain">Its initial domain, which ends the user principal names of guests.</param>
public sealed record FakeTenant(string Id, string Domain);
