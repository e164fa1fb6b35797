using System.Globalization;

namespace Sluice.JsonSchema.Formats;

/// <summary>RFC 5893: labels of a name with right-to-left letters keep their characters in order on the screen.</summary>
static class BidiRule
{
    enum Direction
    {
        Left,
        Right,
        EuropeanDigit,
        ArabicDigit,
        Mark,
        Neutral,
    }

    public static bool HasRightToLeft(int[] label) => label.Any(point => Of(point) is Direction.Right or Direction.ArabicDigit);

    public static bool Holds(int[] label)
    {
        var directions = label.Select(Of).ToList();
        var last = directions.FindLast(direction => direction != Direction.Mark);
        return directions[0] switch
        {
            Direction.Right => !directions.Contains(Direction.Left) && last is Direction.Right or Direction.EuropeanDigit or Direction.ArabicDigit
                && !(directions.Contains(Direction.EuropeanDigit) && directions.Contains(Direction.ArabicDigit)),
            Direction.Left => !directions.Contains(Direction.Right) && !directions.Contains(Direction.ArabicDigit) && last is Direction.Left or Direction.EuropeanDigit,
            _ => false,
        };
    }

    // The runtime keeps its table of directions to itself; these are the blocks of the scripts that run to the left.
    static Direction Of(int point)
    {
        if (point is (>= '0' and <= '9') or (>= 0x6F0 and <= 0x6F9))
            return Direction.EuropeanDigit;
        if (point is (>= 0x660 and <= 0x669) or 0x66B or 0x66C or (>= 0x10D30 and <= 0x10D39) or (>= 0x10E60 and <= 0x10E7E))
            return Direction.ArabicDigit;
        if (CharUnicodeInfo.GetUnicodeCategory(point) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark)
            return Direction.Mark;
        if (point is (>= 0x590 and <= 0x8FF) or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFF) or (>= 0x10800 and <= 0x10FFF) or (>= 0x1E800 and <= 0x1EFFF))
            return Direction.Right;
        return point == '-' || point is 0xB7 or 0x375 or 0x30FB or 0x200C or 0x200D ? Direction.Neutral : Direction.Left;
    }
}
