using System.Buffers;

namespace Sluice.Publish.Privacy.First;

/// <summary>Words before a number and a name that make them somebody's address.</summary>
internal static class PostalCues
{
    const int Distance = 40;

    static readonly string[] Phrases =
    [
        "live at", "lives at", "lived at", "living at", "live on", "lives on", "home address", "my address", "address:", "mail to", "mail it to", "mail them to", "ship to", "ship it to", "ship them to",
        "visit me at", "residence", "reside at", "resides at", "residing at", "parcel to", "parcels to", "letter to", "letters to",
    ];

    static readonly SearchValues<string> Parts = SearchValues.Create(["live", "living", "address", "mail", "ship", "visit", "resid", "parcel", "letter", "send"], StringComparison.OrdinalIgnoreCase);

    public static bool Stand(ReadOnlySpan<char> text, int number)
    {
        var before = Cues.Before(text, number, Distance, false);
        if (!before.ContainsAny(Parts))
            return false;
        foreach (var phrase in Phrases)
            if (Cues.Phrase(before, phrase) >= 0)
                return true;
        return Cues.Phrase(before, "send") is var send && send >= 0 && Cues.Phrase(before[send..], "to") > 0;
    }
}
