using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Sluice.Records;

/// <summary>
/// Builds one line of JSON in a reused buffer: commas are its business, escapes are the fewest that JSON allows.
/// Used for everything that Sluice writes into data files, so that bytes are the same everywhere.
/// </summary>
public sealed class JsonLineBuilder
{
    readonly ArrayBufferWriter<byte> _bytes = new(1024);
    bool _comma;

    public ReadOnlyMemory<byte> Memory => _bytes.WrittenMemory;

    public ReadOnlySpan<byte> Bytes => _bytes.WrittenSpan;

    public JsonLineBuilder Clear()
    {
        _bytes.ResetWrittenCount();
        _comma = false;
        return this;
    }

    public JsonLineBuilder BeginObject() => Open("{"u8);

    public JsonLineBuilder EndObject() => Close("}"u8);

    public JsonLineBuilder BeginArray() => Open("["u8);

    public JsonLineBuilder EndArray() => Close("]"u8);

    public JsonLineBuilder Name(ReadOnlySpan<byte> name)
    {
        Comma();
        _bytes.Write("\""u8);
        _bytes.Write(name);
        _bytes.Write("\":"u8);
        return this;
    }

    public JsonLineBuilder Name(string name)
    {
        Comma();
        JsonText.Write(_bytes, name);
        _bytes.Write(":"u8);
        return this;
    }

    public JsonLineBuilder String(ReadOnlySpan<char> text)
    {
        Comma();
        JsonText.Write(_bytes, text);
        return Valued();
    }

    public JsonLineBuilder StringOrNull(string? text) => text is null ? Raw("null"u8) : String(text);

    public JsonLineBuilder Number(long value)
    {
        Comma();
        var room = _bytes.GetSpan(20);
        Utf8Formatter.TryFormat(value, room, out var written);
        _bytes.Advance(written);
        return Valued();
    }

    public JsonLineBuilder NumberOrNull(long? value) => value is { } number ? Number(number) : Raw("null"u8);

    /// <summary>A number with one decimal place always shown: <c>7.0</c>, <c>6.5</c>.</summary>
    public JsonLineBuilder OneDecimal(double value) =>
        Raw(Encoding.ASCII.GetBytes(value.ToString("0.0", CultureInfo.InvariantCulture)));

    /// <summary>A number from 0 to 1 with at most four decimal places, or null.</summary>
    public JsonLineBuilder ShareOrNull(double? value) =>
        Raw(value is { } share ? Encoding.ASCII.GetBytes(share.ToString("0.####", CultureInfo.InvariantCulture)) : "null"u8);

    public JsonLineBuilder Bool(bool value) => Raw(value ? "true"u8 : "false"u8);

    /// <summary>A value that is JSON already.</summary>
    public JsonLineBuilder Raw(ReadOnlySpan<byte> json)
    {
        Comma();
        _bytes.Write(json);
        return Valued();
    }

    JsonLineBuilder Open(ReadOnlySpan<byte> bracket)
    {
        Comma();
        _bytes.Write(bracket);
        return this;
    }

    JsonLineBuilder Close(ReadOnlySpan<byte> bracket)
    {
        _bytes.Write(bracket);
        return Valued();
    }

    JsonLineBuilder Valued()
    {
        _comma = true;
        return this;
    }

    void Comma()
    {
        if (_comma)
            _bytes.Write(","u8);
        _comma = false;
    }
}
