namespace Sluice.Serve;

/// <summary>
/// Where two texts differ: short places in long texts, as cleaning makes them. Not the smallest difference there is, but
/// always a right one: with each place replaced, one text is the other.
/// </summary>
static class TextDiff
{
    // After a difference the texts must agree for so many characters to be together again, and be so within this distance.
    const int Agreement = 4, Farthest = 3000;

    /// <param name="At">Where the place begins in the text before, in UTF-16 units.</param>
    public readonly record struct Place(int At, int Length, int AfterAt, int AfterLength);

    public static List<Place> Places(ReadOnlySpan<char> before, ReadOnlySpan<char> after)
    {
        var places = new List<Place>();
        var ending = CommonEnd(before, after);
        var one = before[..^ending];
        var two = after[..^ending];
        var (i, j) = (0, 0);
        while (i < one.Length || j < two.Length)
        {
            var same = one[i..].CommonPrefixLength(two[j..]);
            (i, j) = (i + same, j + same);
            if (i == one.Length && j == two.Length)
                break;
            var (more, moreAfter) = Next(one[i..], two[j..]);
            places.Add(Whole(before, after, new Place(i, more, j, moreAfter)));
            (i, j) = (i + more, j + moreAfter);
        }
        return places;
    }

    static int CommonEnd(ReadOnlySpan<char> before, ReadOnlySpan<char> after)
    {
        var length = 0;
        while (length < Math.Min(before.Length, after.Length) && before[^(length + 1)] == after[^(length + 1)])
            length++;
        return length;
    }

    // How much of either is to be passed over until they agree again.
    static (int Before, int After) Next(ReadOnlySpan<char> before, ReadOnlySpan<char> after)
    {
        for (var distance = 1; distance <= Farthest; distance++)
            for (var i = Math.Max(0, distance - after.Length); i <= Math.Min(distance, before.Length); i++)
            {
                var one = before[i..];
                var two = after[(distance - i)..];
                if (one.IsEmpty || two.IsEmpty ? one.Length == two.Length : one[..Math.Min(Agreement, one.Length)].SequenceEqual(two[..Math.Min(Agreement, two.Length)]))
                    return (i, distance - i);
            }
        return (before.Length, after.Length);
    }

    // Never half a pair of surrogates: what stands alone in a place cannot be shown.
    static Place Whole(ReadOnlySpan<char> before, ReadOnlySpan<char> after, Place place)
    {
        if (place.At > 0 && char.IsHighSurrogate(before[place.At - 1]) && place.AfterAt > 0)
            place = new Place(place.At - 1, place.Length + 1, place.AfterAt - 1, place.AfterLength + 1);
        var (end, afterEnd) = (place.At + place.Length, place.AfterAt + place.AfterLength);
        return end < before.Length && afterEnd < after.Length && char.IsLowSurrogate(before[end])
            ? place with { Length = place.Length + 1, AfterLength = place.AfterLength + 1 } : place;
    }
}
