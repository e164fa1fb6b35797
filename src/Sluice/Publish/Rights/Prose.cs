using Sluice.Records;
using Sluice.Records.Citations;

namespace Sluice.Publish.Rights;

/// <summary>Tells which fields of a document are texts, and which only describe it.</summary>
public static class Prose
{
    /// <summary>A field that is not known by name is prose if its strings, and the names in it, come to more than so many characters.</summary>
    public const int LongestNote = 280;

    /// <summary>No name, tag or key of a list is longer; what is, is a text in disguise.</summary>
    public const int LongestItem = 200;

    // What describes a document, and what Sluice itself derived. All else that is long is prose.
    static readonly HashSet<string> s_kept =
    [
        "document_id", "id", "source", "source_type", "title", "url", "canonical_url", "date_published", "date_precision", "date_basis", "doi", "signals", "work_id", "work_relation", "enriched",
    ];

    static readonly HashSet<string> s_lists = ["keys", "authors", "author_names", "tags"];

    static readonly HashSet<string> s_prose = new(
        [
            "text", "summaries", "summary", "abstract", "comment", "comments", "author_comment", "opinion", "ascii", "body", "content", "html", "markdown", "description", "excerpt", "transcript",
        ], StringComparer.OrdinalIgnoreCase);

    public static bool IsKept(string name) => s_kept.Contains(name);

    /// <summary>Whether a field is a list of short strings, of which each is judged by itself.</summary>
    public static bool IsList(string name) => s_lists.Contains(name);

    /// <summary>Whether a field is a text by its name, or by how much it holds. A field that was moved aside is known by the name that it came with.</summary>
    public static bool Is(string name, ReadOnlySpan<byte> json) =>
        s_prose.Contains(LineEdit.SentName(name)) || LongestNote - JsonText.CountScalars(name) is var left && (left < 0 || IsLong(json, left));

    /// <summary>The same of a field as it was before Sluice changed it: of what describes a document, only a long string is a text.</summary>
    public static bool IsOriginal(string name, JsonView value)
    {
        if (!s_lists.Contains(name))
            return Is(name, value.Bytes);
        if (value.Kind != JsonKind.Array)
            return IsLong(value.Bytes, LongestNote);
        foreach (var item in value.Items())
            if (IsLong(item.Bytes, LongestItem))
                return true;
        return false;
    }

    /// <summary>Whether the strings of a value, and the names in it, however deep, come to more than <paramref name="most"/> characters.</summary>
    public static bool IsLong(ReadOnlySpan<byte> json, int most)
    {
        var sum = 0;
        while (json.IndexOf((byte)'"') is var quote and >= 0)
        {
            json = json[(quote + 1)..];
            var end = 0;
            while (json[end] != '"')
                end += json[end] == '\\' ? 2 : Math.Max(1, json[end..].IndexOfAny((byte)'"', (byte)'\\'));
            sum += JsonText.CountScalars(json[..end], most + 1);
            if (sum > most)
                return true;
            json = json[(end + 1)..];
        }
        return false;
    }

    /// <summary>A title without the text that it goes on with; null if it holds no more than <see cref="LongestNote"/> characters of the text's beginning.</summary>
    public static string? CutTitle(string title, string text)
    {
        if (title.Length <= LongestNote)
            return null;
        var begins = CitedText.OneLine(text.Length <= 4 * LongestNote ? text : text[..(4 * LongestNote)]).Trim();
        return begins.Length > LongestNote && CitedText.OneLine(title).Contains(begins[..(LongestNote + 1)], StringComparison.Ordinal) ? Cut(title, LongestNote) : null;
    }

    public static string Cut(string text, int length) => text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)] + "…";
}
