namespace IiqBot.Core.Durability;

/// <summary>
/// The bot sent something to Incident IQ and does not know the outcome yet. It looks for the result before it sends anything again.
/// </summary>
/// <param name="reference">The request's reference.</param>
/// <param name="inner">Why the outcome was lost; null if it is only not there yet.</param>
public sealed class UnconfirmedException(string reference, Exception? inner = null)
    : Exception($"The outcome of {reference} is not known yet.", inner);
