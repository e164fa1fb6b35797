using System.Globalization;
using Sluice.Records;

namespace Sluice.Validate.Checks;

/// <summary>
/// <c>text.too_short</c>, <c>text.too_long</c> (warnings): a text has 100 to 1,000,000 characters (Unicode scalar
/// values). Below is what Extract drops by default: a subtitle or a stub, not a document. Above is longer than any book
/// on the subject: usually an archive, a table, or several documents in one.
/// </summary>
public sealed class TextIsOfUsualLength : ICheck
{
    const int Shortest = 100, Longest = 1_000_000;

    public IReadOnlyList<string> Codes => ["text.too_short", "text.too_long"];

    public void Check(Reading reading, List<Finding> findings)
    {
        if (!reading.Line.TryGetString("text"u8, out var body))
            return;
        // Between these no count of scalar values can be out of bounds: a body has at most six bytes for each UTF-16 unit.
        if (body.Length is >= 6 * 2 * Shortest and <= Longest)
            return;
        var length = JsonText.CountScalars(body);
        var found = length.ToString("N0", CultureInfo.InvariantCulture) + (length == 1 ? " character" : " characters");
        if (length < Shortest)
            findings.Add(Finding.Warning("text.too_short", "/text", found, "at least 100 characters"));
        if (length > Longest)
            findings.Add(Finding.Warning("text.too_long", "/text", found, "at most 1,000,000 characters"));
    }
}
