using System.Text.Json.Nodes;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Sources.Scaffolds;

/// <summary>
/// What a new source begins with: its entry in the registry, a schema, made-up fixtures and what must become of them, a
/// page about it and a list of what to do next. Where upstream could be looked at, its columns are in them.
/// </summary>
/// <param name="template">The folder of the source's kind among the templates that travel with the program.</param>
/// <param name="address">Of kind <c>csv</c> the URL, of <c>folder</c> the path as the registry is to have it, of <c>hub</c> the dataset's name.</param>
public sealed class Scaffold(string template, string name, string kind, string title, string address)
{
    /// <summary>So much is kept whatever it is about: the defaults of <c>extract</c> are those of one corpus.</summary>
    public const string Flags = "--min-date \"\" --no-keywords --min-length 0";

    /// <summary>The name of its schema's file.</summary>
    public const string Schema = "schema.json";

    /// <summary>A template's folder, or null if none travels with the program.</summary>
    public static string FolderOf(string kind) => Path.Combine(AppContext.BaseDirectory, "templates", kind);

    /// <summary>The first rows of upstream's files; empty: the template's own columns stand in.</summary>
    public IReadOnlyList<TableSample> Samples { get; init; } = [];

    /// <summary>Why upstream could not be looked at, though that was wanted; else null.</summary>
    public string? Missed { get; init; }

    /// <summary>What the look at upstream left out, a sentence each.</summary>
    public IReadOnlyList<string> PassedOver { get; init; } = [];

    /// <summary>Writes it to a folder that is not there yet: all of it or nothing.</summary>
    /// <returns>What is left for a person, a sentence each.</returns>
    /// <exception cref="CorrectTheCallException">The folder is there.</exception>
    public IReadOnlyList<string> WriteTo(string folder, string aside)
    {
        if (Path.Exists(folder))
            throw new CorrectTheCallException($"{folder} is there already. Nothing was changed: edit it, choose another name, or delete the folder to begin anew.");
        if (Directory.Exists(aside))
            Directory.Delete(aside, recursive: true);
        Directory.CreateDirectory(Path.Combine(aside, "fixtures"));
        var (entry, todo) = Entry();
        Write(aside, "sources.json", new JsonObject { ["sources"] = new JsonArray(entry) }.ToJsonString(ReceiptJson.Options) + "\n");
        Write(aside, Schema, Template(Schema));
        // Before anybody sees it: an entry that the registry refuses would stop every verb.
        var source = SourceRegistry.Load(Path.Combine(aside, "sources.json")).Source(name);
        WriteFixtures(aside, source);
        if (Samples.Count == 0)
            Example.Write(aside, source, Missed);
        var late = LateDates.Of(source);
        todo = [.. todo, .. late is null ? Array.Empty<string>() : [late]];
        foreach (var page in (string[])["README.md", "CHECKLIST.md"])
            Write(aside, page, Filled(Chosen(Template(page), late is null ? "{{sampled}}" : "{{late}}"), todo));
        Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
        Directory.Move(aside, folder);
        return todo;
    }

    string Template(string file) => File.ReadAllText(Path.Combine(template, file));

    static void Write(string folder, string file, string text) => AtomicFile.Write(Path.Combine(folder, file), text);

    // Of lines that begin with a mark only those with the wanted one stay, without it.
    static string Chosen(string text, string mark) => string.Join('\n', text.Split('\n')
        .Where(line => line.StartsWith(mark, StringComparison.Ordinal) || !(line.StartsWith("{{sampled}}", StringComparison.Ordinal) || line.StartsWith("{{late}}", StringComparison.Ordinal)))
        .Select(line => line.StartsWith(mark, StringComparison.Ordinal) ? line[mark.Length..] : line));

    string Filled(string text, IReadOnlyList<string> todo) => text
        .Replace("{{name}}", name, StringComparison.Ordinal).Replace("{{title}}", title, StringComparison.Ordinal)
        .Replace("{{from}}", kind switch { Upstream.OfCsv => $"the file at <{address}>.", Upstream.OfHub => $"the dataset {address} on the hub.", _ => $"the folder `{address}`." }, StringComparison.Ordinal)
        .Replace("{{flags}}", Flags, StringComparison.Ordinal)
        .Replace("{{todo}}", string.Join('\n', todo.Select(item => "- " + item)), StringComparison.Ordinal);

