using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Sluice.Clean.Transliteration;

/// <summary>How a replacement stands among its neighbours; what each means is said in the map's own file.</summary>
public enum AsciiKind
{
    Plain,
    Word,
    Greek,
    Raised,
    Lowered,
    Fraction,
}

/// <summary>What a character becomes.</summary>
/// <param name="Text">ASCII, never a question mark; may be empty.</param>
/// <param name="Sound">Of a Greek letter: what it becomes inside a word; else the same as <paramref name="Text"/>.</param>
public sealed record AsciiEntry(AsciiKind Kind, string Text, string Sound);

/// <summary>A stretch of the map: one heading of its file.</summary>
public sealed record AsciiBlock(string Title, AsciiKind Kind, IReadOnlyList<(int CodePoint, AsciiEntry Entry)> Entries);

/// <summary>The character map of the ASCII view, from the embedded file <c>ascii_map.txt</c>. A change to it raises <see cref="Version"/>.</summary>
public sealed class AsciiMap
{
    /// <summary><c>name@version</c>, as each view tells it.</summary>
    public const string Version = "ascii@1";

    static readonly Lazy<AsciiMap> TheShipped = new(Load);

    readonly FrozenDictionary<int, AsciiEntry> _entries;

    AsciiMap(IReadOnlyList<AsciiBlock> blocks)
    {
        Blocks = blocks;
        _entries = blocks.SelectMany(block => block.Entries).ToFrozenDictionary(pair => pair.CodePoint, pair => pair.Entry);
    }

    public static AsciiMap Shipped => TheShipped.Value;

    public IReadOnlyList<AsciiBlock> Blocks { get; }

    /// <summary>What the character becomes, or null if the map does not have it.</summary>
    public AsciiEntry? this[Rune character] => _entries.GetValueOrDefault(character.Value);

    static AsciiMap Load()
    {
        using var stream = typeof(AsciiMap).Assembly.GetManifestResourceStream("Sluice.Clean.Transliteration.ascii_map.txt")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var blocks = new List<AsciiBlock>();
        var entries = new List<(int, AsciiEntry)>();
        var kind = AsciiKind.Plain;
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('['))
            {
                var end = line.LastIndexOf(']');
                kind = Enum.Parse<AsciiKind>(line[(end + 1)..].Trim(), ignoreCase: true);
                blocks.Add(new AsciiBlock(line[1..end], kind, entries = []));
            }
            else if (line.Length > 0 && line[0] != '#')
            {
                var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                var codePoint = int.Parse(words[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
                foreach (var word in words.Skip(1))
                    entries.Add((codePoint++, EntryOf(kind, word)));
            }
        }
        return new AsciiMap(blocks);
    }

    static AsciiEntry EntryOf(AsciiKind kind, string word)
    {
        var text = word.Replace("\\\\", "\u0001", StringComparison.Ordinal).Replace("\\s", " ", StringComparison.Ordinal).Replace("\\n", "\n", StringComparison.Ordinal)
            .Replace("\\0", "", StringComparison.Ordinal).Replace('\u0001', '\\');
        return kind == AsciiKind.Greek && text.Split('/') is [var name, var sound] ? new AsciiEntry(kind, name, sound) : new AsciiEntry(kind, text, text);
    }
}
