using System.Buffers;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using IiqBot.Core.Model;
using IiqBot.Teams.Cards;
using IiqBot.Teams.Connector;
using IiqBot.Teams.Tests.Cards;

namespace IiqBot.Benchmarks.Micro;

/// <summary>Drawing as the adapter does it: a new buffer and writer for each card.</summary>
[MemoryDiagnoser]
public class CardBenchmarks
{
    private readonly Card _ticket = SampleCards.TechnicianTicket;
    private readonly Card _list = SampleCards.List;
    private readonly Card _help = SampleCards.Help;
    private readonly Form _form = SampleForms.File;
    private readonly ConversationAddress _chat = new("teams", "22222222-2222-4222-8222-222222222222", "a:1chat", ConversationScope.OneToOne)
    {
        Route = """{"s":"https://smba.trafficmanager.net/amer/","b":"28:11111111-1111-4111-8111-111111111111","n":"Help Desk"}""",
    };

    [Benchmark(Description = "ticket card")]
    public int Ticket() => Draw(_ticket);

    [Benchmark(Description = "list of 8 tickets")]
    public int List() => Draw(_list);

    [Benchmark(Description = "help card")]
    public int Help() => Draw(_help);

    [Benchmark(Description = "form of 5 questions")]
    public int Form()
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using var writer = new Utf8JsonWriter(buffer);
        AdaptiveCardRenderer.WriteForm(writer, _form);
        writer.Flush();
        return buffer.WrittenCount;
    }

    [Benchmark(Description = "ticket card as a whole message")]
    public int Message() => OutgoingActivity.Message(_chat, new Content.OfCard(_ticket)).Length;

    private static int Draw(Card card)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using var writer = new Utf8JsonWriter(buffer);
        AdaptiveCardRenderer.WriteCard(writer, card);
        writer.Flush();
        return buffer.WrittenCount;
    }
}
