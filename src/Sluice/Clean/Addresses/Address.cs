using System.Globalization;

namespace Sluice.Clean.Addresses;

/// <summary>
/// An http(s) address taken apart, each part in one spelling: host in lower case without <c>www.</c>, default port
/// gone, path without dot segments, trailing slash and index page, parameters without tracking. The scheme is always https.
/// </summary>
public sealed class Address
{
    internal static readonly string[] IndexPages = ["index.html", "index.htm", "index.php", "index.asp", "index.aspx", "index.jsp", "index.shtml", "default.aspx", "default.asp", "default.htm", "default.html"];

    Address(string host, string port, string path, List<string> parameters, string fragment)
    {
        (Host, Port, Path, Parameters, Fragment) = (host, port, path, parameters, fragment);
    }

    public string Host { get; set; }

    /// <summary>With its colon, or empty.</summary>
    public string Port { get; }

    /// <summary>Begins with a slash, and ends with one only if it is nothing else.</summary>
    public string Path { get; set; }

    /// <summary><c>name=value</c> or <c>name</c>, in the order of the address.</summary>
    public List<string> Parameters { get; private set; }

    /// <summary>Without its sign; empty if there is none.</summary>
    public string Fragment { get; set; }

    /// <summary>What stands between the slashes of the path; none for the root.</summary>
    public string[] Segments => Path == "/" ? [] : Path[1..].Split('/');

    /// <summary>Null if it is no http(s) address with a host, or names a user.</summary>
    public static Address? Read(string url)
    {
        var text = url.AsSpan().Trim();
        var scheme = text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? 8 : text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? 7 : 0;
        if (scheme == 0 || !AddressText.IsWhole(text))
            return null;
        text = text[scheme..];
        var fragment = CutAt(ref text, '#');
        var query = CutAt(ref text, '?');
        var slash = text.IndexOf('/');
        var authority = slash < 0 ? text : text[..slash];
        if (!TryReadAuthority(authority, out var host, out var port))
            return null;
        var parameters = new List<string>();
        foreach (var part in query.Split('&'))
            if (QueryParameter.Kept(AddressText.Normal(query[part])) is { } parameter)
                parameters.Add(parameter);
        return new Address(host, port, PathOf(slash < 0 ? "/" : text[slash..]), parameters, AddressText.Normal(fragment));
    }

    static ReadOnlySpan<char> CutAt(ref ReadOnlySpan<char> text, char sign)
    {
        var at = text.IndexOf(sign);
        if (at < 0)
            return default;
        var rest = text[(at + 1)..];
        text = text[..at];
        return rest;
    }

    static bool TryReadAuthority(ReadOnlySpan<char> authority, out string host, out string port)
    {
        (host, port) = ("", "");
        var colon = authority.LastIndexOf(':');
        if (colon > authority.LastIndexOf(']'))
        {
            var digits = authority[(colon + 1)..].TrimStart('0');
            if (digits.ContainsAnyExceptInRange('0', '9') || digits.Length > 5 || (digits.Length > 0 && int.Parse(digits, CultureInfo.InvariantCulture) > 65535))
                return false;
            port = digits.IsEmpty || digits is "80" or "443" ? "" : $":{digits}";
            authority = authority[..colon];
        }
        if (HostName.Read(authority) is not { } name)
            return false;
        host = name;
        return true;
    }

    static string PathOf(ReadOnlySpan<char> path)
    {
        var kept = new List<string>();
        foreach (var segment in AddressText.Normal(path)[1..].Split('/'))
        {
            if (segment == ".." && kept.Count > 0)
                kept.RemoveAt(kept.Count - 1);
            else if (segment is not ("." or ".."))
                kept.Add(segment);
        }
        while (kept.Count > 0 && (kept[^1].Length == 0 || IndexPages.Contains(kept[^1], StringComparer.OrdinalIgnoreCase)))
            kept.RemoveAt(kept.Count - 1);
        return "/" + string.Join('/', kept);
    }

    /// <summary>The value of the first parameter of that name, escapes undone; null if there is none, or an empty one.</summary>
    public string? this[string parameter]
    {
        get
        {
            foreach (var said in Parameters)
                if (said.StartsWith(parameter + "=", StringComparison.Ordinal))
                    return AddressText.Unescaped(said[(parameter.Length + 1)..]) is { Length: > 0 } value ? value : null;
            return null;
        }
    }

    /// <summary>Takes away all parameters of these names.</summary>
    public void Drop(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            Parameters.RemoveAll(parameter => QueryParameter.NameOf(parameter).SequenceEqual(name));
    }

    /// <summary>Makes it another page of a site that is known: all that is not said goes.</summary>
    public void Become(string host, string path, params List<string> parameters) =>
        (Host, Path, Parameters, Fragment) = (host, path, parameters, "");

    public override string ToString() =>
        $"https://{Host}{Port}{Path}{(Parameters.Count > 0 ? "?" + string.Join('&', Parameters) : "")}{(Fragment.Length > 0 ? "#" + Fragment : "")}";
}
