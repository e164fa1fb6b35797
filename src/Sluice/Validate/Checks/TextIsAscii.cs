using System.Globalization;
using System.Text;
using Sluice.JsonSchema;
using Sluice.Records;

namespace Sluice.Validate.Checks;

/// <summary>
/// <c>text.not_ascii</c> (a warning, only if asked for): a field has no character beyond ASCII in it, in names and
/// strings at any depth, raw or as an escape. One finding a field; <c>_provenance</c> is ours and not looked at.
/// </summary>
public sealed class TextIsAscii : ICheck
{
    public IReadOnlyList<string> Codes => ["text.not_ascii"];

    public void Check(Reading reading, List<Finding> findings)
    {
        var line = reading.Line;
        for (var i = 0; i < line.FieldCount; i++)
        {
            var name = line.NameOf(i);
            if (JsonText.NameEquals(name, "_provenance"u8))
                continue;
            if ((First(name) ?? First(line.ValueOf(i).Bytes)) is { } found)
                findings.Add(Finding.Warning("text.not_ascii", Schema.Pointer("", name), string.Create(CultureInfo.InvariantCulture, $"U+{found:X4}"), "only ASCII, U+0000 to U+007F"));
        }
    }

    // A backslash stands only inside strings, so a value need not be walked to find its escapes.
    static int? First(ReadOnlySpan<byte> json)
    {
        var raw = json.IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
        var end = raw < 0 ? json.Length : raw;
        for (var at = 0; json[at..end].IndexOf((byte)'\\') is var slash && slash >= 0;)
        {
            at += slash;
            if (json[at + 1] != (byte)'u')
            {
                at += 2;
                continue;
            }
            var unit = Unit(json[at..]);
            if (char.IsHighSurrogate(unit) && json[(at + 6)..].StartsWith("\\u"u8) && Unit(json[(at + 6)..]) is var low && char.IsLowSurrogate(low))
                return char.ConvertToUtf32(unit, low);
            if (unit > 0x7F)
                return unit;
            at += 6;
        }
        if (raw < 0)
            return null;
        Rune.DecodeFromUtf8(json[raw..], out var rune, out _);
        return rune.Value;
    }

    static char Unit(ReadOnlySpan<byte> escape) => (char)ushort.Parse(escape[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
