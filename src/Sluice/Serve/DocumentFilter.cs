using System.Text;
using Microsoft.Data.Sqlite;
using Sluice.Records;

namespace Sluice.Serve;

/// <summary>Which documents of a release are asked for; all conditions hold together, an empty one lets all pass.</summary>
public sealed record DocumentFilter
{
    public IReadOnlyList<string> Collections { get; init; } = [];
    public int? YearFrom { get; init; }
    public int? YearTo { get; init; }

    /// <summary>An author's name as it is written, in any case of A to Z.</summary>
    public string? Author { get; init; }

    /// <summary>A tag as it is written, in any case of A to Z.</summary>
    public string? Tag { get; init; }

    public string? Tier { get; init; }

    /// <exception cref="CorrectTheCallException">A collection that the release does not hold; the message names the nearest.</exception>
    public DocumentFilter CheckedFor(ReleaseReader release)
    {
        foreach (var name in Collections)
            if (!release.Manifest.ByCollection.ContainsKey(name))
                throw new CorrectTheCallException($"Release {release.Id} holds no collection '{name}'.{Nearest.Hint(name, release.Manifest.ByCollection.Keys)}");
        return this;
    }

    /// <summary>The conditions over table <c>documents</c> under another name, to follow a WHERE; parameters go into the command.</summary>
    internal string Where(SqliteCommand command, string d = "d")
    {
        var where = new StringBuilder("1");
        if (Collections.Count > 0)
            where.Append(" AND ").Append(d).Append(".collection IN (").AppendJoin(", ", Collections.Select((name, i) => Bind(command, $"$collection{i}", name))).Append(')');
        if (YearFrom is { } from)
            where.Append(" AND ").Append(d).Append(".year >= ").Append(Bind(command, "$from", from));
        if (YearTo is { } to)
            where.Append(" AND ").Append(d).Append(".year <= ").Append(Bind(command, "$to", to));
        if (!string.IsNullOrEmpty(Author))
            where.Append(" AND ").Append(d).Append(".row IN (SELECT row FROM authors WHERE name = ").Append(Bind(command, "$author", Author)).Append(" COLLATE NOCASE)");
        if (!string.IsNullOrEmpty(Tag))
            where.Append(" AND ").Append(d).Append(".row IN (SELECT row FROM tags WHERE tag = ").Append(Bind(command, "$tag", Tag)).Append(" COLLATE NOCASE)");
        if (!string.IsNullOrEmpty(Tier))
            where.Append(" AND ").Append(d).Append(".tier = ").Append(Bind(command, "$tier", Tier));
        return where.ToString();
    }

    static string Bind(SqliteCommand command, string name, object value)
    {
        if (!command.Parameters.Contains(name))
            command.Parameters.AddWithValue(name, value);
        return name;
    }
}
