using System.Buffers;
using System.Globalization;
using System.Text;
using Sluice.Publish.Privacy.First;
using Sluice.Publish.Privacy.Residue;
using Sluice.Publish.Privacy.Second;
using Sluice.Records;

namespace Sluice.Publish.Privacy;

/// <summary>What the gate says of a document.</summary>
/// <param name="Redacted">How many stretches were redacted, by class; classes without any are left out.</param>
/// <param name="Disagreed">Classes on which the detectors disagree, by name; such a document is served as metadata.</param>
/// <param name="Fields">Top-level fields in which something was redacted, by the names they came with.</param>
public sealed record PrivacyVerdict(SortedDictionary<string, int> Redacted, IReadOnlyList<string> Disagreed, IReadOnlySet<string> Fields)
{
    /// <summary>Nothing was found, by nobody.</summary>
    public static PrivacyVerdict Clean { get; } = new(new(StringComparer.Ordinal), [], new HashSet<string>());
}

/// <summary>
/// Takes addresses, numbers and places out of everything that is served of a document. Two detectors a class judge every
/// string, apart; a third one, which shares nothing with them and reads the finished release as well, may object. What
/// any of them found is redacted, and where they differ the document's prose is not served at all. Not thread-safe.
/// </summary>
public sealed class PrivacyGate(IReadOnlyList<IDetector> first, IReadOnlyList<IDetector> second, IReadOnlyList<IDetector> third)
{
    // No disguise is shorter than a@b.c; and what is longer than a title is not shown on one line.
    const int Shortest = 5, LongestLine = 2000, LongestNote = 300;

    // What tells documents apart, and is no text.
    static readonly byte[][] Names = [.. new[] { "document_id", "id", "work_id", "work_relation", "keys", "date_published", "date_precision", "date_basis" }.Select(Encoding.UTF8.GetBytes)];

    // What may end in the middle, having been cut.
    static readonly byte[][] Prose = [.. new[] { "text", "abstract", "summaries", "summary", "comment", "comments", "author_comment", "opinion", "ascii" }.Select(Encoding.UTF8.GetBytes)];

    readonly Opinions _opinions = new(first, second, third);
    readonly LineEdit _edit = new();
    readonly TextBuffer _text = new();
    readonly List<(int Start, int End, ReadOnlyMemory<byte> With)> _splices = [];
    readonly SortedDictionary<string, int> _redacted = new(StringComparer.Ordinal);
    readonly List<(int From, int To, int Start, int End)> _items = [];
    readonly HashSet<string> _fields = new(StringComparer.Ordinal);
    bool _isProse;
    int _names;

    /// <summary>The detectors that a release is judged by.</summary>
    public static PrivacyGate Standard() => new(
        [new EmailScanner(), new PhoneScanner(), new PostalScanner(), new GeoScanner()],
        [new EmailPatterns(), new PhonePatterns(), new PostalPatterns(), new GeoPatterns()],
        [new ResidueEmail(), new ResiduePhone(), new ResiduePostal(), new ResidueGeo()]);

    /// <summary>The names of all detectors.</summary>
    public IReadOnlyList<string> Methods { get; } = [.. first.Concat(second).Concat(third).Select(detector => detector.Name).Order(StringComparer.Ordinal)];

    public IReadOnlyList<IDetector> First { get; } = first;

    public IReadOnlyList<IDetector> Second { get; } = second;

    public IReadOnlyList<IDetector> Third { get; } = third;

    /// <summary>Those that read the finished release. Default <see cref="Third"/>.</summary>
    public IReadOnlyList<IDetector> Scan { get; init; } = third;

