using BenchmarkDotNet.Attributes;
using IiqBot.Core;
using IiqBot.Core.Model;
using IiqBot.Core.Parsing;
using IiqBot.Core.Pipeline;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace IiqBot.Benchmarks.Micro;

/// <summary>Understanding a typed line, with every route of the product registered.</summary>
[MemoryDiagnoser]
public class LineBenchmarks
{
    private readonly LineParser _parser = Parser();

    public static IEnumerable<string> Lines =>
        [
            "help",
            "my tickets",
            "39181",
            "take 39181",
            "close 39181, replaced the cable",
            "new Projector in 204 shows no picture",
            "Could somebody look at ticket 39181 before noon?",
        ];

    [Benchmark(Description = "parse")]
    [ArgumentsSource(nameof(Lines))]
    public ParsedLine Understood(string line) => _parser.Parse(line);

    [Benchmark(Description = "parse, unknown, with suggestions")]
    [Arguments("tikets of mine plese")]
    public ParsedLine Unknown(string line) => _parser.Parse(line);

    private static LineParser Parser()
    {
        using var services = new ServiceCollection().AddSingleton(NullLoggerFactory.Instance).AddCore().BuildServiceProvider();
        return services.GetRequiredService<HandlerRegistry>().Parser;
    }
}
