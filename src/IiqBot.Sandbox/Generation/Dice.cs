namespace IiqBot.Sandbox.Generation;

/// <summary>Seeded chance. Each generator throws its own dice, so that a change to one leaves the others' data as it was.</summary>
internal sealed class Dice(int seed, int stream)
{
    // A seeded Random keeps its sequence on every platform and .NET version. 7919 is a prime that sets the streams apart.
    private readonly Random _random = new(unchecked((seed * 7919) + stream));

    /// <summary>A whole number of at least <paramref name="from"/> and below <paramref name="to"/>.</summary>
    public int Between(int from, int to) => _random.Next(from, to);

    public bool Chance(double share) => _random.NextDouble() < share;

    public T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];

    public Guid Id()
    {
        Span<byte> bytes = stackalloc byte[16];
        _random.NextBytes(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    public string Digits(int count) =>
        string.Create(
            count,
            _random,
            static (span, random) =>
            {
                for (var i = 0; i < span.Length; i++)
                    span[i] = (char)('0' + random.Next(10));
            }
        );
}
