using System.Buffers;

namespace Sluice.Publish.Privacy.First;

/// <summary>Names at hosts that are no addresses: remotes, arguments of <c>ssh</c>, users in URLs.</summary>
internal static class Logins
{
    const int Before = 120, Behind = 80;

    static readonly SearchValues<char> BehindPaths = SearchValues.Create(" \n\t`\"'<>");

    /// <summary>Whether what stands from <paramref name="start"/> to <paramref name="end"/> is one.</summary>
    public static bool Is(ReadOnlySpan<char> text, int start, int end) => IsRemote(text, end) || IsUserOfUrl(text, start) || IsArgument(text, start);

    // git@example.org:team/repo.git, jane@example.org:/home, jane@example.org:~$, [jane@example.org ~]$
    static bool IsRemote(ReadOnlySpan<char> text, int end)
    {
        if (end < text.Length && text[end] == ' ')
            return text[end..].StartsWith(" ~]") || text[end..].StartsWith(" ~$");
        if (end + 1 >= text.Length)
            return false;
        if (text[end] == '~')
            return true;
        if (text[end] != ':')
            return false;
        var rest = text[(end + 1)..Math.Min(text.Length, end + 1 + Behind)];
        var space = rest.IndexOfAny(BehindPaths);
        var path = space < 0 ? rest : rest[..space];
        return path.Length > 0 && !path.Contains('@') && !path.StartsWith("//") && (path[0] is '/' or '~' or '.' || path.Contains('/'));
    }

    static bool IsUserOfUrl(ReadOnlySpan<char> text, int start)
    {
        var at = start;
        while (at > 0 && start - at < Before && (char.IsLetterOrDigit(text[at - 1]) || text[at - 1] is '.' or '_' or '-' or '+' or '~' or '%' or '!' or '$' or '&' or '*' or ':'))
            at--;
        if (at < 2 || text[at - 1] != '/' || text[at - 2] != '/')
            return false;
        at -= 2;
        return at > 0 && text[at - 1] == ':' && !text[..at].EndsWith("mailto:", StringComparison.OrdinalIgnoreCase);
    }

    // Between the command and the login stand options, their values, and names of files; one word behind "git remote add".
    static bool IsArgument(ReadOnlySpan<char> text, int start)
    {
        var line = text[Math.Max(0, start - Before)..start];
        line = line[(line.LastIndexOf('\n') + 1)..];
        if (!line.EndsWith(" "))
            return false;
        var words = 0;
        while (true)
        {
            line = line.TrimEnd(' ');
            var space = line.LastIndexOf(' ');
            var word = line[(space + 1)..].Trim("`$>\"'([");
            if (EmailWords.IsCommand(word))
                return word is not ("clone" or "add") || line[..(space + 1)].Contains("git", StringComparison.Ordinal);
            if (space < 0 || ++words > 8)
                return false;
            line = line[..space];
            var isOption = word.StartsWith("-") || word.ContainsAny("/*=~") || word.ContainsAnyInRange('0', '9') || (word.Contains('.') && !word.EndsWith("."));
            if (isOption)
                continue;
            var previous = line.TrimEnd(' ');
            var before = previous[(previous.LastIndexOf(' ') + 1)..];
            if (!before.StartsWith("-") && before is not "add")
                return false;
        }
    }
}
