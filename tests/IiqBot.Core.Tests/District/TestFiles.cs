using IiqBot.Core.Messaging;
using IiqBot.Core.Model;

namespace IiqBot.Core.Tests.District;

/// <summary>The files of the chat platform, by reference; unknown ones are gone.</summary>
public sealed class TestFiles : IFileSource
{
    private readonly Dictionary<string, Func<CancellationToken, Task<FileHandout>>> _files = [];

    public string Platform => "test";

    public List<(string Tenant, string Reference)> Asked { get; } = [];

    public TestFiles Keeps(string reference, string name, params byte[] content) =>
        Answers(reference, _ => Task.FromResult<FileHandout>(new FileHandout.Opened(name, "image/png", content)));

    public TestFiles Refuses(string reference, FileTrouble why) =>
        Answers(reference, _ => Task.FromResult<FileHandout>(new FileHandout.Refused(why)));

    public TestFiles Answers(string reference, Func<CancellationToken, Task<FileHandout>> answer)
    {
        _files[reference] = answer;
        return this;
    }

    public Task<FileHandout> OpenAsync(Actor asker, string reference, int maxBytes, CancellationToken cancellationToken)
    {
        Asked.Add((asker.Tenant, reference));
        return _files.TryGetValue(reference, out var answer)
            ? answer(cancellationToken)
            : Task.FromResult<FileHandout>(new FileHandout.Refused(FileTrouble.Gone));
    }
}
