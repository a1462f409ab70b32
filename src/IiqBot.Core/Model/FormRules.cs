namespace IiqBot.Core.Model;

/// <summary>Checks the answers of a form, one rule after another. Each field shows only its first error.</summary>
public sealed class FormRules
{
    private readonly Arguments _answers;
    private readonly Dictionary<string, string> _errors = [];

    private FormRules(Arguments answers) => _answers = answers;

    /// <summary>The errors by field id; empty if all answers are valid.</summary>
    public IReadOnlyDictionary<string, string> Errors => _errors;

    /// <summary>Starts checking.</summary>
    public static FormRules Check(Arguments answers) => new(answers);

    /// <summary>Requires an answer.</summary>
    public FormRules Required(string field) => Add(field, _answers[field] is null, Texts.FieldRequired);

    /// <summary>Requires that an answer, if there is one, is the id of a record, as a choice from the list is.</summary>
    public FormRules Chosen(string field) => Add(field, _answers[field] is not null && _answers.Id(field) is null, Texts.FieldNotChosen);

    /// <summary>Requires that an answer is no longer than this.</summary>
    public FormRules AtMost(string field, int length) => Add(field, _answers[field]?.Length > length, SayTooLong(length, _answers[field]));

    /// <summary>
    /// Returns a text that is too long in its form and says how much fits. The bot never sends a part of it, because that is not what the
    /// person wrote.
    /// </summary>
    public static BotResponse TooLong(Form form, string field, int most, string text) =>
        new BotResponse.FormErrors(form with { Errors = new Dictionary<string, string> { [field] = SayTooLong(most, text) } });

    private static string SayTooLong(int most, string? text) => Texts.FieldTooLong.With(most, text?.Length);

    private FormRules Add(string field, bool isWrong, string why)
    {
        if (isWrong)
            _errors.TryAdd(field, why);
        return this;
    }
}
