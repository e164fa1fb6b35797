using System.Globalization;
using System.Text;

namespace Sluice.JsonSchema.Formats;

/// <summary>
/// IDNA2008: which code points a U-label may hold (RFC 5892), derived from the runtime's own Unicode tables, with the
/// exceptions and the contextual rules.
/// </summary>
static class Idna
{
    const int Joiner = 0x200D, NonJoiner = 0x200C;

    public static bool IsULabel(int[] points)
    {
        if (points.Length == 0 || points[0] == '-' || points[^1] == '-' || (points.Length > 3 && points[2] == '-' && points[3] == '-') || IsMark(points[0]))
            return false;
        for (var i = 0; i < points.Length; i++)
            if (!IsAllowed(points, i))
                return false;
        // The two kinds of Arabic digits do not mix.
        return !(points.Any(point => point is >= 0x660 and <= 0x669) && points.Any(point => point is >= 0x6F0 and <= 0x6F9));
    }

    static bool IsAllowed(int[] points, int i)
    {
        var (before, after) = (i > 0 ? points[i - 1] : -1, i + 1 < points.Length ? points[i + 1] : -1);
        switch (points[i])
        {
            case 0xDF or 0x3C2 or 0x6FD or 0x6FE or 0xF0B or 0x3007:
                return true;
            case 0x640 or 0x7FA or 0x302E or 0x302F or (>= 0x3031 and <= 0x3035) or 0x303B:
                return false;
            case 0xB7:
                return before == 'l' && after == 'l';
            case 0x375:
                return after is >= 0x370 and <= 0x3FF or >= 0x1F00 and <= 0x1FFF;
            case 0x5F3 or 0x5F4:
                return before is >= 0x591 and <= 0x5F4;
            case 0x30FB:
                return points.Any(IsKanaOrHan);
            case Joiner:
                return IsVirama(before);
            case NonJoiner:
                return IsVirama(before) || Joining.Joins(points, i);
            default:
                return IsProtocolValid(points[i]);
        }
    }

    static bool IsKanaOrHan(int point) => point is (>= 0x3041 and <= 0x309F and not 0x309B and not 0x309C) or (>= 0x30A1 and <= 0x30FF and not 0x30FB and not 0x30FC)
        or (>= 0x31F0 and <= 0x31FF) or 0x3005 or 0x3007 or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);

    static bool IsMark(int point) => CharUnicodeInfo.GetUnicodeCategory(point) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    // Canonical combining class 9.
    static bool IsVirama(int point) => point is 0x94D or 0x9CD or 0xA4D or 0xACD or 0xB4D or 0xBCD or 0xC4D or 0xCCD or 0xD3B or 0xD3C or 0xD4D or 0xDCA or 0xE3A or 0xEBA or 0xF84
        or 0x1039 or 0x103A or 0x1714 or 0x1715 or 0x1734 or 0x17D2 or 0x1A60 or 0x1B44 or 0x1BAA or 0x1BAB or 0x1BF2 or 0x1BF3 or 0x2D7F or 0xA806 or 0xA82C or 0xA8C4 or 0xA953 or 0xA9C0 or 0xAAF6 or 0xABED
        or 0x10A3F or 0x11046 or 0x11070 or 0x1107F or 0x110B9 or 0x11133 or 0x11134 or 0x111C0 or 0x11235 or 0x112EA or 0x1134D or 0x11442 or 0x114C2 or 0x115BF or 0x1163F or 0x116B6 or 0x1172B or 0x11839;

    static bool IsProtocolValid(int point)
    {
        if (point < 128)
            return point is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-';
        if (point is (>= 0x1100 and <= 0x11FF) or (>= 0xA960 and <= 0xA97F) or (>= 0xD7B0 and <= 0xD7FF))
            return false;
        if (point is 0x34F or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0000 and <= 0xE0FFF) or (>= 0x20D0 and <= 0x20FF) or (>= 0x1D165 and <= 0x1D1AD))
            return false;
        return CharUnicodeInfo.GetUnicodeCategory(point) is UnicodeCategory.LowercaseLetter or UnicodeCategory.OtherLetter or UnicodeCategory.ModifierLetter
                or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            && IsStable(point);
    }

    // What compatibility mapping and case folding would change is not allowed.
    static bool IsStable(int point)
    {
        var text = char.ConvertFromUtf32(point);
        return string.Equals(text.Normalize(NormalizationForm.FormKC).ToLowerInvariant().Normalize(NormalizationForm.FormKC), text, StringComparison.Ordinal);
    }
}
