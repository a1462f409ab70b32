namespace IiqBot.Sandbox.Tests;

public abstract class TicketNumberTests(TicketNumberFormat format, string expected) : SandboxTest
{
    [Fact]
    public async Task The_next_number_has_the_sites_format() => Assert.Equal(expected, (await Client.FileAsync()).Text("TicketNumber"));

    protected override SandboxOptions Options() => new() { Time = Clock, Numbers = format };

    public sealed class Digits() : TicketNumberTests(TicketNumberFormat.Digits, "39182");

    public sealed class FourteenDigits() : TicketNumberTests(TicketNumberFormat.FourteenDigits, "01234567039182");

    public sealed class Prefixed() : TicketNumberTests(TicketNumberFormat.Prefixed, "T-039182");
}
