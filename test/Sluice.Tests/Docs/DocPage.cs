using System.Text;
using System.Text.RegularExpressions;

namespace Sluice.Tests.Docs;

/// <summary>A fenced block of a page: its language, its text, the line it starts at, and what the comments above it say.</summary>
sealed record DocBlock(string Language, string Text, int Line, IReadOnlyList<string> Comments)
{
    /// <summary>What stands behind <c>NAME:</c> in a comment above the block; empty for a bare <c>NAME</c>, null if there is none.</summary>
    public string? Mark(string name) => Comments.Where(comment => comment == name || comment.StartsWith(name + ":", StringComparison.Ordinal))
        .Select(comment => comment[Math.Min(comment.Length, name.Length + 1)..].Trim()).FirstOrDefault();
}

/// <summary>A Markdown page as readers get it: headings with GitHub's anchors, links, code spans and blocks.</summary>
sealed partial class DocPage
{
    readonly HashSet<string> _anchors = new(StringComparer.Ordinal);
    readonly List<(string Target, int Line)> _links = [];
    readonly List<(string Text, int Line)> _spans = [];
    readonly List<DocBlock> _blocks = [];
    readonly List<string> _marks = [];
    readonly StringBuilder _prose = new();

    DocPage(string path) => Path = path;

    /// <summary>Relative to the repository, with slashes.</summary>
    public string Path { get; }

    public IReadOnlySet<string> Anchors => _anchors;

    public IReadOnlyList<(string Target, int Line)> Links => _links;

    public IReadOnlyList<(string Text, int Line)> Spans => _spans;

    public IReadOnlyList<DocBlock> Blocks => _blocks;

    /// <summary>All comments that stand on a line of their own.</summary>
    public IReadOnlyList<string> Marks => _marks;

    /// <summary>Everything outside of blocks.</summary>
    public string Prose => _prose.ToString();

    public static DocPage Parse(string path, string text)
    {
        var page = new DocPage(path);
        var (seen, comments) = (new Dictionary<string, int>(StringComparer.Ordinal), new List<string>());
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i];
            if (Fence().Match(line) is { Success: true } fence)
            {
                var (start, close) = (i, fence.Groups["indent"].Value + fence.Groups["ticks"].Value);
                for (i++; i < lines.Length && lines[i].TrimEnd() != close;)
                    i++;
                page._blocks.Add(new DocBlock(fence.Groups["language"].Value, string.Join('\n', lines[(start + 1)..Math.Min(i, lines.Length)]), start + 1, [.. comments]));
                comments.Clear();
            }
            else if (Comment().Match(line) is { Success: true } comment)
            {
                comments.Add(comment.Groups[1].Value);
                page._marks.Add(comment.Groups[1].Value);
            }
            else
            {
                if (line.Trim().Length > 0)
                    comments.Clear();
                page.Read(line, i + 1, seen);
            }
        }
        return page;
    }

    void Read(string line, int number, Dictionary<string, int> seen)
    {
        _prose.Append(line).Append('\n');
        if (Heading().Match(line) is { Success: true } heading)
        {
            var slug = Slug(heading.Groups[1].Value);
            var times = seen.GetValueOrDefault(slug);
            seen[slug] = times + 1;
            _anchors.Add(times == 0 ? slug : $"{slug}-{times}");
        }
        foreach (Match anchor in Anchor().Matches(line))
            _anchors.Add(anchor.Groups[1].Value);
        foreach (Match span in Span().Matches(line))
            _spans.Add((span.Groups[2].Value.Trim(), number));
        foreach (Match link in Link().Matches(Span().Replace(line, "`")))
            _links.Add((link.Groups[1].Value, number));
    }

    /// <summary>GitHub's anchor of a heading: small letters, digits, hyphens and underscores; blanks become hyphens.</summary>
    public static string Slug(string heading)
    {
        var slug = new StringBuilder();
        foreach (var rune in LinkText().Replace(heading, "$1").Trim().ToLowerInvariant().EnumerateRunes())
            if (Rune.IsLetterOrDigit(rune) || rune.Value is '-' or '_' || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark)
                slug.Append(rune);
            else if (rune.Value == ' ')
                slug.Append('-');
        return slug.ToString();
    }

    /// <summary>The links of this page that lead to a page or an anchor that is not there, as <c>page:line → target</c>.</summary>
    /// <param name="open">Gives the page at a path, or null if nothing is there; an empty page stands for any other file or folder.</param>
    public IEnumerable<string> Dangling(Func<string, DocPage?> open)
    {
        foreach (var (target, line) in _links)
        {
            if (target.Contains("://", StringComparison.Ordinal) || target.StartsWith("mailto:", StringComparison.Ordinal))
                continue;
            var (file, anchor) = target.Split('#', 2) is [var before, var after] ? (before, after) : (target, null);
            var there = file.Length == 0 ? this : open(Normal(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Path)!, Uri.UnescapeDataString(file))));
            if (there is null || (anchor is not null && !there.Anchors.Contains(anchor)))
                yield return $"{Path}:{line} → {target}";
        }
    }

    static string Normal(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Replace('\\', '/').Split('/'))
            if (part == ".." && parts.Count > 0 && parts[^1] != "..")
                parts.RemoveAt(parts.Count - 1);
            else if (part is not ("" or "."))
                parts.Add(part);
        return string.Join('/', parts);
    }

    [GeneratedRegex("^(?<indent> *)(?<ticks>`{3,})(?<language>[A-Za-z0-9]*)[^`]*$")]
    private static partial Regex Fence();

    [GeneratedRegex(@"^\s*<!--\s*(.*?)\s*-->\s*$")]
    private static partial Regex Comment();

    [GeneratedRegex(@"^#{1,6} +(.*?)(?: +#+)? *$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"<a (?:id|name)=""([^""]+)""")]
    private static partial Regex Anchor();

    [GeneratedRegex(@"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")]
    private static partial Regex Span();

    [GeneratedRegex(@"\]\(([^)\s]+)(?: ""[^""]*"")?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\[([^\]]*)\]\([^)]*\)")]
    private static partial Regex LinkText();
}
