using System.Globalization;
using System.Text;
using Sluice.Publish.Description;
using Sluice.Publish.Privacy;
using Sluice.Records;
using Sluice.Sources;
using Sluice.Zones;

namespace Sluice.Publish.Export;

/// <summary>What was exported, and where to.</summary>
/// <param name="Conflicts">Places that hold values of unlike kinds, by configuration: a loader cannot make one column of them.</param>
public sealed record ExportReport(string Release, string Dataset, string Folder, IReadOnlyList<ExportedCollection> Collections, long Forgotten, SortedDictionary<string, IReadOnlyList<string>> Conflicts);

/// <summary>
/// A release in the hub's own layout: a folder <c>&lt;org&gt;/&lt;dataset&gt;</c> with a card, a file a collection, cut out
/// of the release byte for byte, and the notes that go with it. It appears whole or not at all. Nothing of <c>local/</c> is
/// in it, nor any record that was forgotten since.
/// </summary>
public sealed class HubExport(Lake lake, SourceRegistry registry)
{
    /// <param name="release">The id of a release that is there.</param>
    /// <param name="folder">Holds the datasets; it is made if it is missing.</param>
    /// <param name="dataset"><c>org/name</c>; null: <c>sluice/</c> and the names of the release's sources.</param>
    /// <param name="replace">An export that is there gives way.</param>
    /// <exception cref="CorrectTheCallException">Something else is there, or an export and <paramref name="replace"/> is false.</exception>
    /// <exception cref="GateFailedException">The release is damaged.</exception>
    public async Task<ExportReport> WriteAsync(string release, string folder, string? dataset, bool replace, CancellationToken cancel)
    {
        if (Verification.OfRelease(lake.Release(release)).FirstOrDefault() is { } difference)
            throw new GateFailedException($"Release {release} is damaged: {difference.File} is {difference.Found}, expected {difference.Expected}. Nothing was exported.");
        var manifest = ReceiptJson.Read<ReleaseManifest>(Path.Combine(lake.Release(release), ReleaseManifest.FileName));
        dataset ??= "sluice/" + string.Join('-', manifest.Sources.Select(source => source.Id));
        var final = Path.Combine(Path.GetFullPath(folder), MustBeName(dataset));
        var parent = Path.GetDirectoryName(final)!;
        Directory.CreateDirectory(parent);
        AtomicFolder.Recover(parent);
        MustBeFree(final, replace);

        using var aside = AtomicFolder.Begin(final, ReleaseManifest.ChecksumList);
        Directory.CreateDirectory(aside.File("data"));
        var tombstones = Tombstones.Read(lake);
        var (collections, fields, forgotten) = await CutAsync(manifest, tombstones, aside, cancel);
        CopyAttribution(release, forgotten, aside.File(ReleaseManifest.Attribution));
        File.WriteAllText(aside.File("README.md"), DatasetCard.Of(manifest, dataset, collections));
        File.Copy(Path.Combine(lake.Release(release), ReleaseManifest.Statement), aside.File(ReleaseManifest.Statement));
        File.WriteAllText(aside.File("LICENSE.md"), Licence(manifest));
        File.WriteAllText(aside.File(Croissant.FileName), Croissant.OfExport(manifest, registry, collections, fields, name => new DataFile(Checksums.OfFile(aside.File(name)), new FileInfo(aside.File(name)).Length, 0)));
        foreach (var page in (string[])["README.md", "LICENSE.md", Croissant.FileName])
            await FileRedaction.ApplyAsync(PrivacyGate.Standard(), aside.File(page), cancel);
        aside.Commit(collections.ToDictionary(collection => collection.File, collection => collection.Data.Sha256, StringComparer.Ordinal));
        return new ExportReport(release, dataset, final, collections, forgotten.Count,
            new(collections.Where(collection => !collection.Columns.IsUniform).ToDictionary(collection => collection.Config, collection => (IReadOnlyList<string>)[.. collection.Columns.Conflicts()]), StringComparer.Ordinal));
    }

