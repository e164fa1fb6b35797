using System.Runtime.CompilerServices;
using Sluice.Pipeline;
using Sluice.Records;
using Sluice.Sources;
using Sluice.Validate.Checks;
using Sluice.Validate.Rules;
using Sluice.JsonSchema;
using Sluice.Zones;

namespace Sluice.Validate;

/// <summary>
/// Raw → validated: map, then schema, then checks; every finding is reported. A record with an error is rejected; the
/// first otherwise valid record of an id stays and later ones are duplicates.
/// </summary>
/// <param name="options">Its schema and threshold are for others. Default: no checks of users', no ASCII, no clock.</param>
public sealed class Validation(SourceEntry source, Schema schema, ValidateOptions? options = null) : IStage<RawRecord, Document>, IRemembers
{
    readonly Mapping _mapping = new(source, new Coercion(source, schema.Text));
    readonly ContractTerms _terms = new(source.Contract ?? Contract.Default);
    readonly Vocabulary _vocabulary = new(source, schema.Text);
    readonly IdSet _ids = new();
    readonly Reading _reading = new();
    readonly List<Finding> _findings = [];

    /// <summary>The schema that mapped records are held to.</summary>
    public Schema Schema => schema;

    /// <summary>The registry's entry of the source whose records these are.</summary>
    public SourceEntry Source => source;

    public StageId Id => new("validate", 3);

    public string Configuration { get; } = schema.Identity + "\n" + source.Canonical + (options?.Ascii == true ? "\nascii" : "") + (options?.Custom is { } custom ? "\n" + custom.Identity : "");

    /// <summary>The family, in order of report. The self-test puts others in their place to see what it notices.</summary>
    public IReadOnlyList<ICheck> Checks { get => field ??= Family(); set; }

    IReadOnlyList<ICheck> Family() =>
    [
        new KeyIsNotRepeated(),
        new NestingIsShallow(),
        new FieldIsNotEmpty(),
        new DateIsReal(source),
        new UrlIsWellFormed(),
        new TitleIsATitle(),
        new CollectionIsKnown(source),
        new FileIsKnown(_vocabulary),
        new FieldIsKnown(_vocabulary),
        new ValueIsKnown(_vocabulary),
        .. source.Table is null ? [new IdFitsUrl()] : Array.Empty<ICheck>(),
        new DateIsPast(options?.AsOf),
        new DateFitsArxivId(),
        new DoiIsWellFormed(),
        new TextIsOfUsualLength(),
        new TextSaysMore(),
        new TextIsWhole(),
        new CharactersAreText(),
        new CellsAreUtf8(),
        new TextIsNotMojibake(),
        new TextIsEnglish(),
        new TextIsFreeOfMarkup(),
        new AuthorsAreNames(),
        new LicenceIsKnown(source),
        .. options?.Ascii == true ? [new TextIsAscii()] : Array.Empty<ICheck>(),
        .. options?.Custom?.Create() ?? [],
    ];

    /// <summary>The mapping, to ask of a row that was not kept what it would say.</summary>
    internal Mapping Mapping => _mapping;

    public async IAsyncEnumerable<Document> RunAsync(
        IAsyncEnumerable<RawRecord> records, IShardRun run, [EnumeratorCancellation] CancellationToken cancel)
    {
        var document = new Document();
        await foreach (var record in records.WithCancellation(cancel))
        {
            var findings = Judge(record, document);
            if (findings.Any(finding => finding.Severity == Severity.Error))
            {
                await run.RejectAsync(record, findings);
                continue;
            }
            if (findings.Count > 0)
                run.Note(document, findings);
            yield return document;
        }
    }

    public void Recall(RecordLine admitted)
    {
        if (admitted.GetString("id"u8) is { } id)
            _ids.Add(id);
    }

    /// <summary>Maps a record into <paramref name="document"/> and gives all its findings; the list is reused.</summary>
    public IReadOnlyList<Finding> Judge(RawRecord record, Document document)
    {
        JudgeAlone(record, document);
        if (document.Line.GetString("id"u8) is not { } id)
            return _findings;
        if (_ids.Contains(id))
            _findings.Add(Duplicate(id));
        else if (!_findings.Any(finding => finding.Severity == Severity.Error))
            _ids.Add(id);
        return _findings;
    }

    /// <summary>The finding of a row after the first otherwise valid one of an id.</summary>
    internal static Finding Duplicate(string id) => Finding.Error("id.duplicate", "/id", id, "an id that no earlier valid record of the dump has");

    /// <summary>The same without a look at other records: whoever asks compares the ids.</summary>
    public IReadOnlyList<Finding> JudgeAlone(RawRecord record, Document document)
    {
        _findings.Clear();
        _mapping.Map(record, document);
        schema.Evaluate(document.Line, _findings);
        var bySchema = _findings.Count;
        _reading.Begin(document);
        foreach (var check in Checks)
            check.Check(_reading, _findings);
        // A record is counted under its first error: "the date cannot be read" says more than "a pattern does not match".
        if (bySchema > 0 && bySchema < _findings.Count)
        {
            _findings.AddRange(_findings.GetRange(0, bySchema));
            _findings.RemoveRange(0, bySchema);
        }
        _terms.Apply(_findings);
        for (var i = 0; i < _findings.Count; i++)
            if (_mapping.SentPointer(_findings[i].Pointer) is var sent && sent != _findings[i].Pointer)
                _findings[i] = _findings[i] with { Pointer = sent };
        return _findings;
    }
}
