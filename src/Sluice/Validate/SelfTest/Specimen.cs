using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Records;

namespace Sluice.Validate.SelfTest;

/// <summary>A record without errors, of which mutations make defective ones. Its bytes stay as they are.</summary>
public sealed class Specimen
{
    static readonly JsonSerializerOptions AsSent = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    readonly RecordLine _record = new();
    readonly uint _seed;

    public Specimen(byte[] line, Place place)
    {
        (Line, Place) = (line, place);
        if (!_record.Read(line, out var fault))
            throw new InvalidDataException($"{place.File} line {place.Line}: not JSON at byte {fault.Offset}.");
        Id = Text("id") ?? "";
        _seed = BinaryPrimitives.ReadUInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(Id)));
    }

    public byte[] Line { get; }

    public Place Place { get; }

    public string Id { get; }

    /// <summary>Whether it has the fields that mutations work on, as strings; another schema may not ask for them.</summary>
    public bool IsWhole => Array.TrueForAll(["id", "source", "title", "text", "url"], name => Text(name) is { Length: > 0 });

    /// <summary>The findings that it has without any mutation: warnings only, with their number.</summary>
    public Dictionary<string, int> Before { get; } = new(StringComparer.Ordinal);

    /// <summary>A string field decoded, or null.</summary>
    public string? Text(string field) => _record.GetString(Encoding.UTF8.GetBytes(field));

    /// <summary>Any field as JSON, or null if it is absent.</summary>
    public string? Json(string field) => _record.TryGet(Encoding.UTF8.GetBytes(field), out var value) ? Encoding.UTF8.GetString(value.Bytes) : null;

    /// <summary>A number below <paramref name="count"/> that is always the same for this record.</summary>
    public int Pick(int count) => (int)(_seed % (uint)count);

    /// <summary>The line with a field set to this JSON, in its place or at the end.</summary>
    public byte[] With(string field, string json) => With(field, Encoding.UTF8.GetBytes(json));

    public byte[] With(string field, byte[] json)
    {
        var index = _record.IndexOf(Encoding.UTF8.GetBytes(field));
        var edit = new LineEdit().Begin(_record);
        return (index < 0 ? edit.Append(field, json) : edit.Replace(index, json)).Apply().ToArray();
    }

    /// <summary>The line with a field set to this string.</summary>
    public byte[] WithText(string field, string text) => With(field, Quoted(text));

    /// <summary>The line without a field; null if it has none of that name.</summary>
    public byte[]? Without(string field)
    {
        var index = _record.IndexOf(Encoding.UTF8.GetBytes(field));
        if (index < 0)
            return null;
        var edit = new LineEdit().Begin(_record);
        var isLast = index == _record.FieldCount - 1;
        var from = isLast && index > 0 ? _record.Fields[index - 1].ValueEnd : _record.Fields[index].NameStart - 1;
        var to = isLast ? _record.CloseBrace : _record.Fields[index + 1].NameStart - 1;
        return edit.Splice(from, to, default).Apply().ToArray();
    }

    /// <summary>The line with raw bytes put into a string field, somewhere between its words.</summary>
    public byte[] WithBytesInside(string field, ReadOnlySpan<byte> bytes)
    {
        var at = _record.Fields[_record.IndexOf(Encoding.UTF8.GetBytes(field))];
        var space = Line.AsSpan(at.ValueStart + 1, at.ValueEnd - at.ValueStart - 2).IndexOf((byte)' ');
        var offset = at.ValueStart + 1 + Math.Max(space, 0);
        return [.. Line.AsSpan(0, offset), .. bytes, .. Line.AsSpan(offset)];
    }

    /// <summary>The line with another member of <c>_provenance</c>, or without it where <paramref name="json"/> is null.</summary>
    public byte[] WithProvenance(string name, string? json)
    {
        var provenance = JsonNode.Parse(Json(Provenance.Field)!)!.AsObject();
        if (json is null)
            provenance.Remove(name);
        else
            provenance[name] = JsonNode.Parse(json);
        return With(Provenance.Field, provenance.ToJsonString(AsSent));
    }

    /// <summary>A JSON string with its quotes.</summary>
    public static byte[] Quoted(string text) => new JsonLineBuilder().String(text).Bytes.ToArray();

    /// <summary>A JSON list of strings.</summary>
    public static string ListOf(params IEnumerable<string> texts) => "[" + string.Join(',', texts.Select(text => Encoding.UTF8.GetString(Quoted(text)))) + "]";
}
