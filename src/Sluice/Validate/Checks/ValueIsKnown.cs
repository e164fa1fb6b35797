using System.Text;
using Sluice.Records;
using Sluice.Sources;

namespace Sluice.Validate.Checks;

/// <summary><c>value.unknown</c> (drift): a field whose values the registry lists has another one. Null and ill-typed values are not its business.</summary>
public sealed class ValueIsKnown(Vocabulary vocabulary) : ICheck
{
    public IReadOnlyList<string> Codes => ["value.unknown"];

    public void Check(Reading reading, List<Finding> findings)
    {
        foreach (var (name, text, values) in vocabulary.FieldsOf(reading.Line).Enumerated)
            if (reading.Line.TryGetString(name, out var body) && !IsListed(body, values))
                findings.Add(Finding.Warning("value.unknown", "/" + JsonSchema.Schema.Escape(text), Encoding.UTF8.GetString(body), $"one of {string.Join(", ", values)}"));
    }

    static bool IsListed(ReadOnlySpan<byte> body, IReadOnlyList<string> values)
    {
        var value = JsonText.Decode(body);
        return values.Contains(value, StringComparer.Ordinal);
    }
}
