using System.Globalization;
using System.Net;
using System.Text;

namespace Sluice.Validate.Reports;

/// <summary>
/// Text from records, made harmless for a page: upstream may have put anything into it. What cannot be seen, and what
/// turns the reading direction, is shown by its number.
/// </summary>
static class ReportText
{
    // Every mark that could begin something in Markdown; a colon, since a bare address would become a link.
    const string MarkdownMarks = "\\`*_{}[]()<>|~#!$@&:+-=";

    /// <summary>For between tags and inside quoted attributes.</summary>
    public static string Html(string text) => WebUtility.HtmlEncode(Visible(text));

    /// <summary>For a cell of a table or a line of a paragraph.</summary>
    public static string Markdown(string text)
    {
        var escaped = new StringBuilder();
        foreach (var c in Visible(text))
        {
            if (MarkdownMarks.Contains(c, StringComparison.Ordinal))
                escaped.Append('\\');
            escaped.Append(c);
        }
        return escaped.Replace("www.", "www\\.").ToString();
    }

    /// <summary>For a code span inside a cell: nothing ends it early, neither a backtick nor a pipe.</summary>
    public static string MarkdownCode(string text) =>
        text.Length == 0 ? "" : text.All(c => char.IsAsciiLetterOrDigit(c) || "._-/~ ".Contains(c, StringComparison.Ordinal)) ? $"`{text}`" : Markdown(text);

    /// <summary>A part of an address inside the page: the same for the same code, and of letters that every reader takes.</summary>
    public static string Anchor(string code)
    {
        var anchor = new StringBuilder("code-");
        foreach (var c in code)
            if (char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
                anchor.Append(c);
            else
                anchor.Append(CultureInfo.InvariantCulture, $"~{(int)c:x}");
        return anchor.ToString();
    }

    /// <summary>A number with its thousands apart.</summary>
    public static string Number(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>With its sign; a plain 0 for no change.</summary>
    public static string Signed(long value) => value.ToString("+#,0;\u2212#,0;0", CultureInfo.InvariantCulture);

    static string Visible(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            return text;
        var visible = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            if (rune.Value is '\n' or '\r' or '\t')
                visible.Append(rune.Value == '\n' ? " \u23CE " : rune.Value == '\t' ? " " : "");
            else if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                visible.Append(CultureInfo.InvariantCulture, $"\u27E8U+{rune.Value:X4}\u27E9");
            else
                visible.Append(rune.ToString());
        return visible.ToString();
    }
}
