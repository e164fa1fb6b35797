using Sluice.Records;

namespace Sluice.Validate.Checks;

/// <summary><c>title.too_long</c>: at most 1,000 characters; what is longer is usually the first paragraph.</summary>
public sealed class TitleIsATitle : ICheck
{
    public const int Longest = 1000;

    public IReadOnlyList<string> Codes => ["title.too_long"];

    public void Check(Reading reading, List<Finding> findings)
    {
        if (reading.Line.TryGetString("title"u8, out var body) && JsonText.CountScalars(body) is var length && length > Longest)
            findings.Add(Finding.Error("title.too_long", "/title", $"{length} characters: {JsonText.Decode(body)}", $"at most {Longest} characters"));
    }
}
