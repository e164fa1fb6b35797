using Sluice.JsonSchema;
using Sluice.Pipeline;
using Sluice.Publish.Description;
using Sluice.Publish.Privacy;
using Sluice.Publish.Rights;
using Sluice.Records;
using Sluice.Sources;
using Sluice.Zones;

namespace Sluice.Publish;

/// <summary>
/// Writes the documents of a release, one at a time: its form, then what the privacy gate leaves of it, then its rights;
/// then it is parted into what is served and what stays, and goes into every file that tells of it.
/// </summary>
sealed class ReleaseDocuments(SourceRegistry registry, Schema schema, PrivacyGate gate)
{
    public ReleaseCounts Counts { get; } = new();

    public RightsCounts Rights { get; } = new();

    readonly SeenFields _fields = new();

    /// <summary>The fields of <c>document_v1.json</c> that some document has.</summary>
    public IReadOnlySet<string> Fields => _fields.Seen;

    /// <exception cref="GateFailedException">A document does not conform to the schema.</exception>
    public async Task<LocalFiles> WriteAsync(Run run, DocumentOrder order, Works works, AtomicFolder folder, AttributionPage attribution, SortedDictionary<string, DataFile> files, CancellationToken cancel)
    {
        var (form, determination, parting) = (new DocumentForm(), new Determination(), new Parting());
        var (formed, document, names) = (new RecordLine(), new RecordLine(), new RedactedNames());
        var findings = new List<Finding>();
        await using var data = new HashedWriter(folder.File(ReleaseManifest.Documents));
        await using var local = new LocalTexts(folder);
        await using var citations = new CitationFiles(folder, gate);
        using var index = new SearchIndexWriter(folder.File(ReleaseManifest.SearchIndex), folder.File(ReleaseManifest.LocalSearchIndex));
        long done = 0;
        foreach (var (id, dump, line) in order.Read())
        {
            cancel.ThrowIfCancellationRequested();
            var place = UpstreamLines.PlaceOf(line);
            var observed = dump.Metadata.Files.FirstOrDefault(file => file.Path == place.File)?.LastModified;
            var work = works.Of(id.ToString());
            if (!formed.Read(form.Of(line, id, observed, work), out var fault))
                throw new InvalidDataException($"{id}: the served form is not JSON at byte {fault.Offset}.");
            var verdict = gate.Examine(formed, document);
            if (verdict.Fields.Contains("authors") || verdict.Fields.Contains("author_names"))
                names.Settle(formed, document);
            var rights = Judged(determination.Of(registry.Source(dump.Source), document, verdict));
            parting.Part(document, rights, verdict, gate.Methods, line.TryGetString("abstract"u8, out _));
            findings.Clear();
            schema.Evaluate(parting.Served, findings);
            if (findings.Count > 0)
                throw new GateFailedException($"{id} ({place.File} line {place.Line}) does not conform to document_v1.json: {findings[0].Pointer} is {findings[0].Found}, expected {findings[0].Expected}. Nothing was published.");
            index.Add(parting.Served, document, (data.Length, parting.Served.Memory.Length), rights.Text, rights.License, await local.AddAsync(parting.Local), work);
            await data.WriteLineAsync(parting.Served.Memory);
            await citations.AddAsync(parting.Served);
            if (rights.IsServed)
                attribution.Add(dump.Source, rights, parting.Served);
            _fields.See(parting.Served);
            Counts.Count(id, parting.Served, work);
            Rights.Count(parting.Served.GetString("source"u8) ?? "", rights, verdict);
            if (++done % 64 == 0 || done == order.Count)
                run.Report(new Progress(dump.Source, "publish", "documents.jsonl", done, order.Count));
        }
        index.Finish();
        files[ReleaseManifest.Documents] = new DataFile(await data.FinishAsync(), data.Length, done);
        await citations.FinishAsync(files);
        return await local.FinishAsync(done);
    }

    // Put together of what was judged piece by piece.
    DocumentRights Judged(DocumentRights rights) => rights with
    {
        Citation = gate.Redact(rights.Citation) ?? rights.Citation,
        Attribution = rights.Attribution is null ? null : gate.Redact(rights.Attribution) ?? rights.Attribution,
        Reason = gate.Redact(rights.Reason) ?? rights.Reason,
    };
}
