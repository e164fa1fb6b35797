using Sluice.Records;

namespace Sluice.Validate.Checks;

/// <summary>
/// <c>text.mojibake</c> (a warning): no stretch of title, text or an author is UTF-8 that was once read as Windows-1252
/// or Latin-1 (<c>HuÃ¡scar</c>, <c>donâ€™t</c>). Found by going back: see <see cref="MisreadUtf8"/>.
/// </summary>
public sealed class TextIsNotMojibake : ICheck
{
    public IReadOnlyList<string> Codes => ["text.mojibake"];

    public void Check(Reading reading, List<Finding> findings)
    {
        if ((reading.TitleSigns & (Signs.Escape | Signs.Misread)) != Signs.None)
            Field("/title", reading.Title, findings);
        if ((reading.TextSigns & (Signs.Escape | Signs.Misread)) != Signs.None)
            Field("/text", reading.Text, findings);
        reading.LookAtAuthors(Field, findings);
    }

    static void Field(string pointer, ReadOnlySpan<char> text, List<Finding> findings)
    {
        var at = MisreadUtf8.Find(text, 0, out var length);
        if (at < 0)
            return;
        var places = 1;
        for (var next = at + length; (next = MisreadUtf8.Find(text, next, out var more)) >= 0; next += more)
            places++;
        findings.Add(Finding.Warning("text.mojibake", pointer, Reading.Places(Reading.Around(text, at, length), places), "text that was read in the encoding it was written in"));
    }
}