    /// <summary>Reads every string of a document and gives the document without what was found.</summary>
    /// <param name="into">The redacted document, valid until the next call; the document's own bytes where nothing was found.</param>
    public PrivacyVerdict Examine(RecordLine document, RecordLine into)
    {
        Begin();
        for (var i = 0; i < document.FieldCount; i++)
        {
            var (field, before) = (document.Fields[i], _splices.Count);
            _isProse = IsOneOf(Prose, document.NameOf(i));
            JudgeStrings(document.Bytes, field.NameStart - 1, field.NameEnd + 1, isField: true);
            if (!IsOneOf(Names, document.NameOf(i)) && !JudgeMember(document.Bytes, document.NameOf(i), field.ValueStart, field.ValueEnd) && field.Kind is JsonKind.String or JsonKind.Array or JsonKind.Object)
                JudgeValue(document.Bytes, field, before);
            if (_splices.Count > before)
                _fields.Add(JsonText.Decode(document.NameOf(i)));
        }
        _edit.Begin(document);
        foreach (var (start, end, with) in _splices)
            _edit.Splice(start, end, with);
        _edit.ApplyTo(into);
        return _redacted.Count == 0 ? PrivacyVerdict.Clean : new PrivacyVerdict(new(_redacted, StringComparer.Ordinal), [.. _opinions.Disagreed], new HashSet<string>(_fields, StringComparer.Ordinal));
    }

    /// <summary>A line of any JSON without what was found in its strings; null if nothing was.</summary>
    public ReadOnlyMemory<byte>? RedactStrings(ReadOnlyMemory<byte> json)
    {
        Begin();
        JudgeStrings(json.Span, 0, json.Length);
        if (_splices.Count == 0)
            return null;
        var redacted = new ArrayBufferWriter<byte>(json.Length);
        var at = 0;
        foreach (var (start, end, with) in _splices)
        {
            redacted.Write(json.Span[at..start]);
            redacted.Write(with.Span);
            at = end;
        }
        redacted.Write(json.Span[at..]);
        return redacted.WrittenMemory;
    }

    /// <summary>A text without what was found in it; null if nothing was.</summary>
    /// <param name="onOneLine">Whether it is judged as it reads on one line, too; what is found then is given on one.</param>
    public string? Redact(string text, bool onOneLine = true)
    {
        Begin();
        return text.Length >= Shortest && _opinions.Ask(text, isWhole: false) ? Redaction.Of(text, _opinions.Spans) : onOneLine ? OnOneLine(text) : null;
    }

    void Begin()
    {
        _splices.Clear();
        _redacted.Clear();
        _fields.Clear();
        _names = 0;
        _isProse = false;
        _opinions.Disagreed.Clear();
    }

    static bool IsOneOf(byte[][] names, ReadOnlySpan<byte> name)
    {
        foreach (var known in names)
            if (name.SequenceEqual(known))
                return true;
        return false;
    }

    void JudgeValue(ReadOnlySpan<byte> bytes, RecordField field, int before)
    {
        JudgeStrings(bytes, field.ValueStart, field.ValueEnd);
        if (field.Kind == JsonKind.Array && _splices.Count == before)
            JudgeTogether(bytes, field);
    }

    // A list that was cut at commas may have been one address, and is put together again wherever it is shown.
    void JudgeTogether(ReadOnlySpan<byte> bytes, RecordField field)
    {
        var joined = new StringBuilder();
        foreach (var separator in (ReadOnlySpan<string>)[", ", " "])
        {
            joined.Clear();
            _items.Clear();
            var items = new JsonView(bytes[field.ValueStart..field.ValueEnd]).Items();
            while (items.MoveNext())
            {
                if (items.Current.Kind != JsonKind.String)
                    return;
                var from = joined.Length;
                joined.Append(items.Current.GetString());
                _items.Add((from, joined.Length, field.ValueStart + items.Start, field.ValueStart + items.Start + items.Current.Bytes.Length));
                joined.Append(separator);
            }
            if (_items.Count < 2 || joined.Length > LongestLine)
                return;
            if (!_opinions.Ask(joined.ToString(), isWhole: false))
                continue;
            foreach (var (from, to, start, end) in _items)
                if (_opinions.Spans.Exists(span => span.Start < to && from < span.End))
                    _splices.Add((start, end, Encoding.UTF8.GetBytes(end - start < 12 ? "\"…\"" : "\"[redacted]\"")));
            foreach (var span in _opinions.Spans)
                _redacted[span.Class.Name()] = _redacted.GetValueOrDefault(span.Class.Name()) + 1;
            return;
        }
    }

