using System.Globalization;

namespace IiqBot.Core.Model;

/// <summary>Questions to a person. A dialog, a modal, or a card with inputs, as the platform has it.</summary>
public sealed record Form
{
    /// <summary>The argument in which a submission carries <see cref="InstanceId"/>.</summary>
    public const string InstanceKey = "_form";

    /// <summary>The longest text that somebody writes, such as a comment or a description, in characters.</summary>
    public const int LongestText = 10_000;

    /// <summary>The key among <see cref="Errors"/> of what is wrong with no single field.</summary>
    public const string Whole = "";

    /// <summary>The verb that a submission carries.</summary>
    public required string Verb { get; init; }

    /// <summary>What is being asked for; at most 24 characters, the least that a platform allows (Slack's modal titles).</summary>
    public required string Title { get; init; }

    /// <summary>The label of the button that sends it; at most 24 characters.</summary>
    public required string Submit { get; init; }

    /// <summary>What is said while it is carried out, such as "Filing…"; null for the platform's own words.</summary>
    public string? Working { get; init; }

    /// <summary>The questions, in order.</summary>
    public required IReadOnlyList<Field> Fields { get; init; }

    /// <summary>A sentence above the questions; null for none.</summary>
    public string? Introduction { get; init; }

    /// <summary>What goes back with the answers unseen: ids and versions, never a right.</summary>
    public Arguments Hidden { get; init; } = Arguments.None;

    /// <summary>The button that leads back to what the form replaced, on platforms that show a form in place; null for none.</summary>
    public CardAction.Press? Back { get; init; }

    /// <summary>This form's own id: two submissions of one form are one request.</summary>
    public required string InstanceId { get; init; }

    /// <summary>
    /// What is wrong with an answer, by the field's id, shown under the field; under <see cref="Whole"/>, why the form could
    /// not be carried out, shown above all.
    /// </summary>
    public IReadOnlyDictionary<string, string> Errors { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// The arguments of a button that opens this form again, with the same answers. They leave out the form's id, so that the person can
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

    /// <summary>The id for a form: the id of the submission that is asked again, or a new one.</summary>
    public static string InstanceOf(Arguments arguments) => (arguments.Id(InstanceKey) ?? Guid.NewGuid()).ToString();

    /// <summary>The id that makes a request run only once: the id of its form, or one that follows from the request's own id.</summary>
    public static string InstanceOf(BotRequest request) => (request.Arguments.Id(InstanceKey) ?? StableId.Of(request.Id)).ToString();

    /// <summary>Errors that concern the form as a whole.</summary>
    public static IReadOnlyDictionary<string, string> FailedAs(string sentence) => new Dictionary<string, string> { [Whole] = sentence };
}

/// <summary>One question of a form. The set is closed.</summary>
/// <param name="Id">The name its answer has among the arguments.</param>
/// <param name="Label">The question.</param>
public abstract record Field(string Id, string Label)
{
    /// <summary>Whether an answer is needed.</summary>
    public bool IsRequired { get; init; }

    /// <summary>A few words on what to answer; null for none.</summary>
    public string? Hint { get; init; }

    /// <summary>The answer that stands there already, as the form would send it; null for none.</summary>
    public abstract string? Answer();

    /// <summary>A line or several of text.</summary>
    public sealed record Text(string Id, string Label) : Field(Id, Label)
    {
        /// <summary>Whether several lines are expected.</summary>
        public bool IsMultiline { get; init; }

        /// <summary>The longest answer, in characters.</summary>
        public int MaxLength { get; init; } = 200;

        /// <summary>What stands there already.</summary>
        public string? Value { get; init; }

        /// <inheritdoc />
        public override string? Answer() => Value;
    }

    /// <summary>
    /// A day of the calendar. Clients that pick it send it as 2027-01-15; where it is typed, any words for a day may come.
    /// </summary>
    public sealed record Date(string Id, string Label) : Field(Id, Label)
    {
        /// <summary>The day that stands there already.</summary>
        public DateOnly? Value { get; init; }

        /// <summary>The first day that makes sense; null for any. Not every client heeds it.</summary>
        public DateOnly? Earliest { get; init; }

        /// <summary>The last day that makes sense; null for any. Not every client heeds it.</summary>
        public DateOnly? Latest { get; init; }

        /// <summary>A day as clients write it.</summary>
        public static string Written(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        /// <inheritdoc />
        public override string? Answer() => Value is { } day ? Written(day) : null;
    }

    /// <summary>One of a few choices.</summary>
    public sealed record Choice(string Id, string Label, IReadOnlyList<Option> Options) : Field(Id, Label)
    {
        /// <summary>The value of the choice made already.</summary>
        public string? Value { get; init; }

        /// <summary>Whether all choices are shown at once.</summary>
        public bool IsExpanded { get; init; }

        /// <inheritdoc />
        public override string? Answer() => Value;
    }

    /// <summary>One of many choices, found by typing.</summary>
    /// <param name="Id">The name its answer has among the arguments.</param>
    /// <param name="Label">The question.</param>
    /// <param name="Source">The <see cref="IOptionsSource"/> that is asked while the person types.</param>
    public sealed record Search(string Id, string Label, string Source) : Field(Id, Label)
    {
        /// <summary>The choice made already.</summary>
        public Option? Selected { get; init; }

        /// <summary>Choices to offer before anything was typed, most likely first.</summary>
        public IReadOnlyList<Option> Suggestions { get; init; } = [];

        /// <summary>Whether the hint says what to type, so that it means nothing where one cannot.</summary>
        public bool IsHintForTyping { get; init; }

        /// <summary>The id of another field whose answer narrows the choices; null for none.</summary>
        public string? DependsOn { get; init; }

        /// <inheritdoc />
        public override string? Answer() => Selected?.Value;
    }
}

/// <summary>A choice.</summary>
/// <param name="Value">What is sent back.</param>
/// <param name="Label">What is shown.</param>
public sealed record Option(string Value, string Label);
