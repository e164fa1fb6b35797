using System.Text;
using System.Text.Json;
using Sluice.Records;
using Sluice.Sources;

namespace Sluice.Validate;

/// <summary>
/// Converts ill-typed values of the fields whose contract says <c>coerce</c> to the type that the schema names, where
/// nothing is lost by it: <c>"12"</c> to 12, 12 to <c>"12"</c>, <c>"true"</c> to true, a value to a list of one and back.
/// </summary>
public sealed class Coercion
{
    readonly Dictionary<string, string[]> _types = new(StringComparer.Ordinal);

    /// <exception cref="CorrectTheCallException">The schema names no type for such a field, so there is nothing to convert it to.</exception>
    public Coercion(SourceEntry source, string schema)
    {
        var coerced = source.Contract?.Coerced.ToList() ?? [];
        if (coerced.Count == 0)
            return;
        using var json = JsonDocument.Parse(schema);
        foreach (var field in coerced)
            _types[field] = TypesOf(json.RootElement, field)
                ?? throw new CorrectTheCallException($"The contract of {source.Id} converts '{field}', but the schema says no type for it. Name a field of the schema's properties that has a type, or another mode.");
        Fields = [.. coerced.Select(Encoding.UTF8.GetBytes)];
    }

    public IReadOnlyList<byte[]> Fields { get; } = [];

    static string[]? TypesOf(JsonElement schema, string field)
    {
        if (schema.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("properties", out var properties) || !properties.TryGetProperty(field, out var property)
            || property.ValueKind != JsonValueKind.Object || !property.TryGetProperty("type", out var type))
            return null;
        return type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(name => name.GetString()!)] : [type.GetString()!];
    }

    /// <summary>False if the field is absent, of its type already, or cannot be converted without a loss.</summary>
    public bool TryConvert(RecordLine line, byte[] field, out int index, out ReadOnlyMemory<byte> json)
    {
        json = default;
        index = line.IndexOf(field);
        if (index < 0)
            return false;
        var value = line.ValueOf(index);
        var wanted = _types[Encoding.UTF8.GetString(field)];
        foreach (var type in wanted)
            if (Is(value, type))
                return false;
        foreach (var type in wanted)
            if (Converted(value, type) is { } converted)
            {
                json = converted;
                return true;
            }
        return false;
    }

    static bool Is(JsonView value, string type) => value.Kind switch
    {
        JsonKind.String => type == "string",
        JsonKind.Object => type == "object",
        JsonKind.Array => type == "array",
        JsonKind.Null => type == "null",
        JsonKind.Number => type == "number" || (type == "integer" && IsWhole(value.Bytes)),
        _ => type == "boolean",
    };

    static byte[]? Converted(JsonView value, string type) => (value.Kind, type) switch
    {
        (JsonKind.String, "integer") => IsNumber(value.Body) && IsWhole(value.Body) ? value.Body.ToArray() : null,
        (JsonKind.String, "number") => IsNumber(value.Body) ? value.Body.ToArray() : null,
        (JsonKind.String, "boolean") => value.Body.SequenceEqual("true"u8) || value.Body.SequenceEqual("false"u8) ? value.Body.ToArray() : null,
        (JsonKind.Number or JsonKind.True or JsonKind.False, "string") => [(byte)'"', .. value.Bytes, (byte)'"'],
        (JsonKind.Array, not "array") => Only(value) is { IsEmpty: false } only ? Is(new JsonView(only), type) ? only.ToArray() : only[0] == (byte)'[' ? null : Converted(new JsonView(only), type) : null,
        (JsonKind.String or JsonKind.Number or JsonKind.True or JsonKind.False or JsonKind.Object, "array") => [(byte)'[', .. value.Bytes, (byte)']'],
        _ => null,
    };

    static ReadOnlySpan<byte> Only(JsonView array)
    {
        var only = default(ReadOnlySpan<byte>);
        foreach (var item in array.Items())
        {
            if (!only.IsEmpty)
                return default;
            only = item.Bytes;
        }
        return only;
    }

    static bool IsNumber(ReadOnlySpan<byte> text)
    {
        var scanner = new JsonScanner(text);
        return !text.IsEmpty && text[0] is (byte)'-' or (>= (byte)'0' and <= (byte)'9') && scanner.SkipValue(out var kind, out _) && kind == JsonKind.Number && scanner.Position == text.Length;
    }

    // 1e2 and 1.0 are whole too; whoever reads them as such decides. Only plain digits are certain.
    static bool IsWhole(ReadOnlySpan<byte> number) => number.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0;
}
