using System.Collections.Frozen;
using Sluice.Records;

namespace Sluice.Validate.Checks;

/// <summary>
/// <c>authors.suspicious</c> (a warning): each author looks like a name: not empty, numeric or a placeholder, no address,
/// no line off a page, at most 100 characters, and not cut where upstream cuts the joined list, at 1,024 characters.
/// Bylines of a group or a site (<c>Distill</c>, <c>Stampy aisafety.info</c>) say who published and pass.
/// </summary>
public sealed class AuthorsAreNames : ICheck
{
    const int Longest = 100, LongestWithDigits = 60, Cut = 1024;

    static readonly FrozenSet<string> Placeholders = new[]
    {
        "anon", "anonymous", "anonymous author", "anonymous authors", "unknown", "unknown author", "author unknown", "no author", "author", "authors",
        "n/a", "na", "n.a.", "none", "null", "nil", "nan", "undefined", "tbd", "todo", "admin", "administrator", "root", "user", "guest", "test",
        "test user", "editor", "staff", "webmaster", "et al", "et al.", "others", "and others", "various", "various authors", "multiple authors",
        "several authors", "[deleted]", "deleted", "deleted user", "not available", "missing", "string", "foo", "name", "firstname lastname",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> IsPlaceholder = Placeholders.GetAlternateLookup<ReadOnlySpan<char>>();

    readonly TextBuffer _name = new();

    public IReadOnlyList<string> Codes => ["authors.suspicious"];

    public void Check(Reading reading, List<Finding> findings)
    {
        if (!reading.Line.TryGet("authors"u8, out var authors) || authors.Kind != JsonKind.Array)
            return;
        int index = 0, joined = 0;
        foreach (var author in authors.Items())
        {
            _name.Load(author.Kind == JsonKind.String ? author.Body : default);
            joined += _name.Length + (index > 0 ? 1 : 0);
            if (author.Kind == JsonKind.String && Oddity(_name.Span.Trim()) is { } expected)
                findings.Add(Finding.Warning("authors.suspicious", $"/authors/{index}", _name.ToString(), expected));
            index++;
        }
        if (joined is >= Cut - 4 and <= Cut)
            findings.Add(Finding.Warning("authors.suspicious", $"/authors/{index - 1}", _name.ToString(), "the whole list: upstream cuts it at 1,024 characters"));
    }

    static string? Oddity(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty)
            return "a name, not an empty string";
        if (name.Length > Longest)
            return "a name of at most 100 characters";
        if (IsPlaceholder.Contains(name) || name.EndsWith(" et al.", StringComparison.OrdinalIgnoreCase) || name.EndsWith(" et al", StringComparison.OrdinalIgnoreCase))
            return "a name, not a placeholder";
        if (!HasLetter(name))
            return "a name, with letters in it";
        if (name.Contains("://", StringComparison.Ordinal) || name.StartsWith("www.", StringComparison.OrdinalIgnoreCase) || IsMail(name))
            return "a name, not an address";
        return name.Length > LongestWithDigits && name.ContainsAnyInRange('0', '9') ? "a name, not a line of a page" : null;
    }

    static bool HasLetter(ReadOnlySpan<char> name)
    {
        foreach (var c in name)
            if (char.IsLetter(c) || char.IsSurrogate(c))
                return true;
        return false;
    }

    // x@y.z; a handle such as @somebody has nothing before the sign.
    static bool IsMail(ReadOnlySpan<char> name)
    {
        var at = name.IndexOf('@');
        return at > 0 && !char.IsWhiteSpace(name[at - 1]) && name[at..].IndexOf('.') is > 1;
    }
}