    async Task<(IReadOnlyList<ExportedCollection> Collections, IReadOnlyDictionary<string, IReadOnlySet<string>> Fields, IReadOnlyList<string?> Forgotten)> CutAsync(ReleaseManifest manifest, Tombstones tombstones, AtomicFolder aside, CancellationToken cancel)
    {
        var parts = new SortedDictionary<string, Part>(StringComparer.Ordinal);
        var (forgotten, line) = (new List<string?>(), new RecordLine());
        var path = Path.Combine(lake.Release(manifest.Release), ReleaseManifest.Documents);
        try
        {
            using var reader = new LineReader(File.OpenRead(path), path, hashed: false) { Longest = LineReader.LongestOfOurs };
            await foreach (var row in reader.RowsAsync(cancel))
            {
                if (!line.Read(row.Bytes, out var fault) || line.GetString("document_id"u8) is not { } id)
                    throw new GateFailedException($"{path} line {row.Place.Line} is no document{(fault.Expected is null ? "" : $": expected {fault.Expected} at byte {fault.Offset}")}. Nothing was exported.");
                if (tombstones.Find(id) is not null)
                {
                    forgotten.Add(ServedIn(line) ? line.GetString("url"u8) ?? "" : null);
                    continue;
                }
                var collection = line.GetString("source"u8) ?? "";
                if (!parts.TryGetValue(collection, out var part))
                {
                    var config = ConfigOf(collection, parts.Values);
                    parts[collection] = part = new Part(config, new HashedWriter(aside.File($"data/{config}.jsonl")));
                }
                await part.AddAsync(line);
            }
            var collections = new List<ExportedCollection>();
            foreach (var (name, part) in parts)
                collections.Add(new ExportedCollection(name, part.Config, $"data/{part.Config}.jsonl", new DataFile(await part.To.FinishAsync(), part.To.Length, part.Lines), part.Columns));
            return (collections, parts.Values.ToDictionary(part => part.Config, part => (IReadOnlySet<string>)part.Fields.Seen, StringComparer.Ordinal), forgotten);
        }
        finally
        {
            foreach (var part in parts.Values)
                await part.To.DisposeAsync();
        }
    }

    static bool ServedIn(RecordLine line) =>
        line.TryGet("rights"u8, out var rights) && rights.TryGetMember("text"u8, out var state) && state.Kind == JsonKind.String && state.GetString() == TextState.Served;

    // As it is in the release, where it passed the privacy gate, without the lines of records that were forgotten since.
    void CopyAttribution(string release, IEnumerable<string?> forgotten, string to)
    {
        List<string> lines = [.. File.ReadLines(Path.Combine(lake.Release(release), ReleaseManifest.Attribution))];
        foreach (var url in forgotten.OfType<string>())
            if (lines.RemoveAll(line => line.Contains($"](<{AttributionPage.Address(url)}>)", StringComparison.Ordinal)) == 0)
                throw new GateFailedException($"A record of release {release} was forgotten since, and its line in {ReleaseManifest.Attribution} is not told from the others. Nothing was exported. `sluice run` makes a release without it.");
        File.WriteAllText(to, string.Concat(lines.Select(line => line + "\n")));
    }

    sealed class Part(string config, HashedWriter to)
    {
        public string Config => config;

        public HashedWriter To => to;

        public long Lines { get; private set; }

        public Shape Columns { get; } = new();

        public SeenFields Fields { get; } = new();

        public async ValueTask AddAsync(RecordLine line)
        {
            for (var i = 0; i < line.FieldCount; i++)
                Columns.Member(line.NameOf(i)).See(line.ValueOf(i));
            Fields.See(line);
            Lines++;
            await to.WriteLineAsync(line.Memory);
        }
    }

    // A name that is a file's name everywhere; collections that differ only in what cannot stand there get a number.
    static string ConfigOf(string collection, IEnumerable<Part> taken)
    {
        var name = string.Concat(collection.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' ? c : '_')).Trim('.');
        name = name.Length == 0 ? "unknown" : name;
        var used = taken.Select(part => part.Config).Append(DatasetCard.All).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var candidate = name;
        for (var n = 2; used.Contains(candidate); n++)
            candidate = string.Create(CultureInfo.InvariantCulture, $"{name}-{n}");
        return candidate;
    }

    static string MustBeName(string dataset) =>
        dataset.Split('/') is [var org, var name] && IsName(org) && IsName(name) ? Path.Combine(org, name)
        : throw new CorrectTheCallException($"'{dataset}' is no name of a dataset. Expected ORG/NAME, of letters, digits, '.', '_' and '-', such as sluice/alignment_research.");

    static bool IsName(string name) => name.Length > 0 && name[0] != '.' && name[^1] != '.' && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    static void MustBeFree(string final, bool replace)
    {
        if (File.Exists(final) || (Directory.Exists(final) && !File.Exists(Path.Combine(final, ReleaseManifest.ChecksumList))))
            throw new CorrectTheCallException($"{final} is there and is no export. Nothing was written. Choose another --out or --dataset.");
        if (Directory.Exists(final) && !replace)
            throw new CorrectTheCallException($"{final} is there already. Nothing was written. Say --yes to replace it, or choose another --out.");
    }

    static string Licence(ReleaseManifest manifest)
    {
        var page = new StringBuilder("# Licence\n\nThe compilation:\n\n");
        foreach (var source in manifest.Sources)
            page.Append(CultureInfo.InvariantCulture, $"- {source.Title}: [{source.License}]({SpdxLicence.AddressOf(source.License)}), compiled by {source.Attribution}, <{source.SourceUrl}> at `{source.Revision}`.\n");
        return page.Append(CultureInfo.InvariantCulture, $"\nThe texts: each has its own licence, in `rights.license` of its document, with the terms and whom to credit. They are listed in [{ReleaseManifest.Attribution}]({ReleaseManifest.Attribution}). Where `rights.text` is not `served`, the text is not here and nothing is granted for it.\n").ToString();
    }
}
