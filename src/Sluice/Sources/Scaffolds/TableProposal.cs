using System.Text;
using System.Text.Json.Nodes;
using Sluice.Records;

namespace Sluice.Sources.Scaffolds;

/// <summary>Which columns of a file may stand for ours, by their names and by what stands in them. What cannot be told is left for a person.</summary>
/// <param name="Fields">By field of ours, the column. A column that has our name needs no entry.</param>
/// <param name="Todo">What nobody could guess, a sentence each.</param>
public sealed record TableProposal(
    SortedDictionary<string, string> Fields, IReadOnlyList<string> Links, IReadOnlyList<string>? Key, IReadOnlyList<string> DateFormats,
    string? AuthorSeparator, SortedDictionary<string, string> Separators, IReadOnlyList<string> ExtraFields, IReadOnlyList<string> Todo)
{
    /// <summary>All that would do as a key, the best first; null if rows have an id of their own.</summary>
    public IReadOnlyList<IReadOnlyList<string>>? Keys { get; init; }

    /// <summary>Stands where a person has to decide.</summary>
    public const string Undecided = "TODO";

    static readonly string[] Titles = ["title", "name", "headline", "papertitle", "documenttitle", "model", "subject", "project"];
    static readonly string[] Texts = ["text", "abstract", "body", "content", "fulltext", "summary", "description", "purpose", "notes"];
    static readonly string[] Dates = ["datepublished", "publicationdate", "publisheddate", "publishedat", "publishedon", "pubdate", "published", "releasedate", "date", "datereleased", "year"];
    static readonly string[] Happened = ["occurredat", "eventdate", "incidentdate", "dateofincident", "dateofevent", "happened"];
    static readonly string[] Authors = ["authors", "author", "creators", "creator", "writers", "by"];
    static readonly string[] Tags = ["tags", "keywords", "topics", "categories", "subjects", "domain"];
    static readonly string[] Addresses = ["link", "links", "url", "urls", "website", "source url", "address"];
    static readonly string[] Ids = ["id", "identifier", "uuid", "key", "recordid", "number", "doi", "slug"];

    public static TableProposal Of(TableSample sample)
    {
        var todo = new List<string>();
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        void Take(string ours, string? column, string? missing)
        {
            if (column is null && missing is not null)
                todo.Add($"fields.{ours}: {missing}");
            if (column is not null)
                taken.Add(column);
            if (column != ours && (column is not null || missing is not null))
                fields[ours] = column ?? Undecided;
        }

        List<string> links = [.. sample.Columns.Where(column => column != "url" && Share(sample, column, value => value.Contains("://", StringComparison.Ordinal)) >= 0.5)];
        if (links.Count == 0 && !sample.Columns.Contains("url", StringComparer.Ordinal) && Named(sample, Addresses, taken) is { } empty)
            links.Add(empty);
        if (links.Count == 0 && !sample.Columns.Contains("url", StringComparer.Ordinal))
        {
            links.Add(Undecided);
            todo.Add("links: no column holds addresses. Name the one that does; a record without an address is not served.");
        }
        links = [.. links.OrderBy(column => Array.IndexOf(Addresses, Plain(column)) is var at and >= 0 ? at : Addresses.Length)];
        taken.UnionWith(links.Append("url"));
        var (date, forms) = DateOf(sample, Dates, taken, anyName: true);
        Take("date_published", date, "no column holds dates that can be read. Name the one that says when a record was published; without a date it is dropped, and never guessed.");
        var (happened, ofHappened) = DateOf(sample, Happened, taken, anyName: false);
        Take("occurred_at", happened, null);
        var called = Named(sample, Titles, taken);
        var title = called ?? Short(sample, taken);
        Take("title", title, "no column is called like a title. Name the one that holds it.");
        if (called is null && title is not null)
            todo.Add($"fields.title: no column is called like a title, so {title} stands for it, whose values are short and tell rows apart. Is it?");
        var (texts, longest) = (Named(sample, Texts, taken), Longest(sample, taken));
        var text = texts ?? longest ?? title;
        if (texts is null && text is not null)
            todo.Add(longest is null ? $"fields.text: no column holds text, so that of the title, {text}, stands for it." : $"fields.text: no column is called like a text, so {text} stands for it, whose values are the longest. Is it?");
        Take("text", text, "no column holds text. Name one; the one of the title will do.");
        var lists = new HashSet<string>(taken.Concat(sample.Typed.Where(pair => !IsOfTexts(pair.Value)).Select(pair => pair.Key)), StringComparer.Ordinal);
        var names = Named(sample, Authors, lists);
        Take("authors", names, null);
        if (names is null)
            todo.Add("fields.authors: no column is called like authors, so that records have none. Name the one that holds them, if there is one.");
        Take("tags", Named(sample, Tags, lists), null);
        Take("doi", sample.Columns.FirstOrDefault(column => Plain(column) == "doi" && !taken.Contains(column)), null);
        string? Ours(string field) => sample.Columns.Contains(field, StringComparer.Ordinal) ? field : fields.GetValueOrDefault(field);
        if (forms.Count > 1 || ofHappened.Count > 1)
            todo.Add($"date_formats: the dates fit more than one form ({string.Join(", ", forms.Concat(ofHappened).Distinct(StringComparer.Ordinal))}). Ask upstream which is meant, and put it in.");
        if (forms.Count == 1 && ofHappened.Count == 1 && DateForms.Problems([.. forms, .. ofHappened.Except(forms, StringComparer.Ordinal)]).FirstOrDefault() is { } clash)
        {
            ofHappened = [];
            todo.Add($"date_formats: the dates of {happened} are in another form than those of {date}, and both cannot stand: {clash}");
        }
        var keys = KeysOf(sample, title, links, date);
        var key = keys is null ? null : keys.Count > 0 ? keys[0] : [Undecided];
        if (key is [Undecided])
            todo.Add("key: no column, and no few of them, tell the rows apart. Name those that do, and that no later edit changes.");
        var separators = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (Ours("tags") is { } tags && sample.Values(tags).Count > 0)
            separators["tags"] = SeparatorOf(sample, tags);
        return new TableProposal(fields, links, key,
            [.. (IEnumerable<string>)(forms.Count == 1 ? forms : []), .. ofHappened.Count == 1 ? ofHappened.Except(forms, StringComparer.Ordinal) : []],
            Ours("authors") is { } authors && sample.Values(authors).Count > 0 ? SeparatorOf(sample, authors) : null, separators,
            [.. sample.Columns.Where(column => !taken.Contains(column) && column is not ("id" or "source")).Order(StringComparer.Ordinal)], todo)
        {
            Keys = keys,
        };
    }

    /// <summary>Letters and digits of a name, small.</summary>
    static string Plain(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var c in name)
            if (char.IsLetterOrDigit(c))
                plain.Append(char.ToLowerInvariant(c));
        return plain.ToString();
    }

    static string? Named(TableSample sample, string[] names, HashSet<string> taken) =>
        names.Select(name => sample.Columns.FirstOrDefault(column => Plain(column) == name && !taken.Contains(column))).FirstOrDefault(column => column is not null);

    // Objects are no names, and numbers no tags.
    static bool IsOfTexts(string json) => JsonNode.Parse(json) is JsonArray list && list.All(item => item?.GetValueKind() == System.Text.Json.JsonValueKind.String);

    static double Share(TableSample sample, string column, Func<string, bool> holds) =>
        sample.Values(column) is { Count: > 0 } values ? (double)values.Count(holds) / values.Count : 0;

    static string? Longest(TableSample sample, HashSet<string> taken) =>
        sample.Columns.Where(column => !taken.Contains(column)).Select(column => (Column: column, Length: sample.Values(column) is { Count: > 0 } values ? values.Average(value => value.Length) : 0))
            .Where(one => one.Length >= 40).OrderByDescending(one => one.Length).Select(one => one.Column).FirstOrDefault();

    // Words that tell rows apart, and are no names of theirs.
    static string? Short(TableSample sample, HashSet<string> taken) =>
        sample.Columns.FirstOrDefault(column => column is not ("id" or "source") && !taken.Contains(column) && !IsId(column) && sample.Values(column) is { Count: > 0 } values
            && values.All(value => value.AsSpan().ContainsAnyInRange('a', 'z')) && values.Average(value => value.Length) is >= 5 and <= 300
            && values.Distinct(StringComparer.Ordinal).Count() * 10 >= sample.Rows.Count * 9);

    static bool IsId(string column) => Ids.Contains(Plain(column), StringComparer.Ordinal) || column.EndsWith("_id", StringComparison.OrdinalIgnoreCase)
        || column.EndsWith("-id", StringComparison.OrdinalIgnoreCase) || column.EndsWith(" id", StringComparison.OrdinalIgnoreCase) || column.EndsWith("Id", StringComparison.Ordinal);

    // By name first. The forms are those that read every date of the column; none are needed for ISO 8601.
    static (string? Column, IReadOnlyList<string> Forms) DateOf(TableSample sample, string[] names, HashSet<string> taken, bool anyName)
    {
        var named = names.SelectMany(name => sample.Columns.Where(column => Plain(column) == name));
        foreach (var column in named.Concat(anyName ? sample.Columns : []).Where(column => !taken.Contains(column)).Distinct(StringComparer.Ordinal))
            if (FormsOf(sample.Values(column)) is { } forms)
                return (column, forms);
        return (sample.Rows.Count == 0 ? named.FirstOrDefault() : null, []);
    }

    /// <summary>Null if no form reads these values; empty if ISO 8601 does.</summary>
    static IReadOnlyList<string>? FormsOf(IReadOnlyList<string> values)
    {
        if (values.Count == 0)
            return null;
        var others = values.Where(value => PublicationDate.TryReadIso(value, out _) != DateReading.Read).ToList();
        if (others.Count == 0)
            return [];
        // A slip in a few rows is no reason to read none.
        List<string> Reading(double share) => [.. Drift.Forms.Where(form => others.Count(value => form.TryRead(value, out _) == DateReading.Read) >= share * others.Count).Select(form => form.Text)];
        var forms = Reading(1) is { Count: > 0 } all ? all : Reading(0.8);
        return forms.Count > 0 ? forms : others.Count <= values.Count / 5 ? [] : null;
    }

    static List<string[]>? KeysOf(TableSample sample, string? title, List<string> links, string? date)
    {
        if (sample.Columns.Contains("id", StringComparer.Ordinal))
            return null;
        var one = sample.Columns.Where(IsId).OrderBy(column => Array.IndexOf(Ids, Plain(column)) is var at and >= 0 ? at : Ids.Length);
        var keys = new List<string[]>();
        foreach (string?[] key in (string?[][])[.. one.Select(column => (string?[])[column]), [title], .. links.Select(column => (string?[])[column]), [title, links.FirstOrDefault()], [title, date]])
            if (key.All(column => column is not null and not Undecided) && TellsApart([sample], key!))
                keys.Add(key!);
        return keys;
    }

    /// <summary>Whether all of these columns are there, and what they say tells the rows apart: those of one file, or of several together.</summary>
    internal static bool TellsApart(IReadOnlyList<TableSample> samples, IReadOnlyList<string> key)
    {
        if (samples.Any(sample => !key.All(column => sample.Columns.Contains(column, StringComparer.Ordinal))))
            return false;
        var ids = new List<string?>();
        foreach (var sample in samples)
        {
            var at = key.Select(column => sample.Columns.ToList().IndexOf(column)).ToList();
            ids.AddRange(sample.Rows.Select(row => Zones.Tables.RowKey.Of([.. at.Select(index => row[index])])));
        }
        // A few rows without a key, or the same one twice, are upstream's slips; as many as one in twenty are none.
        return ids.OfType<string>().Distinct(StringComparer.Ordinal).Count() * 20 >= ids.Count * 19;
    }

    static string SeparatorOf(TableSample sample, string column) =>
        sample.Values(column).Count(value => value.Contains(';', StringComparison.Ordinal)) > sample.Values(column).Count(value => value.Contains(',', StringComparison.Ordinal)) ? ";" : ",";
}
