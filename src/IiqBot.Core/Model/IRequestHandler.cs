namespace IiqBot.Core.Model;

/// <summary>Answers one verb. <c>AddHandler</c> registers it. If two handlers have the same verb, the process does not start.</summary>
public interface IRequestHandler
{
    /// <summary>The verb, the words and the rights that lead to it.</summary>
    static abstract Route Route { get; }

    /// <summary>Answers a request. It throws only what the dispatcher turns into a card: failures of Incident IQ and timeouts.</summary>
    Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken);
}

/// <summary>A handler that asks with a form. Its verb opens the form and also carries the submission.</summary>
public interface IFormHandler : IRequestHandler
{
    /// <summary>The form, filled in from the arguments.</summary>
    Task<Form> FormAsync(Turn turn, CancellationToken cancellationToken);

    /// <summary>The errors in the answers, by field id. It checks the answers alone and waits for nothing.</summary>
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
