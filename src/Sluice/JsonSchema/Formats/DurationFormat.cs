namespace Sluice.JsonSchema.Formats;

/// <summary><c>duration</c>, by the grammar in RFC 3339's appendix A: units follow each other without a gap, weeks stand alone.</summary>
static class DurationFormat
{
    public static bool IsDuration(ReadOnlySpan<byte> text)
    {
        if (text.Length < 3 || text[0] != (byte)'P')
            return false;
        text = text[1..];
        if (text[^1] == (byte)'W')
            return text.Length > 1 && text[..^1].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
        var time = text.IndexOf((byte)'T');
        if (time < 0)
            return IsRun(text, "YMD"u8);
        return (time == 0 || IsRun(text[..time], "YMD"u8)) && IsRun(text[(time + 1)..], "HMS"u8);
    }

    // One or more amounts, each with the unit right after that of the one before.
    static bool IsRun(ReadOnlySpan<byte> text, ReadOnlySpan<byte> units)
    {
        var last = -1;
        while (!text.IsEmpty)
        {
            var digits = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            if (digits <= 0)
                return false;
            var unit = units.IndexOf(text[digits]);
            if (unit < 0 || (last >= 0 && unit != last + 1))
                return false;
            last = unit;
            text = text[(digits + 1)..];
        }
        return last >= 0;
    }
}
