using System.Text.RegularExpressions;

namespace Sluice.Publish.Privacy.Second;

/// <summary>Tells a login on a machine from an address that is written to.</summary>
static class EmailContext
{
    const int LineReach = 160;

    static readonly Regex RemoteShell = Linear.Pattern(@"(?:^|[^\p{L}\p{N}_])(?:ssh|scp|sftp|rsync|mosh|ssh-copy-id)(?:\s+(?:-[\w-]+(?:[ =][\w./:]+)?|[^\s]*[/.:$][^\s]*))*\s+['""]?\z");
    static readonly Regex RemoteRepository = Linear.Pattern(@"(?:^|[^\p{L}\p{N}_])git\s+(?:clone|remote\s+add)(?:\s+[^\s]+){0,4}\s+['""]?\z");
    static readonly Regex PathFollows = Linear.Pattern(@"\A(?::[\p{L}\p{N}~/_.$]|~|\s~[\]/$#])");
    static readonly Regex UserOfUrl = Linear.Pattern(@"[A-Za-z][A-Za-z0-9+.-]{0,20}://[^\s/?#]*\z");

    /// <summary>Whether what lies between the two places is a login.</summary>
    public static bool IsLogin(ReadOnlySpan<char> text, int start, int end)
    {
        if (PathFollows.Heads(text.Between(end, end + 4)))
            return true;
        var before = text.LineBefore(start, LineReach);
        return UserOfUrl.Tails(before[(before.LastIndexOfAny(' ', '\t') + 1)..]) || RemoteShell.Tails(before) || RemoteRepository.Tails(before);
    }
}
