namespace IiqBot.Sandbox.Http;

/// <summary>What every answer is wrapped in (docs/reference/incident-iq.md, "Envelopes").</summary>
internal sealed record Envelope
{
    public int? ItemCount { get; init; }
    public object? Item { get; init; }
    public IReadOnlyList<object>? Items { get; init; }
    public PagingInfo? Paging { get; init; }
    public object? Metadata { get; init; }
    public int? Id { get; init; }
    public Guid? Uid { get; init; }
    public Guid? UserToken { get; init; }
    public string? RequestDate { get; init; }
    public double? ExecutionTime { get; init; }
    public int StatusCode { get; init; } = 200;
    public string? Message { get; init; }
    public object? Errors { get; init; }
    public string? CorrelationId { get; init; }
    public string? ResourceId { get; init; }
    public string? RequestId { get; init; }
    public int? RetryAfter { get; init; }
    public string? ServerName { get; init; }
    public int? ProcessId { get; init; }
    public string? OperationId { get; init; }
    public object? Properties { get; init; }
    public bool? IsSuccess { get; init; }
}

internal sealed record PagingInfo(int TotalRows, int PageCount, int PageSize, int PageIndex);

/// <summary>The bytes of a file, answered as they are.</summary>
internal sealed record FileContent(byte[] Bytes, string MimeType, string? DownloadName);

/// <summary>What a route answers.</summary>
internal sealed record Reply(Envelope Envelope, FileContent? File = null)
{
    public static Reply Item(object item, string? message = null, int status = 200) =>
        new(
            new Envelope
            {
                Item = item,
                Message = message,
                StatusCode = status,
                IsSuccess = true,
            }
        );

    public static Reply Created(object item, Guid uid) =>
        new(
            new Envelope
            {
                Item = item,
                Id = 0,
                Uid = uid,
                StatusCode = 201,
                IsSuccess = true,
            }
        );

    /// <summary>A short list without paging.</summary>
    public static Reply List<T>(IEnumerable<T> items, Func<T, object> shape) => List(items.Select(shape));

    /// <inheritdoc cref="List{T}(IEnumerable{T}, Func{T, object})"/>
    public static Reply List(IEnumerable<object> items)
    {
        var all = items.ToList();
        return new(new Envelope { ItemCount = all.Count, Items = all });
    }

    /// <summary>One page of a longer list; <c>ItemCount</c> counts this page, the total is in <c>Paging</c>.</summary>
    public static Reply Page<T>(IReadOnlyList<T> all, Page page, Func<T, object> shape)
    {
        var items = all.Skip(page.Index * page.Size).Take(page.Size).Select(shape).ToList();
        var count = (all.Count + page.Size - 1) / page.Size;
        return new(
            new Envelope
            {
                ItemCount = items.Count,
                Items = items,
                Paging = new(all.Count, count, page.Size, page.Index),
            }
        );
    }

    /// <summary>An action's answer: no item, only a message.</summary>
    public static Reply Done(string message) => new(new Envelope { Message = message });
}
