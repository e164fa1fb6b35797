using System.Text;
using System.Text.RegularExpressions;
using Sluice.Records;

namespace Sluice.Corpus.Duplicates;

/// <summary>The first links of a text: what a linkpost or a translation points to.</summary>
/// <param name="keysOf">The canonical address of a URL and the keys that it carries; none for what is no URL.</param>
sealed partial class HeadLinks(Func<string, IEnumerable<string>> keysOf)
{
    /// <summary>Bytes of a text that count as its beginning.</summary>
    public const int Head = 1500;

    const int Most = 8;

    // So far before a link the word may stand: "This is a translation of [title](https://…".
    const int WordsBefore = 200;

    /// <summary>Hashes of the addresses and keys, as records have them.</summary>
    public HashSet<ulong> Of(RecordLine line) => [.. Links(HeadOf(line)).SelectMany(link => link.Keys)];

    /// <summary>Those of the first link behind the word that says that the text is a translation.</summary>
    public HashSet<ulong> TranslatedBy(RecordLine line)
    {
        var head = HeadOf(line);
        var said = Translated().Match(head);
        return said.Success ? [.. Links(head).Where(link => link.At > said.Index && link.At < said.Index + WordsBefore).Take(1).SelectMany(link => link.Keys)] : [];
    }

    static string HeadOf(RecordLine line) => line.TryGetString("text"u8, out var body)
        ? Encoding.UTF8.GetString(body[..Math.Min(body.Length, Head)]).Replace("\\n", " ", StringComparison.Ordinal).Replace("\\\"", " ", StringComparison.Ordinal)
        : "";

    IEnumerable<(int At, List<ulong> Keys)> Links(string head)
    {
        var links = 0;
        for (var at = head.IndexOf("http", StringComparison.OrdinalIgnoreCase); at >= 0 && links < Most; links++)
        {
            var end = at;
            while (end < head.Length && head[end] is > ' ' and not ('<' or '>' or '"' or ')' or ']' or '\\' or '*' or '`' or '|'))
                end++;
            yield return (at, [.. keysOf(head[at..end].TrimEnd('.', ',', ';', ':', '!', '?', '\'')).Select(key => WordHash.OfText(Encoding.UTF8.GetBytes(key)))]);
            at = end < head.Length ? head.IndexOf("http", end, StringComparison.OrdinalIgnoreCase) : -1;
        }
    }

    [GeneratedRegex(@"\b(?:translation (?:of|from)|translated (?:from|version of))\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Translated();
}
