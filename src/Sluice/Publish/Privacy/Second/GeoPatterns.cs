using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Sluice.Publish.Privacy.Second;

/// <summary>Coordinates on the earth by patterns; a pair of figures alone must be told to be a place by the words before it.</summary>
public sealed class GeoPatterns : IDetector
{
    const int CueReach = 40;

    static readonly SearchValues<char> Degrees = SearchValues.Create("°º˚");
    static readonly SearchValues<string> Labels = SearchValues.Create(["lat", "lng", "lon"], StringComparison.OrdinalIgnoreCase);
    static readonly SearchValues<string> GpsWords = SearchValues.Create(["gps", "geo:"], StringComparison.OrdinalIgnoreCase);
    static readonly SearchValues<string> Maps = SearchValues.Create(["maps.", "/maps", "openstreetmap", "osm.org", "mlat="], StringComparison.OrdinalIgnoreCase);

    const string Degree = @"[°º˚]";
    const string Minutes = @"[0-9]{1,2}(?:\.[0-9]{1,8})?\s?['′’‘]\s?(?:[0-9]{1,2}(?:\.[0-9]{1,8})?\s?(?:[""″”“]|''|′′|’’)\s?)?";
    const string FullSeconds = @"[0-9]{1,2}\s?['′’‘]\s?[0-9]{1,2}(?:\.[0-9]{1,8})?\s?(?:[""″”“]|''|′′|’’)\s?";
    const string Precise = @"[0-9]{1,3}\.[0-9]{3,16}";
    const string Signed = @"[-−–+]?" + Precise;
    const string Between = @"\s{0,2}(?:[,;/|]|and|by)?\s{0,3}";
    const string Comma = @"\s{0,2}(?:[,;]|%2C|\s)\s{0,3}";
    const string LatitudeLabel = @"lat(?:itude)?", LongitudeLabel = @"(?:lng|lon|long|longitude)";
    const string Is = @"[""'’”]?(?:\s{0,2}[:=]\s{0,2}|\s{1,2}(?:is\s|of\s)?)[""'‘“]?";
    const string End = @"(?:…|\.\.\.|\s?\[…\]|\s*\z)";

    static readonly Regex Pair = Linear.Pattern(
        $@"\b(?:(?:{Precise}\s?{Degree}?|[0-9]{{1,3}}\s?{Degree}\s?{Minutes})\s?[NS]\b{Between}(?:{Precise}\s?{Degree}?|[0-9]{{1,3}}\s?{Degree}\s?{Minutes})\s?[EW]"
        + $@"|(?:{Precise}\s?{Degree}?|[0-9]{{1,3}}\s?{Degree}\s?{Minutes})\s?[EW]\b{Between}(?:{Precise}\s?{Degree}?|[0-9]{{1,3}}\s?{Degree}\s?{Minutes})\s?[NS])\b");
    static readonly Regex PairTurned = Linear.Pattern(
        $@"\b(?:[NS]\s?(?:{Precise}\s?{Degree}?|[0-9]{{1,3}}\s?{Degree}\s?{Minutes}){Between}[EW]\s?(?:{Precise}\s?{Degree}?|[0-9]{{1,3}}\s?{Degree}\s?{Minutes}))");
    static readonly Regex Alone = Linear.Pattern($@"\b[0-9]{{1,3}}\s?{Degree}\s?{FullSeconds}[NSEW]\b|\b[NSEW]\s?[0-9]{{1,3}}\s?{Degree}\s?{FullSeconds}");

    static readonly Regex Labelled = Linear.AnyCase(
        $@"\b(?:{LatitudeLabel}{Is}{Signed}{Degree}?[""'’”]?\s{{0,2}}(?:[,;&]|and)?\s{{0,6}}[""'‘“]?{LongitudeLabel}{Is}{Signed}"
        + $@"|{LongitudeLabel}{Is}{Signed}{Degree}?[""'’”]?\s{{0,2}}(?:[,;&]|and)?\s{{0,6}}[""'‘“]?{LatitudeLabel}{Is}{Signed})");
    static readonly Regex LabelledCut = Linear.AnyCase(
        $@"\b{LatitudeLabel}{Is}{Signed}{Degree}?[""'’”]?\s{{0,2}}[,;&]?\s{{0,6}}[""'‘“]?{LongitudeLabel}{Is}[-−–+]?[0-9]{{0,3}}(?:\.[0-9]{{0,16}})?{End}");

    const string Gps = @"\b(?:GPS(?:[ -](?:coordinates?|coords?|locations?|positions?|points?|pins?|fix))?(?:\s(?:is|are|of|at))?\s{0,2}[:=]?\s{0,2}|geo:)[\(\[]?";
    static readonly Regex GpsPair = Linear.AnyCase($@"{Gps}{Signed}{Degree}?{Comma}{Signed}");
    static readonly Regex GpsCut = Linear.AnyCase($@"{Gps}{Signed}{Degree}?{Comma}[-−–+]?[0-9]{{0,3}}(?:\.[0-9]{{0,16}})?{End}");

    static readonly Regex MapPlace = Linear.AnyCase(
        $@"(?:maps\.[a-z.]{{2,30}}|\bgoo\.gl/maps|[a-z.]{{2,30}}/maps|openstreetmap\.org|\bosm\.org)[^\s""<>]{{0,200}}?[@=/,:!d]{Signed}(?:,|/|%2C|%2F|!4d|&(?:amp;)?m?lon=|\+){{1,3}}{Signed}");
    static readonly Regex MapMark = Linear.AnyCase($@"\bmlat={Signed}&(?:amp;)?mlon={Signed}|!3d{Signed}!4d{Signed}");

