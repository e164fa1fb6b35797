using System.Collections.Frozen;

namespace Sluice.Publish.Privacy.First;

/// <summary>Words and signs before a pair of numbers that make a place of it, or mathematics.</summary>
internal static class GeoWords
{
    const int Distance = 40, LongestAddress = 240;

    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Latitudes = TopLevels.Set("lat latitude mlat");

    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Longitudes = TopLevels.Set("lng lon long longitude mlon");

    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Places = TopLevels.Set(
        "at near home house live lives located location address office place meet gps pin map found position");

    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Homes = TopLevels.Set(
        "home house live lives located location address office meet gps pin map");

    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Mathematics = TopLevels.Set(
        "point points vector vectors vertex vertices node nodes coordinate coordinates matrix matrices array arrays mean means std loss losses reward rewards accuracy accuracies score scores values value weights weight interval range tuple");

    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Gps = TopLevels.Set("gps");

    static readonly string[] Maps = ["maps.google", "/maps", "openstreetmap.org", "osm.org", "maps.apple.com", "mlat=", "goo.gl/maps", "maps.app"];

    /// <summary>Whether a label stands directly before, with signs between at most.</summary>
    public static bool IsLabelled(ReadOnlySpan<char> text, int at, out bool isLatitude)
    {
        while (at > 0 && (text[at - 1] is ' ' or ':' or '=' or '"' or '\'' or '*' or '(' or '[' or '{' or '`' or '\u00A0' or '>' or '_' || text[at - 1] == 's' && at > 1 && text[at - 2] == 'i' && at > 2 && text[at - 3] == ' '))
            at -= text[at - 1] == 's' ? 2 : 1;
        var end = at;
        while (at > 0 && end - at < 12 && char.IsLetter(text[at - 1]))
            at--;
        var word = text[at..end];
        isLatitude = Latitudes.Contains(word);
        if (isLatitude || !Longitudes.Contains(word))
            return isLatitude;
        // "lat/lon: " names both, the latitude first.
        isLatitude = Cues.HasWord(Cues.Before(text, at, 11, true), Latitudes);
        return true;
    }

    /// <summary>Whether the stretch names the other half, and nothing but signs stands around the name.</summary>
    public static bool IsOtherLabel(ReadOnlySpan<char> between, bool isLatitude)
    {
        var start = 0;
        while (start < between.Length && !char.IsLetter(between[start]))
            start++;
        var end = start;
        while (end < between.Length && char.IsLetter(between[end]))
            end++;
        // "and longitude"
        if (between[start..end] is "and" && end < between.Length)
            return IsOtherLabel(between[end..], isLatitude);
        return (isLatitude ? Longitudes : Latitudes).Contains(between[start..end]) && !between[end..].ContainsAnyInRange('0', '9') && !between[..start].ContainsAnyInRange('0', '9');
    }

    /// <summary>Whether "GPS" stands before, on the same line.</summary>
    public static bool IsGps(ReadOnlySpan<char> text, int at)
    {
        var before = Cues.Before(text, at, Distance, true);
        return before.Contains("gps", StringComparison.OrdinalIgnoreCase) && Cues.HasWord(before, Gps);
    }

    /// <summary>Whether "geo:" stands directly before.</summary>
    public static bool IsGeoScheme(ReadOnlySpan<char> text, int at) =>
        at >= 4 && text[(at - 4)..at].Equals("geo:", StringComparison.OrdinalIgnoreCase) && (at == 4 || !char.IsLetter(text[at - 5]));

    /// <summary>Whether the pair stands in a map's address.</summary>
    public static bool IsMap(ReadOnlySpan<char> text, int at)
    {
        if (at == 0 || text[at - 1] is not ('=' or '@' or '/' or ',' or ':' or '+' or 'd'))
            return false;
        var from = at;
        while (from > 0 && at - from < LongestAddress && !char.IsWhiteSpace(text[from - 1]) && text[from - 1] is not ('<' or '>' or '"'))
            from--;
        foreach (var map in Maps)
            if (text[from..at].Contains(map, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }

    /// <summary>Whether a word for a place stands before and nothing of mathematics.</summary>
    public static bool IsPlace(ReadOnlySpan<char> text, int at)
    {
        if (at > 0 && text[at - 1] is '[' or '{')
            return false;
        var before = Cues.Before(text, at, Distance, false);
        // In brackets it is a point, unless somebody lives or meets there.
        return Cues.HasWord(before, at > 0 && text[at - 1] == '(' ? Homes : Places) && !before.ContainsAny("=∈~≈") && !Cues.HasWord(before, Mathematics);
    }
}
