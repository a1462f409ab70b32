using System.Globalization;

namespace IiqBot.Core.Model;

/// <summary>Questions to a person. The platform shows them as a dialog, a modal, or a card with inputs.</summary>
public sealed record Form
{
    /// <summary>The argument in which a submission carries <see cref="InstanceId"/>.</summary>
    public const string InstanceKey = "_form";

    /// <summary>The longest text that a person can write, such as a comment or a description, in characters.</summary>
    public const int LongestText = 10_000;

    /// <summary>The key in <see cref="Errors"/> for an error that belongs to no single field.</summary>
    public const string Whole = "";

    /// <summary>The verb that a submission carries.</summary>
    public required string Verb { get; init; }

    /// <summary>What the form asks for; at most 24 characters, the smallest limit of the platforms (Slack's modal titles).</summary>
    public required string Title { get; init; }

    /// <summary>The label of the button that sends it; at most 24 characters.</summary>
    public required string Submit { get; init; }

    /// <summary>What the person sees while the bot works, such as "Filing…"; null for the platform's own words.</summary>
    public string? Working { get; init; }

    /// <summary>The questions, in order.</summary>
    public required IReadOnlyList<Field> Fields { get; init; }

    /// <summary>A sentence above the questions; null for none.</summary>
    public string? Introduction { get; init; }

    /// <summary>What a submission carries back besides the answers, unseen: ids and versions, never a right.</summary>
    public Arguments Hidden { get; init; } = Arguments.None;

    /// <summary>The button that leads back to what the form replaced, on platforms that show a form in place; null for none.</summary>
    public CardAction.Press? Back { get; init; }

    /// <summary>This form's own id. Two submissions of one form are one request.</summary>
    public required string InstanceId { get; init; }

    /// <summary>
    /// The errors by field id. The platform shows each one below its field. The error under <see cref="Whole"/> says why the request
    /// failed; the platform shows it above all fields.
    /// </summary>
    public IReadOnlyDictionary<string, string> Errors { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// The arguments of a button that opens this form again with the same answers. They leave out the form's id, so that the person can
    /// send it although they sent this one.
    /// </summary>
    public Arguments Filled =>
        Fields.Aggregate(Hidden, (arguments, asked) => asked.Answer() is { } answer ? arguments.With(asked.Id, answer) : arguments);

    /// <summary>
    /// The arguments of a button that opens this form in a shared conversation: the ticket, and what the person wrote there themselves. The
    /// bot reads all else again for the person who presses it, because not everybody may see a person's usual place or what a ticket says.
    /// </summary>
    /// <param name="asked">What they asked for there.</param>
    public Arguments SharedWith(BotRequest asked)
    {
        var said = $" {Squeezed(asked.Text)} ";
        var written = Fields
            .OfType<Field.Text>()
            .Where(field => field.Value is { } value && said.Contains($" {Squeezed(value)} ", StringComparison.Ordinal));
        return written.Aggregate(TicketArguments.Of(Hidden), (arguments, field) => arguments.With(field.Id, field.Value));
    }

    private static string Squeezed(string? text) =>
        string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The id for a form: the id of the submission that the bot asks about again, or a new one.</summary>
    public static string InstanceOf(Arguments arguments) => (arguments.Id(InstanceKey) ?? Guid.NewGuid()).ToString();

    /// <summary>The id that makes a request run only once: the id of its form, or one that follows from the request's own id.</summary>
    public static string InstanceOf(BotRequest request) => (request.Arguments.Id(InstanceKey) ?? StableId.Of(request.Id)).ToString();

    /// <summary>The error of a form as a whole.</summary>
    public static IReadOnlyDictionary<string, string> FailedAs(string sentence) => new Dictionary<string, string> { [Whole] = sentence };
}

/// <summary>One question of a form. The set is closed.</summary>
/// <param name="Id">The name of its answer in the arguments.</param>
/// <param name="Label">The question.</param>
public abstract record Field(string Id, string Label)
{
    /// <summary>Whether the person must answer.</summary>
    public bool IsRequired { get; init; }

    /// <summary>A few words about what to answer; null for none.</summary>
    public string? Hint { get; init; }

    /// <summary>The answer that the form already shows, as a submission would send it; null for none.</summary>
    public abstract string? Answer();

    /// <summary>One or more lines of text.</summary>
    public sealed record Text(string Id, string Label) : Field(Id, Label)
    {
        /// <summary>Whether the answer may have several lines.</summary>
        public bool IsMultiline { get; init; }

        /// <summary>The longest answer, in characters.</summary>
        public int MaxLength { get; init; } = 200;

        /// <summary>The text that the form already shows.</summary>
        public string? Value { get; init; }

        /// <inheritdoc />
        public override string? Answer() => Value;
    }

    /// <summary>A day of the calendar. Clients with a date picker send it as 2027-01-15. Other clients send any words for a day.</summary>
    public sealed record Date(string Id, string Label) : Field(Id, Label)
    {
        /// <summary>The day that the form already shows.</summary>
        public DateOnly? Value { get; init; }

        /// <summary>The first day that makes sense; null for any. Not every client enforces it.</summary>
        public DateOnly? Earliest { get; init; }

        /// <summary>The last day that makes sense; null for any. Not every client enforces it.</summary>
        public DateOnly? Latest { get; init; }

        /// <summary>A day as clients write it.</summary>
        public static string Written(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        /// <inheritdoc />
        public override string? Answer() => Value is { } day ? Written(day) : null;
    }

    /// <summary>One of a few choices.</summary>
    public sealed record Choice(string Id, string Label, IReadOnlyList<Option> Options) : Field(Id, Label)
    {
        /// <summary>The value of the current choice.</summary>
        public string? Value { get; init; }

        /// <summary>Whether the form shows all choices at once.</summary>
        public bool IsExpanded { get; init; }

        /// <inheritdoc />
        public override string? Answer() => Value;
    }

    /// <summary>One of many choices. The person types to find it.</summary>
    /// <param name="Id">The name of its answer in the arguments.</param>
    /// <param name="Label">The question.</param>
    /// <param name="Source">The <see cref="IOptionsSource"/> that the bot asks while the person types.</param>
    public sealed record Search(string Id, string Label, string Source) : Field(Id, Label)
    {
        /// <summary>The current choice.</summary>
        public Option? Selected { get; init; }

        /// <summary>Choices to offer before the person types, most likely first.</summary>
        public IReadOnlyList<Option> Suggestions { get; init; } = [];

        /// <summary>Whether the hint says what to type, and so means nothing where a person cannot type.</summary>
        public bool IsHintForTyping { get; init; }

        /// <summary>The id of another field whose answer narrows the choices; null for none.</summary>
        public string? DependsOn { get; init; }

        /// <inheritdoc />
        public override string? Answer() => Selected?.Value;
    }
}

/// <summary>A choice.</summary>
/// <param name="Value">What a submission sends.</param>
/// <param name="Label">What the person sees.</param>
public sealed record Option(string Value, string Label);
