using System.Text.Json;
using System.Text.RegularExpressions;

namespace IiqBot.FakeSlack.BlockKit;

/// <summary>Checks one JSON value and reports its errors to <see cref="BlockCheck"/>.</summary>
internal delegate void Check(JsonElement value, string at, BlockCheck check);

/// <summary>A member of an object.</summary>
internal sealed record Member(string Name, Check Check, bool IsRequired);

/// <summary>The building blocks of the documented shapes. Lengths count Unicode code points, as Slack does.</summary>
internal static class Shape
{
    public static Check Anything { get; } = (_, _, _) => { };

    public static Check Flag { get; } =
        (value, at, check) =>
        {
            if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
                check.Fail(at, "must be a boolean");
        };

    public static Member Need(string name, Check check) => new(name, check, true);

    public static Member May(string name, Check check) => new(name, check, false);

    public static int Length(string text) => text.EnumerateRunes().Count();

    public static Check Text(int max, int min = 1) =>
        (value, at, check) =>
        {
            if (value.ValueKind != JsonValueKind.String)
                check.Fail(at, "must be a string");
            else
                Measure(value.GetString()!, min, max, at, check);
        };

    public static Check Matching(string pattern) =>
        (value, at, check) =>
        {
            if (
                value.ValueKind != JsonValueKind.String
                || !Regex.IsMatch(value.GetString()!, pattern, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))
            )
                check.Fail(at, $"must match {pattern}");
        };

    public static Check Url(int max = 3000) =>
        (value, at, check) =>
        {
            Text(max)(value, at, check);
            if (value.ValueKind == JsonValueKind.String && !Uri.TryCreate(value.GetString(), UriKind.Absolute, out _))
                check.Fail(at, "must be a URL");
        };

    public static Check OneOf(params string[] allowed) =>
        (value, at, check) =>
        {
            if (value.ValueKind != JsonValueKind.String || !allowed.Contains(value.GetString()))
                check.Fail(at, $"must be one of {string.Join(", ", allowed)}");
        };

    public static Check Whole(int min, int max) =>
        (value, at, check) =>
        {
            if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt32(out var number) || number < min || number > max)
                check.Fail(at, $"must be a whole number from {min} to {max}");
        };

    public static Check Number { get; } =
        (value, at, check) =>
        {
            if (value.ValueKind != JsonValueKind.Number)
                check.Fail(at, "must be a number");
        };

    public static Check List(Check item, int min, int max) =>
        (value, at, check) =>
        {
            if (value.ValueKind != JsonValueKind.Array)
            {
                check.Fail(at, "must be an array");
                return;
            }

            var count = value.GetArrayLength();
            if (count < min)
                check.Fail(at, $"no fewer than {min} items allowed");
            if (count > max)
                check.Fail(at, $"no more than {max} items allowed");
            for (var i = 0; i < count; i++)
                item(value[i], $"{at}/{i}", check);
        };

    /// <summary>An object with only these members, because Slack refuses unknown ones.</summary>
    public static Check Object(params Member[] members) =>
        (value, at, check) =>
        {
            if (value.ValueKind != JsonValueKind.Object)
            {
                check.Fail(at, "must be an object");
                return;
            }

            foreach (var needed in members.Where(m => m.IsRequired && value.Property(m.Name) is null))
                check.Fail(at, $"missing required field: {needed.Name}");
            foreach (var given in value.EnumerateObject())
            {
                if (Array.Find(members, m => m.Name == given.Name) is { } member)
                {
                    if (given.Value.ValueKind == JsonValueKind.Null)
                        check.Fail($"{at}/{given.Name}", "must not be null");
                    else
                        member.Check(given.Value, $"{at}/{given.Name}", check);
                }
                else
                {
                    check.Fail(at, $"invalid additional property: {given.Name}");
                }
            }
        };

    public static Check Both(params Check[] checks) =>
        (value, at, check) =>
        {
            foreach (var one in checks)
                one(value, at, check);
        };

    /// <summary>Exactly one of two members.</summary>
    public static Check ExactlyOne(string first, string second) =>
        (value, at, check) =>
        {
            if (value.Property(first) is null == value.Property(second) is null)
                check.Fail(at, $"needs exactly one of {first} and {second}");
        };

    /// <summary>An object whose <c>type</c> selects its shape.</summary>
    public static Check Typed(string what, Func<string, Check?> shapeOf) =>
        (value, at, check) =>
        {
            if (value.Text("type") is not { } type || shapeOf(type) is not { } shape)
                check.Fail(at, $"unsupported {what} type: {value.Text("type") ?? "(none)"}");
            else
                shape(value, at, check);
        };

    public static void Measure(string text, int min, int max, string at, BlockCheck check)
    {
        var length = Length(text);
        if (length < min)
            check.Fail(at, $"must be more than {min - 1} characters");
        if (length > max)
            check.Fail(at, $"must be less than {max + 1} characters");
    }
}
