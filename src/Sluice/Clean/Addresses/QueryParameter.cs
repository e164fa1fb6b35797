using System.Collections.Frozen;

namespace Sluice.Clean.Addresses;

/// <summary>A parameter of an address, <c>name=value</c> or <c>name</c>.</summary>
static class QueryParameter
{
    static readonly FrozenSet<string> Tracking = FrozenSet.ToFrozenSet(
        ["fbclid", "gclid", "dclid", "gbraid", "wbraid", "gclsrc", "msclkid", "yclid", "twclid", "igshid", "igsh", "mc_cid", "mc_eid", "_hsenc", "_hsmi", "__hstc", "__hssc", "__hsfp", "mkt_tok",
            "_ga", "_gl", "gh_src", "ref_src", "ref_url", "cmpid", "ncid", "wt_mc", "s_cid", "oly_anon_id", "oly_enc_id", "vero_id", "trk", "trkcampaign", "triedredirect"], StringComparer.OrdinalIgnoreCase);

    static readonly FrozenSet<string> Referrers = FrozenSet.ToFrozenSet(
        ["twitter", "facebook", "reddit", "hn", "hackernews", "producthunt", "rss", "email", "newsletter", "linkedin", "home", "homepage", "share", "sharing"], StringComparer.OrdinalIgnoreCase);

    public static ReadOnlySpan<char> NameOf(string parameter)
    {
        var equals = parameter.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? parameter : parameter.AsSpan(0, equals);
    }

    /// <summary>The parameter, or null if it says nothing, or only where a click came from.</summary>
    public static string? Kept(string parameter)
    {
        // What is left of an address that was copied out of HTML.
        while (parameter.StartsWith("amp;", StringComparison.OrdinalIgnoreCase))
            parameter = parameter[4..];
        return parameter.Length == 0 || IsTracking(parameter) ? null : parameter;
    }

    public static bool IsTracking(string parameter)
    {
        var name = NameOf(parameter).ToString();
        return name.StartsWith("utm_", StringComparison.OrdinalIgnoreCase) || Tracking.Contains(name)
            || (name.Equals("ref", StringComparison.OrdinalIgnoreCase) && parameter.Length > 4 && IsReferrer(parameter[4..]));
    }

    // ref may also name a branch or a chapter; it is a referrer if it is a host, or one of those that are well known.
    static bool IsReferrer(string value)
    {
        if (Referrers.Contains(value))
            return true;
        var labels = value.Split('.');
        return labels.Length > 1 && labels[^1].Length >= 2 && labels[^1].All(char.IsAsciiLetter) && labels.All(label => label.Length > 0 && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'));
    }
}
