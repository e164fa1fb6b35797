using System.Buffers;
using System.Text.RegularExpressions;

namespace Sluice.Publish.Privacy.Second;

/// <summary>Postal addresses by patterns: a number and a street, and what stands around them as proof that they are one.</summary>
public sealed class PostalPatterns : IDetector
{
    const int CueReach = 40, ProofReach = 60, LongestProof = 60;

    static readonly SearchValues<string> StreetWords = SearchValues.Create(
        ["Street", "St.", " St", "Ave", "Road", " Rd", "Lane", " Ln", "Drive", " Dr", "Boulevard", "Blvd", "Court", " Ct", "Place", " Pl", "Square", " Sq", "Terrace", " Way",
            "Close", "Crescent", "Highway", "Hwy", "Parkway", "Pkwy", "Mews", " Row", "Walk"], StringComparison.OrdinalIgnoreCase);
    static readonly SearchValues<string> Boxes = SearchValues.Create(["Box", "Postfach"], StringComparison.OrdinalIgnoreCase);
    static readonly SearchValues<string> GermanWords = SearchValues.Create(["straße", "strasse", "str.", "weg ", "gasse ", "platz ", "allee "], StringComparison.OrdinalIgnoreCase);
    static readonly SearchValues<string> FrenchWords = SearchValues.Create(["rue ", "avenue ", "boulevard ", "place ", "chemin "], StringComparison.OrdinalIgnoreCase);
    static readonly SearchValues<string> CueWords = SearchValues.Create(
        ["live", "address", "mail", "send", "ship to", "visit me", "residence", "reside", "parcel to", "letter to"], StringComparison.OrdinalIgnoreCase);

    const string Number = @"[0-9]{1,5}(?:[a-zA-Z]|[-–/][0-9]{1,5})?";
    const string Word = @"(?:\p{Lu}[\p{L}\p{M}'’.\-]{0,24}|[0-9]{1,3}(?:st|nd|rd|th))";
    const string Street = @"(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Place|Pl|Square|Sq|Terrace|Way|Close|Crescent|Highway|Hwy|Parkway|Pkwy|Mews|Row|Walk"
        + "|STREET|AVENUE|AVE|ROAD|LANE|DRIVE|BOULEVARD|BLVD|COURT|PLACE|SQUARE|TERRACE|WAY|CLOSE|CRESCENT|HIGHWAY|PARKWAY|MEWS|ROW|WALK)";
    const string UnitWord = @"(?:[Aa]pt\.?|[Aa]partment|[Ff]lat|[Uu]nit|[Ss]uite|[Ss]te\.?|APT\.?|APARTMENT|FLAT|UNIT|SUITE|STE\.?)";
    const string Town = @"\p{Lu}[\p{L}\p{M}'’.\-]{1,24}(?:[ \u00A0]\p{Lu}?[\p{L}\p{M}'’.\-]{1,24}){0,3}";
    const string State = "(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|P[AR]|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY])";
    const string PostCode = $@"(?:{State}\.?,?\s{{1,3}}[0-9]{{5}}(?:-[0-9]{{4}})?|[A-Z]{{1,2}}[0-9][A-Z0-9]?\s?[0-9][A-Z]{{2}}|(?:NSW|VIC|QLD|WA|SA|TAS|ACT|NT),?\s{{1,3}}[0-9]{{4}}|[A-Z][0-9][A-Z][ -]?[0-9][A-Z][0-9])";

    static readonly Regex House = Linear.Pattern($@"\b{Number},?\s{{1,2}}(?:{Word}\s{{1,2}}){{1,4}}{Street}\b\.?");
    static readonly Regex HouseOfUnit = Linear.Pattern($@"\b{UnitWord}\s?#?[0-9A-Z]{{1,5}},?\s{{1,2}}{Number},?\s{{1,2}}(?:{Word}\s{{1,2}}){{1,4}}{Street}\b\.?");
    static readonly Regex HouseCut = Linear.Pattern($@"\b{Number},?\s{{1,2}}{Word}(?:\s{{1,2}}{Word}){{0,4}}(?:…|\.\.\.|\s?\[…\]|\s?\[\.\.\.\]|\s*\z)");
    static readonly Regex Code = Linear.Pattern($@"\b{PostCode}\b");
    static readonly Regex Unit = Linear.Pattern($@"\b{UnitWord}\s{{0,2}}#?[0-9]{{1,5}}[A-Za-z]?\b|#\s?[0-9]{{1,5}}[A-Za-z]?\b");
    static readonly Regex TownAndCode = Linear.Pattern($@"\A[,.;]?\s{{1,3}}(?:{Town},?\s{{1,3}}){{0,2}}(?:{PostCode}|[0-9]{{4,5}}\s{Town})\b");
    static readonly Regex Box = Linear.AnyCase(@"\b(?:P\.?\s?O\.?\s?Box|GPO\s?Box|Post\s?Office\s?Box|Postfach)\s{1,2}(?:#\s?)?[0-9](?: ?[0-9]){0,5}\b");
    static readonly Regex German = Linear.Pattern(
        @"(?:\b\p{Lu}[\p{L}\p{M}-]{1,30}[ \u00A0])?\b\p{Lu}[\p{L}\p{M}-]{0,40}(?:[Ss]traße|[Ss]trasse|[Ss]tr\.|[Ww]eg|[Gg]asse|[Pp]latz|[Aa]llee|(?:-|\b)(?:Straße|Str\.|Weg|Platz|Allee))\s{1,2}[0-9]{1,4}\s?(?:[a-zA-Z]|[-/–][0-9]{1,4})?,?\s{1,3}(?:[A-Z]{1,2}-)?[0-9]{4,5}\s{1,2}\p{Lu}[\p{L}\p{M}-]{1,30}");
    static readonly Regex GermanAlone = Linear.Pattern(
        @"\b\p{Lu}[\p{L}\p{M}-]{1,30}[ \u00A0](?:Straße|Strasse|Str\.|Weg|Gasse|Platz|Allee)\s{1,2}[0-9]{1,4}\s?(?:[a-zA-Z]|[-/–][0-9]{1,4})?,?\s{1,3}(?:[A-Z]{1,2}-)?[0-9]{4,5}\s{1,2}\p{Lu}[\p{L}\p{M}-]{1,30}");
    static readonly Regex French = Linear.Pattern(
        @"\b[0-9]{1,4}(?:\s?(?:bis|ter|[a-zA-Z]))?,?\s{1,2}(?:[Rr]ue|[Aa]venue|[Bb]oulevard|[Pp]lace|[Cc]hemin)\s(?:[\p{L}\p{M}'’.\-]{1,24}\s?){1,7},?\s{0,3}(?:[A-Z]{1,2}-)?[0-9]{4,5}\s{1,2}\p{Lu}[\p{L}\p{M}'’-]{1,30}");
    static readonly Regex Cue = Linear.AnyCase(
        @"\b(?:lives? at|lives on|home address|my address|address\s?:|mail (?:it )?to|send\b[^.!?\n]{0,30}\bto|ship to|visit me at|residence|resides? at|parcel to|letter to)(?:$|[^\p{L}\p{N}_])");
    static readonly Regex Day = Linear.Pattern(@"\A[0-9]{1,2}\s+(?:January|February|March|April|May|June|July|August|September|October|November|December)\b");
    static readonly Regex GoesOn = Linear.Pattern(@"\A\s?\p{Lu}\p{Ll}");

