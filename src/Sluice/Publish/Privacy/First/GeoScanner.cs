namespace Sluice.Publish.Privacy.First;

/// <summary>
/// Coordinates on the earth. Each decimal with three digits behind its point, and each sign for degrees, is taken for the
/// half of a place; what stands before and behind says whether it is.
/// </summary>
public sealed class GeoScanner : IDetector
{
    const int FewestDecimals = 3, FewestOfBarePair = 4, LongestBetween = 30;

    readonly GeoForms _forms;

    public GeoScanner()
        : this(GeoForms.None)
    {
    }

    /// <param name="off">What it is to be blind for.</param>
    internal GeoScanner(GeoForms off) => _forms = GeoForms.All & ~off;

    public PrivacyClass Class => PrivacyClass.Geo;

    public string Name => "geo.scan@1";

    public void Find(ReadOnlySpan<char> text, List<PrivateSpan> found)
    {
        var formulas = new Formulas(text);
        var (done, isInRow) = (0, false);
        for (var at = 0; at < text.Length && text[at..].IndexOfAny(".°º˚") is var step && step >= 0; at++)
        {
            at += step;
            if (at < done || NumberAt(text, at) is not { } number || number.Start < done)
                continue;
            // Numbers one behind another are a row; the pair that ends it is no place.
            var isBare = false;
            var span = OfAngle(text, number) ?? (number.Decimals >= FewestDecimals ? OfPair(text, number, isInRow, out isBare) : null);
            at = Math.Max(at, number.End - 1);
            isInRow = Gap(text, number.End) is var next && next > number.End && GeoNumber.From(text, next) is not null;
            if (span is not var (start, end) || formulas.Contain(number.Start, isBare ? Regions.Math | Regions.Code : Regions.Math))
                continue;
            found.Add(new PrivateSpan(Class, start, end - start));
            done = end;
        }
    }

    static GeoNumber? NumberAt(ReadOnlySpan<char> text, int at)
    {
        if (text[at] == '.')
            return at + FewestDecimals < text.Length && at > 0 && char.IsAsciiDigit(text[at - 1]) && char.IsAsciiDigit(text[at + 1]) && Whole(text, GeoNumber.Around(text, at)) is { } number && (number.Decimals >= FewestDecimals || GeoAngle.Degree(text, number.End) > number.End) ? number : null;
        var end = at > 0 && text[at - 1] is ' ' or '\u00A0' ? at - 1 : at;
        var start = end;
        while (start > 0 && end - start < 4 && char.IsAsciiDigit(text[start - 1]))
            start--;
        return start < end && end - start < 4 ? Whole(text, GeoNumber.From(text, start)) : null;
    }

    // A number that is not the end of a word; a hemisphere may touch it.
    static GeoNumber? Whole(ReadOnlySpan<char> text, GeoNumber? number)
    {
        if (number is not { Start: > 0 } found)
            return number;
        var before = text[found.Start - 1];
        if (before is '.' or '_' || char.IsAsciiDigit(before))
            return null;
        // !3d37.7749!4d-122.4194
        return char.IsLetter(before) && before is not ('N' or 'S' or 'E' or 'W' or 'd') ? null : found;
    }

    // Two halves with their hemispheres, or one in degrees, minutes and seconds.
    (int Start, int End)? OfAngle(ReadOnlySpan<char> text, in GeoNumber number)
    {
        foreach (var isLetterFirst in (ReadOnlySpan<bool>)[false, true])
        {
            if (GeoAngle.Read(text, number, isLetterFirst) is not { IsExact: true } half || !Sees(half))
                continue;
            var other = GeoAngle.Other(text, half.End);
            if (other > half.End || half.HasMinutes)
                if (GeoNumber.From(text, other) is { } second && GeoAngle.Read(text, second, isLetterFirst) is { IsExact: true } rest && rest.IsNorthSouth != half.IsNorthSouth)
                    return (half.Start, rest.End);
            if (half.HasSeconds)
                return (half.Start, half.End);
        }
        return null;
    }

    bool Sees(in GeoAngle half) => _forms.HasFlag(half.HasMinutes ? GeoForms.Minutes : half.IsFirst ? GeoForms.HemispheresFirst : GeoForms.Hemispheres);

