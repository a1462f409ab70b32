using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;

namespace IiqBot.Core.Tests.District;

/// <summary>A person in a conversation, who types, presses and submits forms.</summary>
public sealed record Conversation(Scenario District, string UserId, ConversationScope Scope)
{
    private static int s_requests;

    public string Locale { get; init; } = "en-US";

    public TimeSpan Budget { get; init; } = TimeSpan.FromSeconds(12);

    /// <summary>The message whose button is pressed.</summary>
    public string? MessageId { get; init; }

    /// <summary>The id of the next request; a new one each time unless set.</summary>
    public string? RequestId { get; init; }

    public Task<BotResponse> Types(string line) => Dispatch(Request(RequestKind.Message) with { Text = line });

    /// <summary>A typed line as a request with its own id.</summary>
    public BotRequest Typed(string id, string line) => Request(RequestKind.Message) with { Id = id, Text = line };

    /// <summary>A press as a request with its own id.</summary>
    public BotRequest Pressed(string id, string verb, Arguments arguments) =>
        Request(RequestKind.CardAction) with
        {
            Id = id,
            Verb = verb,
            Arguments = arguments,
        };

    /// <summary>A submitted form as a request with its own id.</summary>
    public BotRequest Sent(string id, Form form, params (string Field, string Answer)[] answers) =>
        Request(RequestKind.FormSubmission) with
        {
            Id = id,
            Verb = form.Verb,
            Arguments = Filled(form, answers),
        };

    public Task<BotResponse> Presses(CardAction.Press button) => Presses(button.Verb, button.Arguments);

    public Task<BotResponse> Presses(string verb, Arguments arguments) =>
        Dispatch(Request(RequestKind.CardAction) with { Verb = verb, Arguments = arguments });

    /// <summary>Fills in a form that the bot opened and submits it as a client does: with its hidden arguments and instance id.</summary>
    public Task<BotResponse> Sends(Form form, params (string Field, string Answer)[] answers) => Sends(form.Verb, Filled(form, answers));

    public Task<BotResponse> Sends(string verb, Arguments arguments) =>
        Dispatch(Request(RequestKind.FormSubmission) with { Verb = verb, Arguments = arguments });

    /// <summary>An event that the platform raises itself.</summary>
    public Task<BotResponse> Raises(string verb, Arguments? arguments = null) =>
        Dispatch(Request(RequestKind.Event) with { Verb = verb, Arguments = arguments ?? Arguments.None });

    public Task<IReadOnlyList<Option>> TypesAhead(string source, string query, Arguments? others = null) =>
        District.Dispatcher.SuggestAsync(
            Request(RequestKind.FormSubmission) with
            {
                Arguments = others ?? Arguments.None,
            },
            source,
            query,
            10,
            TestContext.Current.CancellationToken
        );

    public static Arguments Filled(Form form, params (string Field, string Answer)[] answers)
    {
        var arguments = form.Hidden.With(Form.InstanceKey, form.InstanceId);
        foreach (var field in form.Fields)
            arguments = arguments.With(field.Id, field.Answer());
        foreach (var (field, answer) in answers)
            arguments = arguments.With(field, answer);
        return arguments;
    }

    // As an adapter does: accept, answer, deliver.
    private async Task<BotResponse> Dispatch(BotRequest request)
    {
        var token = TestContext.Current.CancellationToken;
        var accepted = await District.Dispatcher.AcceptAsync(request, token);
        var answer = await District.Dispatcher.AnswerAsync(accepted, token);
        if (accepted.IsRepeat)
            return answer;
        await District.Dispatcher.DeliverAsync(accepted, answer, (said, t) => District.Messenger.AnswerAsync(request, said, t), token);
        return answer;
    }

    private BotRequest Request(RequestKind kind) =>
        new()
        {
            Id = RequestId ?? $"request-{Interlocked.Increment(ref s_requests)}",
            Kind = kind,
            Actor = new(District.Directory.Platform, "tenant", UserId) { Locale = Locale },
            Conversation = new(District.Directory.Platform, "tenant", "conversation", Scope),
            Budget = Budget,
            MessageId = MessageId,
        };
}
