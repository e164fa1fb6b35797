using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sluice.Records;

namespace Sluice.JsonSchema;

/// <summary>One (sub)schema, compiled: the assertions that it makes about a value.</summary>
sealed class SchemaNode
{
    static readonly string[] Annotations =
        ["$schema", "$id", "$comment", "title", "description", "default", "examples", "version", "format", "x-source"];

    static readonly string[] Types = ["string", "number", "integer", "boolean", "array", "object", "null"];

    string[] _types = [];
    byte[][] _required = [];
    (byte[] Name, SchemaNode Node)[] _properties = [];
    SchemaNode? _items;
    bool _uniqueItems;
    Regex? _pattern;
    string? _patternText;
    int? _minLength, _maxLength;
    double? _minimum, _maximum;
    string[]? _enum;

    public static SchemaNode Compile(JsonElement schema, string at)
    {
        if (schema.ValueKind != JsonValueKind.Object)
            throw new NotSupportedException($"{at} is not an object");
        var node = new SchemaNode();
        foreach (var keyword in schema.EnumerateObject())
            node.Add(keyword.Name, keyword.Value, $"{at}/{keyword.Name}");
        return node;
    }

    void Add(string keyword, JsonElement value, string at)
    {
        switch (keyword)
        {
            case "type":
                _types = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(type => type.GetString()!)] : [value.GetString()!];
                if (_types.Except(Types, StringComparer.Ordinal).FirstOrDefault() is { } unknown)
                    throw new NotSupportedException($"{at} names '{unknown}', which is no type of JSON's");
                break;
            case "required":
                _required = [.. value.EnumerateArray().Select(name => Encoding.UTF8.GetBytes(name.GetString()!))];
                break;
            case "properties":
                _properties = [.. value.EnumerateObject().Select(property =>
                    (Encoding.UTF8.GetBytes(property.Name), Compile(property.Value, $"{at}/{property.Name}")))];
                break;
            case "items":
                _items = Compile(value, at);
                break;
            case "uniqueItems":
                _uniqueItems = value.GetBoolean();
                break;
            case "pattern":
                _patternText = value.GetString()!;
                _pattern = EcmaPattern(_patternText);
                break;
            case "minLength":
                _minLength = value.GetInt32();
                break;
            case "maxLength":
                _maxLength = value.GetInt32();
                break;
            case "minimum":
                _minimum = value.GetDouble();
                break;
            case "maximum":
                _maximum = value.GetDouble();
                break;
            case "enum":
                _enum = [.. value.EnumerateArray().Select(item => Canonical(new JsonView(Encoding.UTF8.GetBytes(item.GetRawText()))))];
                break;
            case "additionalProperties" when value.ValueKind == JsonValueKind.True:
                break;
            default:
                if (!Annotations.Contains(keyword, StringComparer.Ordinal))
                    throw new NotSupportedException($"{at} is not supported by this version");
                break;
        }
    }

    // In ECMA-262 `$` is the very end; in .NET it also stands before a last line feed.
    static Regex EcmaPattern(string pattern)
    {
        var dotnet = new StringBuilder();
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c == '\\' && i + 1 < pattern.Length)
            {
                dotnet.Append(c).Append(pattern[++i]);
                continue;
            }
            inClass = c == '[' || (inClass && c != ']');
            dotnet.Append(c == '$' && !inClass ? "(?!\\n)$" : c);
        }
        return new Regex(dotnet.ToString(), RegexOptions.ECMAScript | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    }

    public void EvaluateRecord(RecordLine line, List<Finding> findings)
    {
        foreach (var name in _required)
            if (line.IndexOf(name) < 0)
                findings.Add(Missing("", name));
        foreach (var (name, node) in _properties)
            if (line.TryGet(name, out var value))
                node.Evaluate(value, Schema.Pointer("", name), findings);
    }

    void Evaluate(JsonView value, string pointer, List<Finding> findings)
    {
        if (_types.Length > 0 && !IsOneOf(_types, value))
            findings.Add(Finding.Error("schema.type", pointer, Show(value), string.Join(" or ", _types)));
        if (_enum is not null && !_enum.Contains(Canonical(value), StringComparer.Ordinal))
            findings.Add(Finding.Error("schema.enum", pointer, Show(value), "one of " + string.Join(", ", _enum)));
        switch (value.Kind)
        {
            case JsonKind.String:
                EvaluateString(value, pointer, findings);
                break;
            case JsonKind.Number:
                EvaluateNumber(value, pointer, findings);
                break;
            case JsonKind.Array:
                EvaluateArray(value, pointer, findings);
                break;
            case JsonKind.Object:
                EvaluateObject(value, pointer, findings);
                break;
        }
    }

    void EvaluateString(JsonView value, string pointer, List<Finding> findings)
    {
        if (_pattern is not null && !Matches(value.Body))
            findings.Add(Finding.Error("schema.pattern", pointer, Show(value), "a match of " + _patternText));
        if (_minLength is { } min && JsonText.CountScalars(value.Body, min) < min)
            findings.Add(Finding.Error("schema.minLength", pointer, Show(value), $"at least {min} characters"));
        if (_maxLength is { } max && JsonText.CountScalars(value.Body, max + 1) > max)
            findings.Add(Finding.Error("schema.maxLength", pointer, $"{JsonText.CountScalars(value.Body)} characters: {Show(value)}", $"at most {max} characters"));
    }

    bool Matches(ReadOnlySpan<byte> body)
    {
        var chars = ArrayPool<char>.Shared.Rent(body.Length);
        var matches = _pattern!.IsMatch(chars.AsSpan(0, JsonText.Decode(body, chars)));
        ArrayPool<char>.Shared.Return(chars);
        return matches;
    }

    void EvaluateNumber(JsonView value, string pointer, List<Finding> findings)
    {
        var number = NumberOf(value);
        if (number < _minimum)
            findings.Add(Finding.Error("schema.minimum", pointer, Show(value), string.Create(CultureInfo.InvariantCulture, $"at least {_minimum}")));
        if (number > _maximum)
            findings.Add(Finding.Error("schema.maximum", pointer, Show(value), string.Create(CultureInfo.InvariantCulture, $"at most {_maximum}")));
    }

    void EvaluateArray(JsonView value, string pointer, List<Finding> findings)
    {
        if (_items is null && !_uniqueItems)
            return;
        var seen = _uniqueItems ? new HashSet<string>(StringComparer.Ordinal) : null;
        var index = 0;
        foreach (var item in value.Items())
        {
            var at = $"{pointer}/{index++}";
            _items?.Evaluate(item, at, findings);
            if (seen?.Add(Canonical(item)) == false)
                findings.Add(Finding.Error("schema.uniqueItems", at, Show(item), "an item that is not in the list already"));
        }
    }

    void EvaluateObject(JsonView value, string pointer, List<Finding> findings)
    {
        foreach (var name in _required)
            if (!value.TryGetMember(name, out _))
                findings.Add(Missing(pointer, name));
        foreach (var (name, node) in _properties)
            if (value.TryGetMember(name, out var member))
                node.Evaluate(member, Schema.Pointer(pointer, name), findings);
    }

    static Finding Missing(string parent, byte[] name) =>
        Finding.Error("schema.required", Schema.Pointer(parent, name), "absent", $"a field '{Encoding.UTF8.GetString(name)}'");

    static bool IsOneOf(string[] types, JsonView value)
    {
        foreach (var type in types)
            if (Is(type, value))
                return true;
        return false;
    }

    static bool Is(string type, JsonView value) => type switch
    {
        "string" => value.Kind == JsonKind.String,
        "number" => value.Kind == JsonKind.Number,
        "integer" => value.Kind == JsonKind.Number && NumberOf(value) is var number && Math.Floor(number) == number,
        "boolean" => value.Kind is JsonKind.True or JsonKind.False,
        "array" => value.Kind == JsonKind.Array,
        "object" => value.Kind == JsonKind.Object,
        _ => value.Kind == JsonKind.Null,
    };

    static double NumberOf(JsonView value) =>
        Utf8Parser.TryParse(value.Bytes, out double number, out _) ? number : double.NaN;

    // Equal values have equal texts: strings decoded, numbers by value, the rest as sent.
    static string Canonical(JsonView value) => value.Kind switch
    {
        JsonKind.String => "\"" + value.GetString(),
        JsonKind.Number => NumberOf(value).ToString("R", CultureInfo.InvariantCulture),
        _ => Encoding.UTF8.GetString(value.Bytes),
    };

    static string Show(JsonView value) => Encoding.UTF8.GetString(value.Bytes.Length > 600 ? Whole(value.Bytes[..600]) : value.Bytes);

    // Never cut inside a character.
    static ReadOnlySpan<byte> Whole(ReadOnlySpan<byte> utf8)
    {
        var end = utf8.Length;
        while (end > 0 && (utf8[end - 1] & 0xC0) == 0x80)
            end--;
        return utf8[..(end > 0 && utf8[end - 1] >= 0xC0 ? end - 1 : end)];
    }
}
