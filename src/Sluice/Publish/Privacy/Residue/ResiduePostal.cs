using System.Text.RegularExpressions;

namespace Sluice.Publish.Privacy.Residue;

/// <summary>Postal addresses that a postman could use: a house, its street and a code, or a box.</summary>
public sealed partial class ResiduePostal : IDetector
{
    const int Reach = 70;

    public PrivacyClass Class => PrivacyClass.Postal;

    public string Name => "postal.residue@1";

    [GeneratedRegex(@"\b(?:[0-9]{1,5}(?:-[0-9]{1,4})?[A-Za-z]?|One|Two|Three) (?:[A-Z][A-Za-z.']{1,20} ){1,4}(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Place|Pl|Square|Sq|Terrace|Way|Close|Crescent|Highway|Hwy|Parkway|Pkwy|Mews|Row|Walk|Gardens|Hill|Green|Park|Mall|Circle|Plaza|Trail|Quay)\b", RegexOptions.NonBacktracking)]
    private static partial Regex House();

    [GeneratedRegex(@"\b(?:[A-Z]{2},? [0-9]{5}(?:-[0-9]{4})?|[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2}|(?:NSW|VIC|QLD|WA|SA|TAS|ACT|NT),? [0-9]{4}|[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9]|(?:[A-Z][a-z]+ )?[A-Z][a-z]{2,}\.?,? [0-9]{5})\b|(?:\b(?:Apt|Apartment|Flat|Unit|Suite|Ste)\.?|#) ?[0-9]", RegexOptions.NonBacktracking)]
    private static partial Regex Code();

    [GeneratedRegex(@"\b(?:P\.? ?O\.? ?Box|GPO Box|Postfach) [0-9]{1,6}\b", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Box();

    [GeneratedRegex(@"\b\p{Lu}[\p{L}-]{2,30}(?:straße|strasse|str\.|weg|gasse|platz|allee) [0-9]{1,4}[a-z]?, ?[0-9]{4,5} \p{Lu}\p{L}+|\b[0-9]{1,4},? (?:rue|avenue|boulevard|place|chemin) [\p{L}' ’-]{3,40}, ?[0-9]{4,5} \p{Lu}\p{L}+", RegexOptions.NonBacktracking)]
    private static partial Regex Continental();

    // A code that one street has to itself.
    [GeneratedRegex(@"\b\p{Lu}\p{L}{2,20},? [A-Z]{1,2}[0-9][0-9A-Z]? [0-9][A-Z]{2}\b", RegexOptions.NonBacktracking)]
    private static partial Regex Postcode();

    public void Find(ReadOnlySpan<char> text, List<PrivateSpan> found)
    {
        if (!text.ContainsAnyInRange('0', '9'))
            return;
        foreach (var match in House().EnumerateMatches(text))
        {
            var end = match.Index + match.Length;
            var after = text[end..Math.Min(text.Length, end + Reach)];
            if (after.Contains("\n\n", StringComparison.Ordinal))
                after = after[..after.IndexOf("\n\n", StringComparison.Ordinal)];
            var code = 0;
            foreach (var part in Code().EnumerateMatches(after))
                code = part.Index + part.Length;
            if ((code > 0 || HasCue(text[Math.Max(0, match.Index - 40)..match.Index])) && (match.Index == 0 || text[match.Index - 1] is not ('$' or '`')))
                found.Add(new PrivateSpan(Class, match.Index, match.Length + code));
        }
        if (text.Contains("box ", StringComparison.OrdinalIgnoreCase) || text.Contains("Postfach ", StringComparison.Ordinal))
            Add(text, Box(), found);
        Add(text, Continental(), found);
        Add(text, Postcode(), found);
        found.Sort(static (a, b) => a.Start.CompareTo(b.Start));
    }

    static bool HasCue(ReadOnlySpan<char> before)
    {
        foreach (var cue in (ReadOnlySpan<string>)["live at", "lives at", "live on", "lives on", "home address", "my address", "address:", "mail to", "mail it to", "ship to", "visit me at", "resides at", "reside at", "residence", "parcel to", "letter to", "location:", "where:", "venue:", "meet at", "meetup at", "meetup is at", "house at", "home is", "home at", "address is", "mailing address", "held at", "apartment at"])
            if (before.Contains(cue, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }

    void Add(ReadOnlySpan<char> text, Regex pattern, List<PrivateSpan> found)
    {
        foreach (var match in pattern.EnumerateMatches(text))
            found.Add(new PrivateSpan(Class, match.Index, match.Length));
    }
}
