namespace IiqBot.Core.Model;

/// <summary>Answers one verb. Registered by <c>AddHandler</c>; a verb that is registered twice stops the start.</summary>
public interface IRequestHandler
{
    /// <summary>How it is reached.</summary>
    static abstract Route Route { get; }

    /// <summary>Answers; throws only what the dispatcher turns into a card (failures of Incident IQ, time run out).</summary>
    Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken);
}

/// <summary>A handler that asks with a form. Its verb opens the form and also carries the submission.</summary>
public interface IFormHandler : IRequestHandler
{
    /// <summary>The form, filled with what the arguments hold.</summary>
    Task<Form> FormAsync(Turn turn, CancellationToken cancellationToken);

    /// <summary>The errors in the answers, by field id. They follow from the answers alone, without any waiting.</summary>
    IReadOnlyDictionary<string, string> Validate(Arguments answers);
}

/// <summary>A handler of requests that the bot saves during an outage. Some of them need an answer from the person first.</summary>
public interface IAsksFirst : IRequestHandler
{
    /// <summary>
    /// The question that the person must answer before the request can run; null for none. The bot asks it before it saves a request that
    /// it has not started. This method changes nothing. It may fail as <see cref="IRequestHandler.HandleAsync"/> does if it cannot read
    /// what it needs.
    /// </summary>
    Task<BotResponse?> AskFirstAsync(Turn turn, CancellationToken cancellationToken);
}
