namespace IiqBot.Storage;

/// <summary>
/// The SQLite file cannot be claimed: another process uses it, or its folder cannot be created. The message says what to do and is for the
/// person who starts the service.
/// </summary>
/// <param name="message">What is wrong, and what to do.</param>
/// <param name="inner">The underlying exception.</param>
public sealed class StorageInUseException(string message, Exception inner) : Exception(message, inner);
