using Sluice.Records;

namespace Sluice.Clean;

/// <summary>
/// A text under repair: what a cleaner sees of it, and the replacements it asks for, which are made together when it
/// is done. Reused from text to text; a text that needs nothing costs nothing. Not thread-safe.
/// </summary>
public sealed class TextRepair
{
    readonly record struct Replacement(int Start, int Length, int From, int Count);

    readonly List<Replacement> _replacements = [];
    readonly ProtectedSpans _spans = new();
    readonly TextBuffer _with = new();
    TextBuffer _text = new();
    TextBuffer _next = new();
    bool _spansAreRead;

    /// <summary>The top-level field that the text stands in.</summary>
    public string Field { get; private set; } = "";

    /// <summary>Upstream's <c>source</c>; empty where it is not known.</summary>
    public string Collection { get; private set; } = "";

    public ReadOnlySpan<char> Span => _text.Span;

    /// <summary>Begins with another text, given as the bytes between the quotes of a JSON string.</summary>
    public void Load(ReadOnlySpan<byte> body, string field, string collection)
    {
        _text.Load(body);
        Begin(field, collection);
    }

    /// <inheritdoc cref="Load(ReadOnlySpan{byte}, string, string)"/>
    public void Load(ReadOnlySpan<char> text, string field, string collection)
    {
        _text.Load(text);
        Begin(field, collection);
    }

    void Begin(string field, string collection)
    {
        (Field, Collection, _spansAreRead) = (field, collection, false);
        _replacements.Clear();
        _with.SetLength(0);
    }

    /// <summary>Whether the place lies in a formula, code or a table, as far as <paramref name="kinds"/> asks for them; ask in ascending order.</summary>
    public bool Protects(int at, Protected kinds)
    {
        if (!_spansAreRead)
            _spans.Read(Span);
        _spansAreRead = true;
        return _spans.Contains(at, kinds);
    }

    /// <summary>Asks for a replacement behind all that were asked for before.</summary>
    /// <exception cref="InvalidOperationException">It begins before the end of the last one.</exception>
    public void Replace(int start, int length, ReadOnlySpan<char> with)
    {
        if (_replacements.Count > 0 && _replacements[^1] is var last && start < last.Start + last.Length)
            throw new InvalidOperationException($"The replacement at {start} overlaps with the one at {last.Start}.");
        var from = _with.Length;
        with.CopyTo(_with.Room(from + with.Length)[from..]);
        _with.SetLength(from + with.Length);
        _replacements.Add(new Replacement(start, length, from, with.Length));
    }

    public void Remove(int start, int length) => Replace(start, length, []);

    /// <summary>Lets a cleaner repair until it has nothing to do.</summary>
    /// <param name="report">Told of each place; null for none.</param>
    /// <returns>How many places it changed.</returns>
    public int Clean(ICleaner cleaner, ProvenanceEdit? report)
    {
        for (var places = 0; ; places += Apply(cleaner, report))
        {
            _spans.Rewind();
            cleaner.Clean(this);
            if (_replacements.Count == 0)
                return places;
        }
    }

    int Apply(ICleaner cleaner, ProvenanceEdit? report)
    {
        var text = Span;
        var room = _next.Room(text.Length + _with.Length);
        var (read, written) = (0, 0);
        foreach (var (start, length, from, count) in _replacements)
        {
            text[read..start].CopyTo(room[written..]);
            written += start - read;
            var with = _with.Span.Slice(from, count);
            with.CopyTo(room[written..]);
            written += count;
            read = start + length;
            if (cleaner.ChangesLetters)
                report?.Repaired(cleaner.Name, Field, text.Slice(start, length), with);
        }
        text[read..].CopyTo(room[written..]);
        _next.SetLength(written + text.Length - read);
        if (!cleaner.ChangesLetters)
            report?.Repaired(cleaner.Name, Field, _replacements.Count);
        (_text, _next) = (_next, _text);
        var places = _replacements.Count;
        Begin(Field, Collection);
        return places;
    }
}
