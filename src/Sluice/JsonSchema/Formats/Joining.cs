using System.Globalization;

namespace Sluice.JsonSchema.Formats;

/// <summary>
/// RFC 5892's rule for the zero-width non-joiner between letters that would join. The joining types are those of the
/// Arabic block; in other cursive scripts every letter counts as joining on both sides.
/// </summary>
static class Joining
{
    /// <summary>Whether a letter that joins forwards stands before, and one that joins backwards after, with only marks between.</summary>
    public static bool Joins(int[] points, int nonJoiner)
    {
        var (before, after) = (nonJoiner - 1, nonJoiner + 1);
        while (before >= 0 && IsTransparent(points[before]))
            before--;
        while (after < points.Length && IsTransparent(points[after]))
            after++;
        return before >= 0 && after < points.Length && IsCursive(points[before]) && !JoinsBackwardsOnly(points[before]) && IsCursive(points[after]);
    }

    static bool IsTransparent(int point) => CharUnicodeInfo.GetUnicodeCategory(point) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format && point != 0x200C;

    static bool IsCursive(int point) =>
        point is (>= 0x620 and <= 0x64A and not 0x621) or (>= 0x66E and <= 0x6D5 and not 0x674 and not 0x6D4) or (>= 0x6EE and <= 0x6EF) or (>= 0x6FA and <= 0x6FC) or 0x6FF
            or (>= 0x710 and <= 0x72F) or (>= 0x74D and <= 0x77F) or (>= 0x7CA and <= 0x7EA) or (>= 0x840 and <= 0x858) or (>= 0x860 and <= 0x86A) or (>= 0x8A0 and <= 0x8C8)
            or (>= 0x1820 and <= 0x18AA) or (>= 0xA840 and <= 0xA872);

    static bool JoinsBackwardsOnly(int point) =>
        point is (>= 0x622 and <= 0x625) or 0x627 or 0x629 or (>= 0x62F and <= 0x632) or 0x648 or (>= 0x671 and <= 0x673) or (>= 0x675 and <= 0x677) or (>= 0x688 and <= 0x699)
            or 0x6C0 or (>= 0x6C3 and <= 0x6CB) or 0x6CD or 0x6CF or 0x6D2 or 0x6D3 or 0x6D5 or 0x6EE or 0x6EF or 0x710 or (>= 0x715 and <= 0x719) or 0x71E or 0x728 or 0x72A or 0x72C or 0x72F;
}
