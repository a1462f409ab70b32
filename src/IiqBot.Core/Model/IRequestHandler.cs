namespace IiqBot.Core.Model;

/// <summary>Answers one verb. Registered by <c>AddHandler</c>; a verb that is registered twice stops the start.</summary>
public interface IRequestHandler
{
    /// <summary>How it is reached.</summary>
    static abstract Route Route { get; }

    /// <summary>Answers; throws only what the dispatcher turns into a card (failures of Incident IQ, time run out).</summary>
    Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken);
}

/// <summary>A handler that asks by a form. Its verb opens the form, and carries the submission back.</summary>
public interface IFormHandler : IRequestHandler
{
    /// <summary>The form, filled with what the arguments hold.</summary>
    Task<Form> FormAsync(Turn turn, CancellationToken cancellationToken);

    /// <summary>What is wrong with the answers, by field id; decided from the answers alone, without waiting for anything.</summary>
    IReadOnlyDictionary<string, string> Validate(Arguments answers);
}

/// <summary>A handler of requests that are kept, some of which need an answer of the person first.</summary>
public interface IAsksFirst : IRequestHandler
{
    /// <summary>
    /// What the person must be asked before the request can be carried out, asked before it is kept without being begun; null when
    /// nothing. Changes nothing, and may fail as <see cref="IRequestHandler.HandleAsync"/> does where what it needs is not at hand.
    /// </summary>
    Task<BotResponse?> AskFirstAsync(Turn turn, CancellationToken cancellationToken);
}
