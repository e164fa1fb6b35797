using System.Buffers;
using System.Globalization;
using Sluice.Records;

namespace Sluice.Validate.Checks;

/// <summary>
/// <c>text.control_character</c>, <c>text.replacement_character</c> (warnings): title and text hold no control
/// character but tab, line feed and carriage return; they and the authors hold no U+FFFD, which stands where a reader
/// before us met bytes that it could not decode.
/// </summary>
public sealed class CharactersAreText : ICheck
{
    static readonly SearchValues<char> AsciiControls =
        SearchValues.Create([.. Enumerable.Range(0, 0x80).Select(code => (char)code).Where(c => char.IsControl(c) && c is not ('\t' or '\n' or '\r'))]);

    public IReadOnlyList<string> Codes => ["text.control_character", "text.replacement_character"];

    public void Check(Reading reading, List<Finding> findings)
    {
        if ((reading.TitleSigns & (Signs.Escape | Signs.Odd)) != Signs.None)
            Field("/title", reading.Title, findings);
        if ((reading.TextSigns & (Signs.Escape | Signs.Odd)) != Signs.None)
            Field("/text", reading.Text, findings);
        reading.LookAtAuthors(Replacement, findings);
    }

    static void Field(string pointer, ReadOnlySpan<char> text, List<Finding> findings)
    {
        if (IndexOfControl(text) is var at && at >= 0)
        {
            var places = 0;
            foreach (var c in text[at..])
                places += char.IsControl(c) && c is not ('\t' or '\n' or '\r') ? 1 : 0;
            findings.Add(Finding.Warning("text.control_character", pointer, Reading.Places(string.Create(CultureInfo.InvariantCulture, $"U+{(int)text[at]:X4}"), places), "no control character but tab and line ends"));
        }
        Replacement(pointer, text, findings);
    }

    // Two passes, because a set on both sides of U+0080 is looked for one character at a time.
    static int IndexOfControl(ReadOnlySpan<char> text)
    {
        var ascii = text.IndexOfAny(AsciiControls);
        var beyond = (ascii < 0 ? text : text[..ascii]).IndexOfAnyInRange('\u0080', '\u009F');
        return beyond >= 0 ? beyond : ascii;
    }

    static void Replacement(string pointer, ReadOnlySpan<char> text, List<Finding> findings)
    {
        if (text.IndexOf('\uFFFD') is var at && at >= 0)
            findings.Add(Finding.Warning("text.replacement_character", pointer, Reading.Places(Reading.Around(text, at, 1), text.Count('\uFFFD')), "the character that was lost there"));
    }
}
