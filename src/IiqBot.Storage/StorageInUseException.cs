namespace IiqBot.Storage;

/// <summary>
/// The SQLite file cannot be claimed: another process uses it, or its folder cannot be made. The message says what to do and is meant for
/// the person who starts the service.
/// </summary>
/// <param name="message">What is wrong and what to do.</param>
/// <param name="inner">The cause.</param>
public sealed class StorageInUseException(string message, Exception inner) : Exception(message, inner);
