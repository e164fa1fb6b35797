using Sluice.Records;

namespace Sluice.Validate.Rules;

/// <summary>A check that a user wrote in a rule file: its condition must hold wherever all of <paramref name="When"/> hold.</summary>
/// <param name="Message">What the finding says was expected; null: the condition itself.</param>
sealed record Rule(string Name, Severity Severity, Condition Must, IReadOnlyList<Condition> When, string? Message) : ICheck
{
    /// <summary>The area of every code of a rule.</summary>
    public const string Area = "rule.";

    public IReadOnlyList<string> Codes => [Area + Name];

    public void Check(Reading reading, List<Finding> findings)
    {
        foreach (var condition in When)
            if (condition.Judge(reading.Line) != Outcome.Holds)
                return;
        if (Must.Judge(reading.Line) == Outcome.Fails)
            findings.Add(new Finding(Area + Name, Severity, Must.Field.Pointer, Finding.Shorten(Must.Found(reading.Line)), Message ?? Expected(reading.Line)));
    }

    string Expected(RecordLine line) => When.Count == 0 ? Must.Expected(line)
        : $"{Must.Expected(line)}, when {string.Join(" and ", When.Select(condition => $"{condition.Field.Text} {condition.Expected(line)}"))}";

    /// <summary>All that decides what it reports, in one form however the file is laid out.</summary>
    public void WriteTo(JsonLineBuilder json)
    {
        json.BeginObject().Name("name"u8).String(Name).Name("severity"u8).String(Severity == Severity.Error ? "error" : "warning");
        Must.WriteTo(json.Name("must"u8));
        json.Name("when"u8).BeginArray();
        foreach (var condition in When)
            condition.WriteTo(json);
        json.EndArray().Name("message"u8).StringOrNull(Message).EndObject();
    }
}