    (JsonObject Entry, IReadOnlyList<string> Todo) Entry()
    {
        var entry = JsonNode.Parse(Template("sources.json"))!["sources"]![0]!.DeepClone().AsObject();
        var page = kind switch { Upstream.OfCsv => address, Upstream.OfHub => $"https://huggingface.co/datasets/{address}", _ => $"https://example.org/{name}" };
        foreach (var (field, value) in new[] { ("id", name), ("title", title), ("dataset", kind == Upstream.OfHub ? address : name), ("source_url", page), ("url", address), ("path", address) })
            if (entry.ContainsKey(field))
                entry[field] = value;
        entry["license"]!["attribution"] = title;
        entry["license"]!["citation"] = kind == Upstream.OfFolder ? title : $"{title}. {page}";
        List<string> todo = ["license: nobody has said under which terms this may be used. Until `license` and `rights` say so, no text is handed on."];
        if (kind == Upstream.OfFolder)
            todo.Add("source_url: the page where people read about this source; an example stands there.");
        entry["licences"] = Licences();
        todo.AddRange(PassedOver);
        var like = entry["collections"]![0]!.AsObject();
        var collections = new JsonArray();
        var files = Samples.Select(sample => (Sample: sample, Proposal: TableProposal.Of(sample))).ToList();
        foreach (var (sample, proposal) in files)
        {
            collections.Add(CollectionOf(like.DeepClone().AsObject(), sample, proposal));
            todo.AddRange(proposal.Todo.Where(item => Samples.Count == 1 || !item.StartsWith("key:", StringComparison.Ordinal)).Select(item => Samples.Count == 1 ? item : $"{sample.File}, {item}"));
        }
        if (kind != Upstream.OfHub && Samples.Count > 0)
        {
            var (key, look) = SharedKey.Of(files);
            entry["key"] = key is null ? null : List(key);
            if (look is not null)
                todo.Add(look);
            var csv = Samples.Where(sample => sample.File.EndsWith(UpstreamRows.Csv, StringComparison.Ordinal)).ToList();
            if (csv.Select(sample => sample.Delimiter).Distinct(StringComparer.Ordinal).Count() > 1)
                todo.Add("delimiter: the CSV files have different ones, and a source has one for all. Make a source of each kind.");
        }
        if (Samples.Count == 0)
        {
            like["name"] = name;
            like["title"] = title;
            like["file"] = Named((string)like["file"]!);
            collections.Add(like.DeepClone());
            todo.Add(new Example(Missed).Says);
        }
        entry["collections"] = collections;
        if (entry["key"] is null)
            entry.Remove("key");
        if (kind != Upstream.OfHub && Samples.Select(sample => sample.Delimiter).FirstOrDefault(delimiter => delimiter is not null) is { } delimiter)
            entry["delimiter"] = delimiter;
        if (kind != Upstream.OfHub && Samples.Select(sample => sample.Encoding).FirstOrDefault(encoding => encoding is not null) is { } encoding)
            entry["encoding"] = encoding;
        return (entry, todo);
    }

    // What a release does with texts is the same wherever they come from.
    static JsonObject Licences()
    {
        var licences = new JsonObject();
        foreach (var (id, policy) in JsonNode.Parse(File.ReadAllText(SourceRegistry.Shipped("sources.json")))!["sources"]!.AsArray().SelectMany(source => source!["licences"] as JsonObject ?? []))
            if (!licences.ContainsKey(id))
                licences[id] = policy!.DeepClone();
        return licences;
    }

    JsonObject CollectionOf(JsonObject collection, TableSample sample, TableProposal proposal)
    {
        var stem = Path.GetFileNameWithoutExtension(sample.File);
        collection["name"] = sample.Values("source").Distinct(StringComparer.Ordinal).ToList() is [var only] ? only
            : kind == Upstream.OfCsv ? name : Samples.Count(other => Path.GetFileNameWithoutExtension(other.File) == stem) > 1 ? sample.File : stem;
        collection["title"] = Samples.Count == 1 ? title : $"{title}: {sample.File}";
        collection["file"] = sample.File;
        collection["date_formats"] = List(proposal.DateFormats);
        collection["fields"] = Map(proposal.Fields);
        collection["author_separator"] = proposal.AuthorSeparator;
        collection["extra_fields"] = List(proposal.ExtraFields);
        collection["separators"] = Map(proposal.Separators);
        collection["links"] = List(proposal.Links);
        return collection;
    }

    void WriteFixtures(string aside, SourceEntry source)
    {
        var fixtures = Path.Combine(aside, "fixtures");
        if (Samples.Count == 0)
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(template, "fixtures")))
                Write(fixtures, Named(Path.GetFileName(file)), Named(File.ReadAllText(file)));
            Write(aside, "expected.jsonl", Template("expected.jsonl"));
            return;
        }
        var (expected, first) = (new List<string>(), 0);
        foreach (var (collection, sample) in source.Collections.Zip(Samples))
        {
            var rows = new FixtureRows(collection, source.Key, sample, first);
            first += FixtureRows.Count;
            var path = Collection.PathIn(fixtures, collection.File);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, rows.File());
            expected.AddRange(rows.Expected());
        }
        Write(aside, "expected.jsonl", string.Concat(expected.Select(line => line + "\n")));
    }

    string Named(string text) => text.Replace("NAME", name, StringComparison.Ordinal);

    static JsonArray List(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)JsonValue.Create(text))]);

    static JsonObject Map(IEnumerable<KeyValuePair<string, string>> pairs) => new(pairs.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)JsonValue.Create(pair.Value))));
}
