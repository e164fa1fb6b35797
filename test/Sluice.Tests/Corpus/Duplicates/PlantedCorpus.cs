using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sluice.Planted;

/// <summary>How a copy was made.</summary>
public enum Plant
{
    Exact,
    Reordered,
    Reworded,
    Truncated,
    Framed,
}

/// <summary>
/// A corpus of made-up texts with copies planted in it, and the list of them: 2 in 100 records are exact copies and 3 near
/// ones, in equal parts with paragraphs in another order, with 5 to 15 of 100 words changed, cut to 70 %, and with the same
/// boilerplate added. Half of the copies keep title and author. The same seed gives the same bytes.
/// </summary>
public sealed class PlantedCorpus
{
    static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    static readonly string[] Collections = ["arxiv", "lesswrong", "alignmentforum", "eaforum", "blogs", "special_docs"];

    readonly Random _random;
    readonly string[] _vocabulary;
    readonly double[] _cumulated;

    readonly int _size;

    PlantedCorpus(int seed, int size)
    {
        _size = size;
        _random = new Random(seed);
        _vocabulary = Words(6000).ToArray();
        _cumulated = new double[_vocabulary.Length];
        // As in prose, the n-th commonest word is about 1/n as common.
        for (var i = 0; i < _cumulated.Length; i++)
            _cumulated[i] = (i == 0 ? 0 : _cumulated[i - 1]) + (1.0 / (i + 2));
    }

    public List<JsonObject> Records { get; } = [];

    /// <summary>Upstream's ids of an original and its copy.</summary>
    public List<(Plant Plant, string Original, string Copy)> Copies { get; } = [];

    /// <param name="size">How many times as long texts are: 1 for about 3 KB.</param>
    public static PlantedCorpus Make(int count, int seed, int size = 1)
    {
        var corpus = new PlantedCorpus(seed, size);
        var (exact, near) = (count * 2 / 100, count * 3 / 100);
        for (var i = 0; i < count - exact - near; i++)
            corpus.Add(corpus.Text());
        var boilerplate = corpus.Sentences(120);
        var originals = Enumerable.Range(0, count - exact - near).ToArray();
        corpus._random.Shuffle(originals);
        for (var i = 0; i < exact + near; i++)
        {
            var plant = i < exact ? Plant.Exact : (Plant)(1 + (i % 4));
            var original = corpus.Records[originals[i]];
            var keepsTitle = corpus._random.Next(2) == 0;
            var copy = corpus.Add(corpus.Copy((string)original["text"]!, plant, boilerplate), keepsTitle ? original : null);
            corpus.Copies.Add((plant, (string)original["id"]!, (string)copy["id"]!));
        }
        return corpus;
    }

    /// <summary>Adds unrelated texts, of so many words to 400, that all end in the same 300.</summary>
    public void AddFramed(int count, int fewest)
    {
        var boilerplate = Sentences(300);
        for (var i = 0; i < count; i++)
            Add($"{Sentences(_random.Next(fewest, i % 2 == 0 ? fewest + 40 : 400))}\n\n{boilerplate}");
    }

    /// <summary>Writes the files of a hub, one a collection, in an order that depends on the seed alone.</summary>
    public void Write(string hub, int order)
    {
        var folder = Path.Combine(hub, "StampyAI", "alignment-research-dataset");
        Directory.CreateDirectory(folder);
        var shuffled = Records.ToArray();
        new Random(order).Shuffle(shuffled);
        foreach (var collection in shuffled.GroupBy(record => (string)record["source"]!, StringComparer.Ordinal))
            File.WriteAllText(Path.Combine(folder, collection.Key + ".jsonl"), string.Concat(collection.Select(record => record.ToJsonString(Plain) + "\n")));
    }

    JsonObject Add(string text, JsonObject? like = null)
    {
        var url = string.Create(CultureInfo.InvariantCulture, $"https://example.org/planted/{Records.Count}");
        var record = new JsonObject
        {
            ["id"] = Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(string.Concat(url.Where(c => char.IsAsciiLetterOrDigit(c)))))),
            ["source"] = Collections[_random.Next(Collections.Length)],
            ["title"] = like?["title"]?.DeepClone() ?? Sentence(_random.Next(4, 10)),
            ["text"] = text,
            ["url"] = url,
            ["date_published"] = string.Create(CultureInfo.InvariantCulture, $"2022-{_random.Next(1, 13):00}-{_random.Next(1, 29):00}T00:00:00Z"),
            ["authors"] = like?["authors"]?.DeepClone() ?? new JsonArray($"Ada {Sentence(1).TrimEnd('.')}"),
        };
        Records.Add(record);
        return record;
    }

    string Copy(string text, Plant plant, string boilerplate) => plant switch
    {
        Plant.Reordered => string.Join("\n\n", text.Split("\n\n").Reverse()),
        Plant.Reworded => Reworded(text, 0.05 + (0.1 * _random.NextDouble())),
        Plant.Truncated => text[..(text.Length * 7 / 10)],
        Plant.Framed => _random.Next(2) == 0 ? $"{boilerplate}\n\n{text}" : $"{text}\n\n{boilerplate}",
        _ => text,
    };

    string Reworded(string text, double share)
    {
        var words = text.Split(' ');
        var places = Enumerable.Range(0, words.Length).ToArray();
        _random.Shuffle(places);
        foreach (var place in places[..(int)(share * words.Length)])
            words[place] = Word();
        return string.Join(' ', words);
    }

    string Text() => string.Join("\n\n", Enumerable.Range(0, _random.Next(3 * _size, 12 * _size)).Select(_ => Sentences(_random.Next(30, 90))));

    string Sentences(int words)
    {
        var text = new StringBuilder();
        for (int left = words, take; left > 0; left -= take)
            text.Append(text.Length == 0 ? "" : " ").Append(Sentence(take = Math.Min(left, _random.Next(6, 19))));
        return text.ToString();
    }

    string Sentence(int words)
    {
        var sentence = string.Join(' ', Enumerable.Range(0, words).Select(_ => Word()));
        return $"{char.ToUpperInvariant(sentence[0])}{sentence[1..]}.";
    }

    string Word()
    {
        var place = Array.BinarySearch(_cumulated, _random.NextDouble() * _cumulated[^1]);
        return _vocabulary[place < 0 ? ~place : place];
    }

    HashSet<string> Words(int count)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        while (words.Count < count)
            words.Add(string.Concat(Enumerable.Range(0, _random.Next(1, 5)).Select(_ => $"{"bcdfghjklmnprstvwz"[_random.Next(18)]}{"aeiou"[_random.Next(5)]}")) + "nst"[_random.Next(3)]);
        return words;
    }
}