    // Bare is a pair that has no label, only a word for a place before it.
    (int Start, int End)? OfPair(ReadOnlySpan<char> text, in GeoNumber first, bool isInRow, out bool isBare)
    {
        isBare = false;
        var isLabelled = GeoWords.IsLabelled(text, first.Start, out var isLatitude) && _forms.HasFlag(GeoForms.Labels);
        var behind = GeoAngle.Degree(text, first.End);
        if (isLabelled && Labelled(text, first, behind, isLatitude) is { } labelled)
            return labelled;
        var next = Gap(text, behind);
        var second = next > behind ? GeoNumber.From(text, next) : null;
        var isCued = (isLabelled && isLatitude) || (_forms.HasFlag(GeoForms.GeoScheme) && GeoWords.IsGeoScheme(text, first.Start));
        if (second is not { Decimals: >= FewestDecimals } pair || !IsEarth(first, pair, isLabelled && !isLatitude))
        {
            var isNamed = isCued || (_forms.HasFlag(GeoForms.Gps) && GeoWords.IsGps(text, first.Start));
            return isNamed && next > behind && Cut(text, next) is { } cut ? (first.Start, cut) : null;
        }
        if (isCued || (_forms.HasFlag(GeoForms.Gps) && GeoWords.IsGps(text, first.Start)) || (_forms.HasFlag(GeoForms.Maps) && GeoWords.IsMap(text, first.Start)))
            return (first.Start, pair.End);
        if (!_forms.HasFlag(GeoForms.Pair) || isInRow || text[behind] is not (',' or ' ' or ';') || !IsPrecise(first, pair) || GoesOn(text, pair.End))
            return null;
        isBare = true;
        return GeoWords.IsPlace(text, first.Start) ? (first.Start, pair.End) : null;
    }

    // lat: 37.7749, lng: -122.4194 in either order, and cut.
    (int Start, int End)? Labelled(ReadOnlySpan<char> text, in GeoNumber first, int behind, bool isLatitude)
    {
        var at = behind;
        while (at < text.Length && at - behind < LongestBetween && !char.IsAsciiDigit(text[at]) && text[at] is not ('…' or '\n' or '.'))
            at++;
        // JSON stands on several lines.
        if (at < text.Length && text[at] == '\n')
            while (at < text.Length && at - behind < LongestBetween && !char.IsAsciiDigit(text[at]))
                at++;
        if (!GeoWords.IsOtherLabel(text[behind..at], isLatitude))
            return null;
        var start = GeoNumber.IsSign(text[at - 1]) ? at - 1 : at;
        if (GeoNumber.From(text, start) is { Decimals: >= FewestDecimals } second)
            return IsEarth(first, second, !isLatitude) ? (first.Start, second.End) : null;
        return Cut(text, start) is { } cut ? (first.Start, cut) : null;
    }

    // Behind what is left of a second number that was cut, or of none.
    int? Cut(ReadOnlySpan<char> text, int at)
    {
        var end = at < text.Length && GeoNumber.IsSign(text[at]) ? at + 1 : at;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        if (end < text.Length && text[end] == '.' && !text[end..].StartsWith("..."))
            for (end++; end < text.Length && char.IsAsciiDigit(text[end]);)
                end++;
        var isCut = (_forms.HasFlag(GeoForms.CutByEllipsis) && Gaps.Ellipsis(text, end) > 0) || (_forms.HasFlag(GeoForms.CutByEnd) && Gaps.IsEnd(text, end));
        return isCut ? end : null;
    }

    // What may stand between the two numbers of a pair; where the second begins.
    static int Gap(ReadOnlySpan<char> text, int at)
    {
        var rest = text[at..];
        foreach (var separator in (ReadOnlySpan<string>)["%2C", "!4d", "&mlon=", "&amp;mlon=", "&lon=", "&lng="])
            if (rest.StartsWith(separator, StringComparison.OrdinalIgnoreCase))
                return at + separator.Length;
        var end = at;
        while (end < text.Length && end - at < 3 && text[end] is ' ' or ',' or ';' or '/' or '\u00A0' or '\n')
            end++;
        return end;
    }

    static bool IsEarth(in GeoNumber first, in GeoNumber second, bool isSwapped)
    {
        var (latitude, longitude) = isSwapped ? (second.Value, first.Value) : (first.Value, second.Value);
        return Math.Abs(latitude) <= 90 && Math.Abs(longitude) <= 180;
    }

    static bool IsPrecise(in GeoNumber first, in GeoNumber second) =>
        first.Decimals >= FewestOfBarePair && second.Decimals >= FewestOfBarePair && Math.Max(Math.Abs(first.Value), Math.Abs(second.Value)) >= 10;

    // A third number, or a word that the second is part of.
    static bool GoesOn(ReadOnlySpan<char> text, int end) =>
        end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '%' or '^' or '_' || (Gap(text, end) is var next && next > end && GeoNumber.From(text, next) is not null));
}
