namespace Sluice.Clean.Addresses.Sites;

/// <summary>
/// LessWrong and the Alignment Forum, which share posts, sequences and their ids, and the EA Forum, whose ids are its
/// own; both also as GreaterWrong shows them. The title in the address goes, since it changes with the title. A comment
/// is a page of its own.
/// </summary>
public sealed class ForumSite : ISite
{
    const int IdLength = 17;

    public bool Knows(Address address, List<string> keys)
    {
        var (host, forum) = address.Host switch
        {
            "lesswrong.com" or "lesserwrong.com" or "alignmentforum.org" or "greaterwrong.com" => ("www.lesswrong.com", "lesswrong"),
            "forum.effectivealtruism.org" or "ea.greaterwrong.com" => ("forum.effectivealtruism.org", "eaforum"),
            _ => ("", ""),
        };
        if (host.Length == 0)
            return false;
        var segments = address.Segments;
        if (segments is ["s", var sequence] && IsId(sequence))
        {
            keys.Add($"{forum}:s/{sequence}");
            address.Become(host, "/s/" + sequence);
            return true;
        }
        if (PostOf(segments, out var rest) is not { } post)
            return false;
        if (CommentOf(address, rest) is { } comment)
        {
            keys.Add($"{forum}:{post}/{comment}");
            address.Become(host, "/posts/" + post, "commentId=" + comment);
        }
        else
        {
            keys.Add($"{forum}:{post}");
            address.Become(host, "/posts/" + post);
        }
        return true;
    }

    // /posts/ID/title, /events/ID/title, /s/SEQUENCE/p/ID, /g/GROUP/p/ID
    static string? PostOf(string[] segments, out ReadOnlySpan<string> rest)
    {
        rest = segments;
        if (segments is ["posts" or "events", var post, ..] && IsId(post))
        {
            rest = rest[2..];
            return post;
        }
        if (segments is ["s" or "g", _, "p", var inSequence, ..] && IsId(inSequence))
        {
            rest = rest[4..];
            return inSequence;
        }
        return null;
    }

    static string? CommentOf(Address address, ReadOnlySpan<string> rest)
    {
        if (address["commentId"] is { } parameter && IsId(parameter))
            return parameter;
        if (rest is [.., "comment", var named] && IsId(named))
            return named;
        if (rest is [_, var last] && IsId(last))
            return last;
        var fragment = address.Fragment.StartsWith("comment-", StringComparison.Ordinal) ? address.Fragment[8..] : address.Fragment;
        return IsId(fragment) ? fragment : null;
    }

    static bool IsId(string text) => text.Length == IdLength && text.All(char.IsAsciiLetterOrDigit);
}
