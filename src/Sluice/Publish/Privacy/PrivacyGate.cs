using System.Buffers;
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
    // No disguise is shorter than a@b.c.
    const int Shortest = 5;

    // What tells documents apart, and is no text.
    static readonly byte[][] Names = [.. new[] { "document_id", "id", "work_id", "work_relation", "keys", "date_published", "date_precision", "date_basis" }.Select(Encoding.UTF8.GetBytes)];

    readonly Opinions _opinions = new(first, second, third);
    readonly LineEdit _edit = new();
    readonly TextBuffer _text = new();
    readonly List<(int Start, int End, ReadOnlyMemory<byte> With)> _splices = [];
    readonly SortedDictionary<string, int> _redacted = new(StringComparer.Ordinal);

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
        var fields = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < document.FieldCount; i++)
        {
            var (field, before) = (document.Fields[i], _splices.Count);
            JudgeStrings(document.Bytes, field.NameStart - 1, field.NameEnd + 1);
            if (!IsName(document.NameOf(i)) && field.Kind is JsonKind.String or JsonKind.Array or JsonKind.Object)
                JudgeStrings(document.Bytes, field.ValueStart, field.ValueEnd);
            if (_splices.Count > before)
                fields.Add(JsonText.Decode(document.NameOf(i)));
        }
        _edit.Begin(document);
        foreach (var (start, end, with) in _splices)
            _edit.Splice(start, end, with);
        _edit.ApplyTo(into);
        return _redacted.Count == 0 ? PrivacyVerdict.Clean : new PrivacyVerdict(new(_redacted, StringComparer.Ordinal), [.. _opinions.Disagreed], fields);
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
    public string? Redact(string text)
    {
        Begin();
        return text.Length >= Shortest && _opinions.Ask(text) ? Redaction.Of(text, _opinions.Spans) : null;
    }

    void Begin()
    {
        _splices.Clear();
        _redacted.Clear();
        _opinions.Disagreed.Clear();
    }

    static bool IsName(ReadOnlySpan<byte> name)
    {
        foreach (var known in Names)
            if (name.SequenceEqual(known))
                return true;
        return false;
    }

    // Names inside objects are strings as well.
    void JudgeStrings(ReadOnlySpan<byte> bytes, int from, int to)
    {
        for (var at = from; at < to && bytes[at..to].IndexOf((byte)'"') is var quote and >= 0;)
        {
            var start = at + quote + 1;
            var end = start;
            while (bytes[end..to].IndexOfAny((byte)'"', (byte)'\\') is var stop and >= 0 && bytes[end + stop] == '\\' && end + stop + 2 <= to)
                end += stop + 2;
            end = bytes[end..to].IndexOf((byte)'"') is var close and >= 0 ? end + close : to;
            if (end - start >= Shortest)
                Judge(bytes[start..end], start);
            at = end + 1;
        }
    }

    void Judge(ReadOnlySpan<byte> body, int start)
    {
        _text.Load(body);
        if (!_opinions.Ask(_text.Span))
            return;
        var redacted = new ArrayBufferWriter<byte>();
        JsonText.Write(redacted, Redaction.Of(_text.Span, _opinions.Spans));
        _splices.Add((start - 1, start + body.Length + 1, redacted.WrittenMemory));
        foreach (var span in _opinions.Spans)
            _redacted[span.Class.Name()] = _redacted.GetValueOrDefault(span.Class.Name()) + 1;
    }
}
