namespace Sluice.Clean.Addresses;

/// <summary>
/// Which fragments tell pages apart: a route of a page that builds itself (<c>#!/x</c>, <c>#/x</c>), a value
/// (<c>#page=12</c>), and the number of a part that may be a record of its own (<c>#298</c>, <c>#comment-17</c>).
/// Headings in words, notes, and the places that every page has do not.
/// </summary>
static class Fragments
{
    static readonly string[] Places =
        ["fn", "fnref", "footnote", "footnotes", "cite_note", "cite_ref", "_ftn", "_ftnref", "_edn", "_ednref", "_note", "ref", "bib", "cr", "sec", "section", "heading", "h", "toc", "more", "post", "respond", "top", "page-top"];

    /// <summary>What of the fragment tells the page apart; empty if nothing does.</summary>
    public static string Kept(Address of)
    {
        var fragment = of.Fragment;
        var directive = fragment.IndexOf(":~:", StringComparison.Ordinal);
        if (directive >= 0)
            fragment = fragment[..directive];
        if (fragment.Length == 0 || fragment[0] is '!' or '/')
            return fragment is "!" or "/" or "!/" ? "" : fragment;
        if (fragment.Contains('='))
        {
            var told = fragment.Split('&').Where(part => part.Length > 0 && !QueryParameter.IsTracking(part) && !part.StartsWith("xtor=", StringComparison.Ordinal)).ToList();
            return told.Exists(part => part.Contains('=')) ? string.Join('&', told) : "";
        }
        // Sections of these pages are essays of their own.
        if (of.Host == "gwern.net" || IsComment(fragment))
            return fragment;
        return fragment[0] != '.' && fragment.AsSpan().ContainsAnyInRange('0', '9') && !IsPlace(fragment) ? fragment : "";
    }

    static bool IsComment(string fragment) =>
        fragment.StartsWith("comment-", StringComparison.Ordinal) || fragment.StartsWith("subpage-", StringComparison.Ordinal);

    // fn12, cite_note-3, section-2, sec2.1: a word for a place, then its number.
    static bool IsPlace(string fragment)
    {
        var digit = fragment.AsSpan().IndexOfAnyInRange('0', '9');
        var word = fragment.AsSpan(0, digit).TrimEnd(".-_:");
        foreach (var place in Places)
            if (word.Equals(place, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }
}
