namespace Sluice.JsonSchema;

/// <summary>
/// An RFC 3986 reference in its five parts, compared as text. <see cref="Uri"/> is not used because it rewrites what it
/// reads and knows no fragments of URNs.
/// </summary>
readonly record struct UriReference(string? Scheme, string? Authority, string Path, string? Query, string? Fragment)
{
    public static UriReference Parse(string text)
    {
        string? scheme = null, authority = null, query = null, fragment = null;
        if (text.IndexOf('#', StringComparison.Ordinal) is >= 0 and var hash)
            (text, fragment) = (text[..hash], text[(hash + 1)..]);
        if (text.IndexOf('?', StringComparison.Ordinal) is >= 0 and var mark)
            (text, query) = (text[..mark], text[(mark + 1)..]);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && char.IsAsciiLetter(text[0]) && text.AsSpan(0, colon).IndexOfAnyExcept(SchemeChars) < 0)
            (scheme, text) = (text[..colon], text[(colon + 1)..]);
        if (text.StartsWith("//", StringComparison.Ordinal))
        {
            var end = text.IndexOf('/', 2);
            (authority, text) = end < 0 ? (text[2..], "") : (text[2..end], text[end..]);
        }
        return new UriReference(scheme, authority, text, query, fragment);
    }

    static readonly System.Buffers.SearchValues<char> SchemeChars =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-.");

    /// <summary>This reference as seen from <paramref name="base"/> (RFC 3986, 5.2.2).</summary>
    public UriReference From(UriReference @base)
    {
        if (Scheme is not null)
            return this with { Path = WithoutDots(Path) };
        if (Authority is not null)
            return this with { Scheme = @base.Scheme, Path = WithoutDots(Path) };
        if (Path.Length == 0)
            return @base with { Query = Query ?? @base.Query, Fragment = Fragment };
        var path = Path[0] == '/' ? Path : Merge(@base, Path);
        return @base with { Path = WithoutDots(path), Query = Query, Fragment = Fragment };
    }

    static string Merge(UriReference @base, string path) =>
        @base.Authority is not null && @base.Path.Length == 0 ? "/" + path : @base.Path[..(@base.Path.LastIndexOf('/') + 1)] + path;

    static string WithoutDots(string path)
    {
        if (!path.Contains("/.", StringComparison.Ordinal) && !path.StartsWith('.'))
            return path;
        var kept = new List<string>();
        var segments = path.Split('/');
        for (var i = 0; i < segments.Length; i++)
        {
            var last = i == segments.Length - 1;
            if (segments[i] is not ("." or ".."))
            {
                kept.Add(segments[i]);
                continue;
            }
            if (segments[i] == ".." && kept.Count > 0 && !(kept.Count == 1 && kept[0].Length == 0))
                kept.RemoveAt(kept.Count - 1);
            if (last)
                kept.Add("");
        }
        return string.Join('/', kept);
    }

    /// <summary>The reference without its fragment: what names a document.</summary>
    public string Document => (this with { Fragment = null }).ToString();

    public override string ToString() =>
        (Scheme is null ? "" : Scheme + ":") + (Authority is null ? "" : "//" + Authority) + Path + (Query is null ? "" : "?" + Query) + (Fragment is null ? "" : "#" + Fragment);
}
