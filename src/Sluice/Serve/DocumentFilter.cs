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

    /// <summary>One of <see cref="TextState.All"/>.</summary>
    public string? Text { get; init; }

    /// <summary>A text's licence as SPDX writes it, in any case of A to Z.</summary>
    public string? License { get; init; }

    /// <summary>Document ids that never pass, as a JSON array; null for none.</summary>
    internal string? Forgotten { get; init; }

    /// <summary>The same over what of a release may be shown now.</summary>
    /// <exception cref="CorrectTheCallException">A collection that the release does not hold, or no state of a text; the message names the nearest.</exception>
    public DocumentFilter CheckedFor(ShownRelease shown)
    {
        foreach (var name in Collections)
            if (!shown.Manifest.ByCollection.ContainsKey(name))
                throw new CorrectTheCallException($"Release {shown.Release.Id} holds no collection '{name}'.{Nearest.Hint(name, shown.Manifest.ByCollection.Keys)}");
        if (!string.IsNullOrEmpty(Text) && !TextState.All.Contains(Text, StringComparer.Ordinal))
            throw new CorrectTheCallException($"No text is '{Text}'. Expected {string.Join(", ", TextState.All)}.{Nearest.Hint(Text, TextState.All)}");
        return For(shown);
    }

    internal DocumentFilter For(ShownRelease shown) => this with { Forgotten = shown.ForgottenJson };

    /// <summary>The work that a document is of, as a term over table <c>documents</c>: what is left of a work whose own record was forgotten stands for itself.</summary>
    internal string Work(string d = "d") =>
        Forgotten is null ? d + ".work" : $"iif({d}.work IN (SELECT value FROM json_each($forgotten)), {d}.document_id, {d}.work)";

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
        if (!string.IsNullOrEmpty(Text))
            where.Append(" AND ").Append(d).Append(".text_state = ").Append(Bind(command, "$text", Text));
        if (!string.IsNullOrEmpty(License))
            where.Append(" AND ").Append(d).Append(".license = ").Append(Bind(command, "$license", License)).Append(" COLLATE NOCASE");
        if (Forgotten is not null)
            where.Append(" AND ").Append(d).Append(".document_id NOT IN (SELECT value FROM json_each(").Append(Bind(command, "$forgotten", Forgotten)).Append("))");
        return where.ToString();
    }

    static string Bind(SqliteCommand command, string name, object value)
    {
        if (!command.Parameters.Contains(name))
            command.Parameters.AddWithValue(name, value);
        return name;
    }
}
