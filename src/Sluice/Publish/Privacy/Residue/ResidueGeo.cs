using System.Buffers;
using System.Text.RegularExpressions;

namespace Sluice.Publish.Privacy.Residue;

/// <summary>Coordinates that say themselves that they are on the earth: by a hemisphere, by a label, or in the address of a map.</summary>
public sealed partial class ResidueGeo : IDetector
{
    static readonly SearchValues<char> EndOfAddress = SearchValues.Create(" \n\t)>\"");

    public PrivacyClass Class => PrivacyClass.Geo;

    public string Name => "geo.residue@1";

    [GeneratedRegex(@"[0-9]{1,3}° ?[0-9]{1,2}[′'’] ?(?:[0-9]{1,2}(?:\.[0-9]+)?[″""”] ?)?[NSEW]\b|[0-9]{1,2}\.[0-9]{3,}° ?[NS],? ?[0-9]{1,3}\.[0-9]{3,}° ?[EW]\b", RegexOptions.NonBacktracking)]
    private static partial Regex Degrees();

    [GeneratedRegex(@"\b[0-9]{1,2}\.[0-9]{3,} ?[NS],? ?[0-9]{1,3}\.[0-9]{3,} ?[EW]\b|\b[NS] ?[0-9]{1,2}\.[0-9]{3,},? ?[EW] ?[0-9]{1,3}\.[0-9]{3,}", RegexOptions.NonBacktracking)]
    private static partial Regex Letters();

    [GeneratedRegex(@"\blat(?:itude)?[""']?[:= ]{1,3}-?[0-9]{1,2}\.[0-9]{3,}[^0-9\n]{1,20}-?[0-9]{1,3}\.[0-9]{3,}|\bGPS\b[^0-9\n]{0,24}-?[0-9]{1,2}\.[0-9]{3,}°?,? -?[0-9]{1,3}\.[0-9]{3,}|\bGPS\b[^0-9\n]{0,24}-?[0-9]{1,2}\.[0-9]{3,}°?,? -?[0-9]{1,3}\.?[0-9]*(?:…|\.\.\.|$)|\blat ?(?:lng|long|lon)[:= ]{1,3}-?[0-9]{1,2}\.[0-9]{3,}, ?-?[0-9]{1,3}\.[0-9]{3,}|\bgeo:-?[0-9]{1,2}\.[0-9]{3,},-?[0-9]{1,3}\.[0-9]{3,}", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Labelled();

    [GeneratedRegex(@"[@=/]-?[0-9]{1,2}\.[0-9]{3,}(?:,|%2C|/|&mlon=)-?[0-9]{1,3}\.[0-9]{3,}", RegexOptions.NonBacktracking)]
    private static partial Regex OnMap();

    // Where a meeting is told: a plus code, three words, or a pair behind a word and a colon.
    [GeneratedRegex(@"\b[23456789CFGHJMPQRVWX]{8}\+[23456789CFGHJMPQRVWX]{2,3}\b|what3words\.com/[a-z]+\.[a-z]+\.[a-z]+|w3w\.co/[a-z]+\.[a-z]+\.[a-z]+|///[a-z]{3,}\.[a-z]{3,}\.[a-z]{3,}\b|\b(?:[Vv]enue|[Mm]eeting point|[Ll]atlong|[Ww]here|[Ll]ocation): ?\(?-?[0-9]{1,2}\.[0-9]{4,}, ?-?[0-9]{2,3}\.[0-9]{4,}", RegexOptions.NonBacktracking)]
    private static partial Regex Meeting();

    public void Find(ReadOnlySpan<char> text, List<PrivateSpan> found)
    {
        if (!text.ContainsAnyInRange('0', '9') && !text.Contains("w3w", StringComparison.Ordinal) && !text.Contains("///", StringComparison.Ordinal) && !text.Contains("3words", StringComparison.Ordinal))
            return;
        if (text.Contains('°'))
            Add(text, 0, text.Length, Degrees(), found);
        Add(text, 0, text.Length, Letters(), found);
        Add(text, 0, text.Length, Meeting(), found);
        if (text.Contains("lat", StringComparison.OrdinalIgnoreCase) || text.Contains("GPS", StringComparison.OrdinalIgnoreCase) || text.Contains("geo:", StringComparison.OrdinalIgnoreCase))
            Add(text, 0, text.Length, Labelled(), found);
        foreach (var map in (ReadOnlySpan<string>)["google.", "openstreetmap.", "goo.gl/maps", "maps.apple."])
            for (var at = 0; text[at..].IndexOf(map, StringComparison.OrdinalIgnoreCase) is var hit and >= 0;)
            {
                at += hit + map.Length;
                var stop = text[at..].IndexOfAny(EndOfAddress) is var space and >= 0 ? at + space : text.Length;
                if (text[at..stop].Contains("map", StringComparison.OrdinalIgnoreCase) || text[Math.Max(0, at - map.Length - 5)..at].Contains("map", StringComparison.OrdinalIgnoreCase))
                    Add(text, at, Math.Min(stop, at + 300), OnMap(), found);
            }
        InOrder(found);
    }

    // What two patterns found is one.
    void InOrder(List<PrivateSpan> found)
    {
        found.Sort(static (a, b) => a.Start.CompareTo(b.Start));
        var kept = 0;
        for (var i = 1; i < found.Count; i++)
            if (!(found[i].Class == Class && found[i].Overlaps(found[kept])))
                found[++kept] = found[i];
        if (found.Count > 0)
            found.RemoveRange(kept + 1, found.Count - kept - 1);
    }

    void Add(ReadOnlySpan<char> text, int from, int to, Regex pattern, List<PrivateSpan> found)
    {
        foreach (var match in pattern.EnumerateMatches(text[from..to]))
            found.Add(new PrivateSpan(Class, from + match.Index, match.Length));
    }
}
