using System.Reflection;

namespace IiqBot.IncidentIq.Tests;

public sealed class ConventionTests
{
    [Fact]
    public void No_public_type_exposes_HTTP_or_JSON()
    {
        var shown = typeof(IncidentIqOptions)
            .Assembly.GetExportedTypes()
            .SelectMany(type =>
                type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
                    .SelectMany(TypesOf)
                    .SelectMany(Parts)
                    .Where(t =>
                        t.Namespace is { } ns
                        && (
                            ns.StartsWith("System.Net", StringComparison.Ordinal)
                            || ns.StartsWith("System.Text.Json", StringComparison.Ordinal)
                            || ns.StartsWith("Polly", StringComparison.Ordinal)
                            || ns.StartsWith("AngleSharp", StringComparison.Ordinal)
                            || ns == "IiqBot.IncidentIq.Wire"
                            || ns == "IiqBot.IncidentIq.Http"
                        )
                    )
                    .Select(t => $"{type.Name} shows {t.FullName}")
            );
        Assert.Empty(shown);
    }

    private static IEnumerable<Type> TypesOf(MemberInfo member) =>
        member switch
        {
            MethodInfo m => [m.ReturnType, .. m.GetParameters().Select(p => p.ParameterType)],
            ConstructorInfo c => c.GetParameters().Select(p => p.ParameterType),
            PropertyInfo p => [p.PropertyType],
            FieldInfo f => [f.FieldType],
            _ => [],
        };

    private static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!) : [type, .. type.GetGenericArguments().SelectMany(Parts)];
}
