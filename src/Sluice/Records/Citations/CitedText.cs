using System.Text;

namespace Sluice.Records.Citations;

/// <summary>What both forms of a citation do with text.</summary>
static class CitedText
{
    /// <summary>The same text on one line: each run of white space and control characters is one space.</summary>
    public static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var c in text)
            if (!char.IsWhiteSpace(c) && !char.IsControl(c))
                line.Append(c);
            else if (line.Length > 0 && line[^1] != ' ')
                line.Append(' ');
        return line.ToString().TrimEnd();
    }

    /// <summary>The document's id; before it has one, its collection's and upstream's.</summary>
    public static string IdOf(RecordLine document) => document.GetString("document_id"u8) ?? $"{document.GetString("source"u8)}:{document.GetString("id"u8)}";
}
