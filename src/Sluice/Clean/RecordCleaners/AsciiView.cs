using System.Text;
using Sluice.Clean.Transliteration;
using Sluice.Records;

namespace Sluice.Clean.RecordCleaners;

/// <summary>
/// <c>ascii</c>, only where it is asked for (<see cref="CleanOptions.AsciiView"/>): title, text and authors in ASCII by a
/// versioned map, and the characters that the map does not have, with their counts.
/// </summary>
public sealed class AsciiView : IRecordCleaner
{
    readonly AsciiText _ascii = new();
    readonly TextBuffer _text = new();
    readonly JsonLineBuilder _json = new();

    public string Name => AsciiMap.Version;

    /// <summary>One for the record last seen, if it holds a character that the map does not have.</summary>
    public List<Finding> Findings { get; } = [];

    public void Clean(RecordLine line, LineEdit edit, ProvenanceEdit provenance)
    {
        _ascii.Forget();
        Findings.Clear();
        _json.Clear().BeginObject().Name("map"u8).String(Name);
        Put("title"u8, line);
        Put("text"u8, line);
        _json.Name("authors"u8).BeginArray();
        foreach (var author in Authors.Read(line, out _))
            _json.String(_ascii.Of(author));
        _json.EndArray().Name("unmapped"u8).BeginObject();
        foreach (var (codePoint, count) in _ascii.Unmapped)
            _json.Name(AsciiText.Name(codePoint)).Number(count);
        edit.Derive("ascii", _json.EndObject().EndObject().Memory);
        if (_ascii.Unmapped.Count > 0)
            Findings.Add(Finding.Warning("text.ascii_unmapped", "", string.Join(", ", _ascii.Unmapped.Select(pair => $"{AsciiText.Name(pair.Key)} {pair.Value} times")), $"characters that {Name} has"));
    }

    /// <summary>Lets <paramref name="ascii"/> see what the view would show of the record.</summary>
    internal static void Look(RecordLine line, AsciiText ascii, TextBuffer text)
    {
        foreach (var field in new[] { "title", "text" })
            if (line.TryGetString(Encoding.UTF8.GetBytes(field), out var body) && !IsPlain(body))
            {
                text.Load(body);
                ascii.Of(text.Span);
            }
        foreach (var author in Authors.Read(line, out _))
            ascii.Of(author);
    }

    static bool IsPlain(ReadOnlySpan<byte> json) => Ascii.IsValid(json) && json.IndexOf("\\u"u8) < 0;

    void Put(ReadOnlySpan<byte> field, RecordLine line)
    {
        _json.Name(field);
        if (!line.TryGet(field, out var value) || value.Kind != JsonKind.String)
            _json.Raw("null"u8);
        else if (IsPlain(value.Bytes))
            _json.Raw(value.Bytes);
        else
        {
            _text.Load(value.Body);
            _json.String(_ascii.Of(_text.Span));
        }
    }
}
