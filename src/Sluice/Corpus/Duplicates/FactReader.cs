using System.Buffers.Text;
using System.Text;
using Sluice.Records;

namespace Sluice.Corpus.Duplicates;

/// <summary>Reads the facts of an enriched record, all but those of its text. Reused; not thread-safe.</summary>
/// <param name="isSummary">Whether a collection of a source holds summaries of other works.</param>
sealed class FactReader(Func<string, string, bool> isSummary)
{
    const int TellingWords = 4, TellingLetters = 20;

    // Words in front of a title that say what the post is, not what the work is called.
    static readonly HashSet<ulong> Frames = [.. new[] { "linkpost", "link", "crosspost", "post", "cross" }.Select(word => WordsOf(Encoding.UTF8.GetBytes(word))[0])];

    readonly List<string> _collections = [];
    readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    readonly WordList _words = new();

    /// <summary>Names of collections, by their number in <see cref="RecordFacts.Collection"/>.</summary>
    public IReadOnlyList<string> Collections => _collections;

    public RecordFacts Read(RecordLine line, DocumentId id, int file, long offset)
    {
        var collection = line.GetString("source"u8) ?? "";
        if (!_numbers.TryGetValue(collection, out var number))
        {
            _numbers[collection] = number = _collections.Count;
            _collections.Add(collection);
        }
        var (title, telling) = TitleOf(line);
        var keys = KeysOf(line, out var host);
        var summarises = isSummary(id.Source, collection);
        return new RecordFacts
        {
            DocumentId = id.ToString(),
            File = file,
            Offset = offset,
            Length = line.Memory.Length,
            Collection = number,
            IsSummary = summarises,
            Keys = keys,
            Host = host,
            Title = title,
            TitleIsTelling = telling,
            FirstAuthor = FirstAuthor.Of(line),
            Year = YearOf(line),
            Standing = StandingOf(line, !summarises, keys.Count),
            MayBeTranslation = !summarises && line.TryGetString("text"u8, out var text) && text[..Math.Min(text.Length, HeadLinks.Head)].IndexOf("ranslat"u8) >= 0,
        };
    }

    (ulong Hash, bool IsTelling) TitleOf(RecordLine line)
    {
        if (!line.TryGetString("title"u8, out var body))
            return (0, false);
        _words.Read(body);
        var words = _words.Words;
        while (words.Length > 1 && Frames.Contains(words[0]))
            words = words[1..];
        var hash = words.IsEmpty ? 0 : (ulong)WordHash.Of(words);
        return (hash, words.Length >= TellingWords && body.Length >= TellingLetters);
    }

    // What cleaning found, and the canonical address; the host is that of upstream's own.
    static IReadOnlyList<RecordKey> KeysOf(RecordLine line, out ulong host)
    {
        var keys = new List<RecordKey>(2);
        if (line.TryGetString("canonical_url"u8, out var address))
            keys.Add(new RecordKey(KeyScheme.Address, WordHash.OfText(address)));
        if (line.TryGet("keys"u8, out var list) && list.Kind == JsonKind.Array)
            foreach (var item in list.Items())
                if (item.Kind == JsonKind.String)
                    keys.Add(new RecordKey(SchemeOf(item.Body), WordHash.OfText(item.Body)));
        host = line.TryGetString("url"u8, out var url) ? WordHash.OfText(HostOf(url)) : 0;
        return keys.Count == 0 ? [] : [.. keys];
    }

    // arXiv, SSRN, PsyArXiv, SocArXiv, bioRxiv, Preprints.org, TechRxiv, Research Square, Zenodo.
    static readonly byte[][] PreprintServers = [.. new[] { "10.48550/", "10.2139/", "10.31234/", "10.31235/", "10.1101/", "10.20944/", "10.36227/", "10.21203/", "10.5281/" }.Select(Encoding.UTF8.GetBytes)];

    static KeyScheme SchemeOf(ReadOnlySpan<byte> key) =>
        key.StartsWith("arxiv:"u8) ? KeyScheme.Arxiv
        : key.StartsWith("doi:"u8) ? IsOfPreprintServer(key["doi:"u8.Length..]) ? KeyScheme.PreprintDoi : KeyScheme.Doi
        : key.StartsWith("lesswrong:"u8) || key.StartsWith("eaforum:"u8) ? KeyScheme.Forum
        : KeyScheme.Other;

    static bool IsOfPreprintServer(ReadOnlySpan<byte> doi)
    {
        foreach (var server in PreprintServers)
            if (doi.StartsWith(server))
                return true;
        return false;
    }

    /// <summary>The host of an address between quotes, without <c>www.</c>; empty if there is none.</summary>
    public static ReadOnlySpan<byte> HostOf(ReadOnlySpan<byte> url)
    {
        var scheme = url.IndexOf("://"u8);
        if (scheme < 0)
            return [];
        var host = url[(scheme + 3)..];
        var end = host.IndexOfAny("/?#"u8);
        host = end < 0 ? host : host[..end];
        return host.StartsWith("www."u8) ? host[4..] : host;
    }

    static short? YearOf(RecordLine line) =>
        line.TryGet("enriched"u8, out var enriched) && enriched.TryGetMember("year"u8, out var year) && Utf8Parser.TryParse(year.Bytes, out short number, out _) ? number : null;

    static Standing StandingOf(RecordLine line, bool isOwnWork, int keys)
    {
        var words = line.TryGet("enriched"u8, out var enriched) && enriched.TryGetMember("word_count"u8, out var count) && Utf8Parser.TryParse(count.Bytes, out int number, out _) ? number : 0;
        return new Standing(isOwnWork, words, keys, ItemsOf(line, "authors"u8), Standing.RankOf(line.GetString("date_precision"u8)),
            ItemsOf(line, "summaries"u8) > 0 || IsText(line, "abstract"u8) || IsText(line, "summary"u8),
            IsText(line, "venue"u8) || IsText(line, "journal_ref"u8), ItemsOf(line, "tags"u8) > 0);
    }

    static bool IsText(RecordLine line, ReadOnlySpan<byte> field) => line.TryGetString(field, out var body) && !body.IsEmpty;

    static int ItemsOf(RecordLine line, ReadOnlySpan<byte> field)
    {
        var items = 0;
        if (line.TryGet(field, out var list) && list.Kind == JsonKind.Array)
            foreach (var item in list.Items())
                items += item.Kind == JsonKind.String ? 1 : 0;
        return items;
    }

    static ulong[] WordsOf(ReadOnlySpan<byte> text)
    {
        var words = new WordList();
        words.Read(text);
        return words.Words.ToArray();
    }
}
