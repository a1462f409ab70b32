namespace IiqBot.Core.Durability;

/// <summary>
/// Something was sent to Incident IQ and what became of it is not known yet. It is looked for again before anything is sent anew.
/// </summary>
/// <param name="reference">The request's reference.</param>
/// <param name="inner">Why the outcome was lost; null while it is merely not there yet.</param>
public sealed class UnconfirmedException(string reference, Exception? inner = null)
    : Exception($"The outcome of {reference} is not known yet.", inner);