    // A name that says that its value is private; the value is then not judged by its looks.
    bool JudgeMember(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> name, int start, int end)
    {
        if (PrivateMembers.ClassOf(name) is not { } what || PrivateMembers.Instead(what, new JsonView(bytes[start..end])) is not { } instead)
            return false;
        _splices.Add((start, end, Encoding.UTF8.GetBytes(instead)));
        _redacted[what.Name()] = _redacted.GetValueOrDefault(what.Name()) + 1;
        return true;
    }

    // Names inside objects are strings as well.
    void JudgeStrings(ReadOnlySpan<byte> bytes, int from, int to, bool isField = false)
    {
        for (var at = from; at < to && bytes[at..to].IndexOf((byte)'"') is var quote and >= 0;)
        {
            var start = at + quote + 1;
            var end = start;
            while (bytes[end..to].IndexOfAny((byte)'"', (byte)'\\') is var stop and >= 0 && bytes[end + stop] == '\\' && end + stop + 2 <= to)
                end += stop + 2;
            end = bytes[end..to].IndexOf((byte)'"') is var close and >= 0 ? end + close : to;
            at = end + 1;
            var colon = isField ? -1 : ColonAfter(bytes[..to], at);
            if (end - start >= Shortest)
                Judge(bytes[start..end], start, isField || colon > 0);
            if (colon > 0 && PrivateMembers.ClassOf(bytes[start..end]) is not null && ValueAfter(bytes[..to], colon) is var (first, last) && JudgeMember(bytes, bytes[start..end], first, last))
                at = last;
        }
    }

    static int ColonAfter(ReadOnlySpan<byte> bytes, int at)
    {
        while (at < bytes.Length && bytes[at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            at++;
        return at < bytes.Length && bytes[at] == ':' ? at : -1;
    }

    static (int Start, int End) ValueAfter(ReadOnlySpan<byte> bytes, int colon)
    {
        var scanner = new JsonScanner(bytes[(colon + 1)..]);
        scanner.Peek();
        var start = scanner.Position;
        return scanner.SkipValue(out _, out _) ? (colon + 1 + start, colon + 1 + scanner.Position) : (colon + 1, colon + 1);
    }

    void Judge(ReadOnlySpan<byte> body, int start, bool isName)
    {
        _text.Load(body);
        string? redacted;
        if (_opinions.Ask(_text.Span, isWhole: _isProse || _text.Length > LongestNote))
            redacted = Redaction.Of(_text.Span, _opinions.Spans);
        else if ((redacted = OnOneLine(_text.Span)) is null)
            return;
        // Two names of one object must not become one.
        if (isName)
            redacted = string.Create(CultureInfo.InvariantCulture, $"{redacted} {++_names}");
        var json = new ArrayBufferWriter<byte>();
        JsonText.Write(json, redacted);
        _splices.Add((start - 1, start + body.Length + 1, json.WrittenMemory));
        foreach (var span in _opinions.Spans)
            _redacted[span.Class.Name()] = _redacted.GetValueOrDefault(span.Class.Name()) + 1;
    }

    // Titles and names are shown on one line, and there a piece may meet what stood lines away from it.
    string? OnOneLine(ReadOnlySpan<char> text)
    {
        if (text.Length > LongestLine || !text.ContainsAny("\t\r\n") && !text.Contains("  ", StringComparison.Ordinal))
            return null;
        var line = string.Join(' ', text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return _opinions.Ask(line, isWhole: false) ? Redaction.Of(line, _opinions.Spans) : null;
    }
}
