namespace IiqBot.Sandbox.Http;

/// <summary>Which page is asked for.</summary>
internal sealed record Page(int Index, int Size)
{
    /// <summary>
    /// Reads <c>$p</c> and <c>$s</c>; what cannot be read is taken as not given (docs/reference/incident-iq.md, "Paging").
    /// </summary>
    public static Page Of(Call call, int size, int cap)
    {
        var asked = int.TryParse(call.Query("$s"), out var number) && number > 0 ? number : size;
        return new(int.TryParse(call.Query("$p"), out var index) && index > 0 ? index : 0, Math.Min(asked, cap));
    }

    /// <summary>
    /// Reads <c>RequestOptions.Paging</c>, or <c>PageSize</c> and the one-based <c>PageNumber</c> beside it, or <c>Paging</c>
    /// at the top, as v2 routes take them; else the query.
    /// </summary>
    public static Page OfBody(Call call, int size, int cap)
    {
        var options = call.Body.Object("RequestOptions");
        var paging =
            options.Has("Paging") ? options.Object("Paging")
            : options.Has("PageSize") ? options
            : call.Body.Object("Paging");
        if (paging.Int("PageSize") is not { } asked || asked <= 0)
            return Of(call, size, cap);
        var index = paging.Int("PageIndex") ?? (paging.Int("PageNumber") - 1) ?? 0;
        return new(Math.Max(index, 0), Math.Min(asked, cap));
    }
}
