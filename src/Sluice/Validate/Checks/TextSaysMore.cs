using System.Buffers;
using System.Text;
using Sluice.Records;

namespace Sluice.Validate.Checks;

/// <summary>
/// <c>text.heading_only</c>, <c>text.equals_title</c> (warnings): a text is more than headings, more than one short
/// line that is no sentence, and more than its title over again. Case, mark-up and punctuation make no difference.
/// </summary>
public sealed class TextSaysMore : ICheck
{
    const int LongestHeading = 100, LongestHeadingsOnly = 5_000;

    public IReadOnlyList<string> Codes => ["text.heading_only", "text.equals_title"];

    public void Check(Reading reading, List<Finding> findings)
    {
        if (IsLong(reading.TextBody, (reading.TextSigns & Signs.Escape) != Signs.None, reading.Line.TryGetString("title"u8, out var title) ? title.Length : 0))
            return;
        var text = reading.Text.Trim();
        if (text.IsEmpty || text.Length > Math.Max(LongestHeadingsOnly, 4 * reading.Title.Length + 200))
            return;
        if (IsOnlyHeadings(text))
            findings.Add(Finding.Warning("text.heading_only", "/text", text.ToString(), "some text under the heading"));
        if (SaysTheSame(text, reading.Title))
            findings.Add(Finding.Warning("text.equals_title", "/text", text.ToString(), "more than the title"));
    }

    // None of these is white or a part of an escape: between two of them lies text that trimming leaves. A UTF-16 unit has
    // at most three bytes, or six as an escape; a title has no more of them than bytes.
    static readonly SearchValues<byte> Plain = SearchValues.Create("ghijklmopqsvwxyzGHIJKLMNOPQRSTUVWXYZ.,"u8);

    static bool IsLong(ReadOnlySpan<byte> body, bool hasEscapes, int title)
    {
        var first = body.IndexOfAny(Plain);
        return first >= 0 && (body.LastIndexOfAny(Plain) - first) / (hasEscapes ? 6 : 3) > Math.Max(LongestHeadingsOnly, 4 * title + 200);
    }

    static bool IsOnlyHeadings(ReadOnlySpan<char> text)
    {
        var lines = 0;
        var isPending = false;
        foreach (var line in text.EnumerateLines())
        {
            var said = line.Trim();
            if (said.IsEmpty)
                continue;
            lines++;
            if (IsMarkedHeading(said))
            {
                if (isPending)
                    return false;
            }
            else if (said[0] is '=' or '-' && said.Length > 1 && !said.ContainsAnyExcept(said[0]))
            {
                // A line of === or --- makes the line before it a heading.
                isPending = false;
            }
            else if (isPending)
            {
                return false;
            }
            else
            {
                isPending = true;
            }
        }
        return !isPending || (lines == 1 && IsLikeHeading(text));
    }

    static bool IsMarkedHeading(ReadOnlySpan<char> line)
    {
        var marks = line.IndexOfAnyExcept('#');
        if (marks is >= 1 and <= 6 && line[marks] is ' ' or '\t' || marks < 0)
            return true;
        if (line.Length > 9 && line[0] == '<' && line[1] is 'h' or 'H' && line[2] is >= '1' and <= '6')
            return line[^5..].StartsWith("</h", StringComparison.OrdinalIgnoreCase) && line[3..^5].IndexOf("</h", StringComparison.OrdinalIgnoreCase) < 0;
        return line.Length is > 4 and <= LongestHeading && line.StartsWith("**") && line.EndsWith("**") && !line[2..^2].Contains('*');
    }

    // One line that ends without a full stop and begins like a title, with a capital or a digit.
    static bool IsLikeHeading(ReadOnlySpan<char> line) =>
        line.Length <= LongestHeading && (char.IsUpper(line[0]) || char.IsDigit(line[0])) && (char.IsLetterOrDigit(line[^1]) || line[^1] == ':');

    static bool SaysTheSame(ReadOnlySpan<char> text, ReadOnlySpan<char> title)
    {
        int at = 0, inTitle = 0;
        var said = false;
        while (true)
        {
            var (a, b) = (Next(text, ref at), Next(title, ref inTitle));
            if (a != b)
                return false;
            if (a == default)
                return said;
            said = true;
        }
    }

    // The next letter or digit, in upper case; a tag is passed over.
    static Rune Next(ReadOnlySpan<char> text, ref int at)
    {
        while (at < text.Length)
        {
            if (text[at] == '<' && at + 1 < text.Length && (char.IsAsciiLetter(text[at + 1]) || text[at + 1] == '/') && text.Slice(at, Math.Min(40, text.Length - at)).IndexOf('>') is var end && end > 0)
            {
                at += end + 1;
                continue;
            }
            Rune.DecodeFromUtf16(text[at..], out var rune, out var length);
            at += length;
            if (Rune.IsLetterOrDigit(rune))
                return Rune.ToUpperInvariant(rune);
        }
        return default;
    }
}