    static readonly Regex Figures = Linear.Pattern(@"[-−+]?\b[0-9]{1,3}\.[0-9]{4,16}\s?,\s{0,2}[-−+]?[0-9]{1,3}\.[0-9]{4,16}\b");
    static readonly Regex Figure = Linear.Pattern(@"[-−+]?[0-9]{1,3}\.[0-9]{3,16}");
    static readonly Regex FirstFigure = Linear.Pattern(@"[-−–+]?[0-9]{1,3}(?:\.[0-9]|\s?[°º˚])|[NSEW]\s?[0-9]");
    static readonly Regex PlaceCue = Linear.AnyCase(@"\b(?:at|near|home|house|live|lives|located|location|address|office|place|meet|gps|pin|map|found at|position)\b");
    static readonly Regex OwnPlaceCue = Linear.AnyCase(@"\b(?:home|house|live|lives|located|location|address|office|meet|gps|pin|map)\b");
    static readonly Regex Mathematics = Linear.AnyCase(
        @"[=∈~≈]|\b(?:points?|vectors?|vertex|vertices|nodes?|coordinates?|matrix|matrices|arrays?|mean|std|loss(?:es)?|rewards?|accuracy|accuracies|scores?|values?|weights?|intervals?|ranges?|tuples?)\b");
    static readonly Regex MoreBefore = Linear.Pattern(@"[0-9]\s?[,;]\s*[\(\[]?\z");
    static readonly Regex MoreAfter = Linear.Pattern(@"\A\s?[,;]?\s?[-−+]?[0-9]");

    readonly GeoForms _off;

    public GeoPatterns()
    {
    }

    internal GeoPatterns(GeoForms off) => _off = off;

    public PrivacyClass Class => PrivacyClass.Geo;

    public string Name => "geo.pattern@1";

    public void Find(ReadOnlySpan<char> text, List<PrivateSpan> found)
    {
        if (!text.ContainsAnyInRange('0', '9'))
            return;
        var from = found.Count;
        Regions? regions = null;
        var figures = Figure.First(text, out _, out _);
        var degrees = text.ContainsAny(Degrees);
        if (degrees || figures)
        {
            Seek(Pair, GeoForms.Hemispheres, text, ref regions, found);
            Seek(PairTurned, GeoForms.HemispheresFirst, text, ref regions, found);
        }
        if (degrees)
            Seek(Alone, GeoForms.Seconds, text, ref regions, found);
        if (!figures)
        {
            Linear.Settle(found, from);
            return;
        }
        if (text.ContainsAny(Labels))
        {
            Seek(Labelled, GeoForms.Labelled, text, ref regions, found);
            Seek(LabelledCut, GeoForms.Labelled | GeoForms.Cut, text, ref regions, found);
        }
        if (text.ContainsAny(GpsWords))
        {
            Seek(GpsPair, GeoForms.Gps, text, ref regions, found);
            Seek(GpsCut, GeoForms.Gps | GeoForms.Cut, text, ref regions, found);
        }
        if (text.ContainsAny(Maps))
        {
            Seek(MapPlace, GeoForms.MapAddress, text, ref regions, found);
            Seek(MapMark, GeoForms.MapAddress, text, ref regions, found);
        }
        if (!_off.HasFlag(GeoForms.Bare))
        {
            foreach (var match in Figures.EnumerateMatches(text))
                ReadBare(text, match.Index, match.Index + match.Length, ref regions, found);
        }
        Linear.Settle(found, from);
    }

    /// <summary>Adds every match, from its first figure on.</summary>
    void Seek(Regex pattern, GeoForms form, ReadOnlySpan<char> text, ref Regions? regions, List<PrivateSpan> found)
    {
        if ((_off & form) != GeoForms.None)
            return;
        foreach (var match in pattern.EnumerateMatches(text))
        {
            regions ??= new Regions(text);
            if (regions.IsMath(match.Index) || form is GeoForms.Hemispheres or GeoForms.HemispheresFirst && regions.IsCode(match.Index))
                continue;
            var whole = text.Slice(match.Index, match.Length);
            var start = form is GeoForms.MapAddress ? LastPair(whole) : FirstFigure.First(whole, out var first, out _) ? first : 0;
            found.Add(new(PrivacyClass.Geo, match.Index + start, whole.TrimEnd().Length - start));
        }
    }

    /// <summary>Where the last two figures of an address of a map begin.</summary>
    static int LastPair(ReadOnlySpan<char> address)
    {
        var (before, last) = (0, 0);
        foreach (var figure in Figure.EnumerateMatches(address))
            (before, last) = (last, figure.Index);
        return before > 0 ? before : last;
    }

    static void ReadBare(ReadOnlySpan<char> text, int start, int end, ref Regions? regions, List<PrivateSpan> found)
    {
        var pair = text[start..end];
        var comma = pair.IndexOf(',');
        var (latitude, longitude) = (Value(pair[..comma]), Value(pair[(comma + 1)..]));
        if (latitude > 90 || longitude > 180 || Math.Max(latitude, longitude) < 10)
            return;
        var before = text.Between(start - CueReach, start);
        var bracket = before.TrimEnd() is [.., var last] ? last : '\0';
        if (bracket == '[' || !(bracket == '(' ? OwnPlaceCue : PlaceCue).First(before, out _, out _) || Mathematics.First(before, out _, out _))
            return;
        if (MoreBefore.Tails(before) || MoreAfter.Heads(text.Between(end, end + 6)) || text.At(start - 1) is '.' || text.At(end) == '.' && char.IsAsciiDigit(text.At(end + 1)))
            return;
        regions ??= new Regions(text);
        if (regions.Holds(start) is null)
            found.Add(new(PrivacyClass.Geo, start, end - start));
    }

    static double Value(ReadOnlySpan<char> figure) => double.Parse(figure.Trim().TrimStart("-−+"), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
}