    readonly PostalForms _off;

    public PostalPatterns()
    {
    }

    internal PostalPatterns(PostalForms off) => _off = off;

    public PrivacyClass Class => PrivacyClass.Postal;

    public string Name => "postal.pattern@1";

    public void Find(ReadOnlySpan<char> text, List<PrivateSpan> found)
    {
        if (!text.ContainsAnyInRange('0', '9'))
            return;
        var from = found.Count;
        Regions? regions = null;
        if (text.ContainsAny(StreetWords))
        {
            foreach (var match in House.EnumerateMatches(text))
                ReadHouse(text, match.Index, match.Index + match.Length, ref regions, found);
            if (!_off.HasFlag(PostalForms.UnitFirst))
            {
                foreach (var match in HouseOfUnit.EnumerateMatches(text))
                    Add(text, match.Index, WithTown(text, match.Index + match.Length), ref regions, found);
            }
        }
        if (!_off.HasFlag(PostalForms.Box) && text.ContainsAny(Boxes))
        {
            foreach (var match in Box.EnumerateMatches(text))
                Add(text, match.Index, WithTown(text, match.Index + match.Length), ref regions, found);
        }
        if (!_off.HasFlag(PostalForms.German) && text.ContainsAny(GermanWords))
        {
            Whole(German, text, ref regions, found);
            Whole(GermanAlone, text, ref regions, found);
        }
        if (!_off.HasFlag(PostalForms.French) && text.ContainsAny(FrenchWords))
            Whole(French, text, ref regions, found);
        if (!_off.HasFlag(PostalForms.Cut) && text.ContainsAny(CueWords))
        {
            foreach (var match in HouseCut.EnumerateMatches(text))
            {
                if (HasCue(text, match.Index) && !Day.Heads(text.Slice(match.Index, match.Length)))
                    Add(text, match.Index, match.Index + text.Slice(match.Index, match.Length).TrimEnd(" \r\n\t.…[]").Length, ref regions, found);
            }
        }
        Linear.Settle(found, from);
    }

    static void Whole(Regex pattern, ReadOnlySpan<char> text, ref Regions? regions, List<PrivateSpan> found)
    {
        foreach (var match in pattern.EnumerateMatches(text))
            Add(text, match.Index, match.Index + match.Length, ref regions, found);
    }

    void ReadHouse(ReadOnlySpan<char> text, int start, int end, ref Regions? regions, List<PrivateSpan> found)
    {
        // The end of a longer number, or a price.
        if (text.At(start - 1) == '$' || (text.At(start - 1) is '.' or '-' or '/' or ',') && char.IsAsciiDigit(text.At(start - 2)))
            return;
        var rest = text.Between(end, end + ProofReach + LongestProof);
        var whole = end;
        if (!_off.HasFlag(PostalForms.Code) && Code.First(rest, out var at, out var length) && at <= ProofReach)
            whole = Math.Max(whole, end + at + length);
        if (!_off.HasFlag(PostalForms.Unit) && Unit.First(rest, out at, out length) && at <= ProofReach)
            whole = Math.Max(whole, end + at + length);
        // Without a proof behind it, a street word that goes on is a name: Street View, Court House.
        if (whole > end || !_off.HasFlag(PostalForms.Cue) && HasCue(text, start) && !GoesOn.Heads(rest))
            Add(text, start, whole > end ? whole : WithTown(text, end), ref regions, found);
    }

    static bool HasCue(ReadOnlySpan<char> text, int start) => Cue.First(text.Between(start - CueReach, start), out _, out _);

    static int WithTown(ReadOnlySpan<char> text, int end) => TownAndCode.Heads(text.Between(end, end + 100), out var length) ? end + length : end;

    static void Add(ReadOnlySpan<char> text, int start, int end, ref Regions? regions, List<PrivateSpan> found)
    {
        regions ??= new Regions(text);
        if (regions.Holds(start) is null)
            found.Add(new(PrivacyClass.Postal, start, end - start));
    }
}
