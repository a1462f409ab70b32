using System.Collections;
using System.Reflection;
using IiqBot.Core.Durability;
using IiqBot.Core.Model;
using IiqBot.IncidentIq.Tickets;
using IiqBot.Storage.Json;

namespace IiqBot.Storage.Tests;

/// <summary>All members of the stored records survive storing.</summary>
public sealed class JsonTests
{
    private static readonly Type[] Roots =
    [
        typeof(BotRequest),
        typeof(StoredDelivery),
        typeof(PostedMessage),
        typeof(TicketAct),
        typeof(NewTicket),
        typeof(Actor),
        typeof(ConversationAddress),
    ];

    public static TheoryData<Type> MembersOfClosedSets => [.. StorageJson.ClosedSets.Keys.SelectMany(Members)];

    public static TheoryData<Type> Records => [.. Roots];

    [Fact]
    public void Every_type_of_every_closed_set_has_a_stored_name()
    {
        foreach (var (set, names) in StorageJson.ClosedSets)
        {
            Assert.Equal(Members(set).ToHashSet(), names.Keys.ToHashSet());
            Assert.Equal(names.Count, names.Values.Distinct().Count());
        }
    }

    [Fact]
    public void Every_stored_abstract_record_is_a_closed_set_with_names()
    {
        var seen = new HashSet<Type>();
        foreach (var root in Roots.Append(typeof(BotResponse)))
            Visit(root, seen);

        Assert.Equal(
            StorageJson.ClosedSets.Keys.ToHashSet(),
            seen.Where(type =>
                    type is { IsAbstract: true, IsInterface: false } && type.Namespace!.StartsWith("IiqBot", StringComparison.Ordinal)
                )
                .ToHashSet()
        );
    }

    [Theory, MemberData(nameof(MembersOfClosedSets))]
    public void A_type_of_a_closed_set_survives_storing_unchanged(Type member)
    {
        var set = StorageJson.ClosedSets.Keys.Single(set => set.IsAssignableFrom(member));
        var filled = Fill(member, 0);

        var back = Read(set, Write(set, filled));

        Assert.Equal(member, back.GetType());
        Assert.Equivalent(filled, back, strict: true);
        Assert.Equal(Write(set, filled), Write(set, back));
    }

    [Theory, MemberData(nameof(Records))]
    public void A_record_survives_storing_unchanged(Type record)
    {
        var filled = Fill(record, 0);

        var back = Read(record, Write(record, filled));

        Assert.Equivalent(filled, back, strict: true);
        Assert.Equal(Write(record, filled), Write(record, back));
    }

    [Fact]
    public void Members_that_a_newer_version_wrote_are_ignored()
    {
        var back = StorageJson.Read<BotResponse>(
            """{"isLoud":true,"card":{"title":"T","summary":"S","mood":{"is":1},"body":[{"text":"p","colour":"red","$kind":"paragraph"}]},"$kind":"replace"}"""
        );

        Assert.Equal("p", Assert.IsType<CardElement.Paragraph>(Assert.Single(back.ShownCard!.Body)).Text);
    }

    [Fact]
    public void Arguments_keep_spaces_and_line_breaks()
    {
        var arguments = Arguments.Of("text", " two\nlines \u00e4\ud83d\ude00 ").With("empty", "");

        Assert.Equal(arguments.Values, StorageJson.Read<Arguments>(StorageJson.Write(arguments)).Values);
    }

    private static IEnumerable<Type> Members(Type set) => set.Assembly.GetTypes().Where(type => type.IsSubclassOf(set) && !type.IsAbstract);

    private static string Write(Type type, object value) =>
        (string)typeof(StorageJson).GetMethod(nameof(StorageJson.Write))!.MakeGenericMethod(type).Invoke(null, [value])!;

    private static object Read(Type type, string json) =>
        typeof(StorageJson).GetMethod(nameof(StorageJson.Read))!.MakeGenericMethod(type).Invoke(null, [json])!;

    private static void Visit(Type type, HashSet<Type> seen)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsGenericType)
            foreach (var argument in type.GetGenericArguments())
                Visit(argument, seen);
        if (type.Namespace?.StartsWith("IiqBot", StringComparison.Ordinal) != true || !seen.Add(type))
            return;
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite))
            Visit(property.PropertyType, seen);
        if (type.IsAbstract)
            foreach (var member in Members(type))
                Visit(member, seen);
    }

    // Gives each member a value other than its default, so that a lost one is noticed.
    private static object Fill(Type type, int depth)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string))
            return $"text {depth}";
        if (type == typeof(bool))
            return true;
        if (type == typeof(int))
            return 7;
        if (type == typeof(DateOnly))
            return new DateOnly(2027, 1, 15);
        if (type == typeof(Guid))
            return Guid.Parse("66666666-6666-6666-6666-666666666666");
        if (type == typeof(Uri))
            return new Uri("https://district.incidentiq.com/x?y=1");
        if (type == typeof(TimeSpan))
            return TimeSpan.FromSeconds(3.5);
        if (type == typeof(DateTimeOffset))
            return new DateTimeOffset(2026, 11, 24, 7, 8, 9, 123, TimeSpan.FromHours(-5));
        if (type == typeof(Arguments))
            return Arguments.Of("a", "1").With("b", "2");
        if (type.IsEnum)
            return Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1)!;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))
            return new Dictionary<string, string> { ["k"] = "v" };
        if (type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type))
            return FillList(type.GetGenericArguments()[0], depth);
        if (type.IsAbstract)
            return Fill(Members(type).First(), depth + 1);
        return FillRecord(type, depth + 1);
    }

    private static IList FillList(Type element, int depth)
    {
        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(element))!;
        foreach (var member in element.IsAbstract ? Members(element) : [element])
            list.Add(Fill(member, depth + 1));
        return list;
    }

    private static object FillRecord(Type type, int depth)
    {
        var constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First();
        var record = constructor.Invoke([.. constructor.GetParameters().Select(parameter => Fill(parameter.ParameterType, depth))]);
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite))
            property.SetValue(record, Fill(property.PropertyType, depth));
        return record;
    }
}
