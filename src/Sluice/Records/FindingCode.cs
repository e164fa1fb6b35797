namespace Sluice.Records;

/// <summary>One entry of the catalogue of finding codes.</summary>
public sealed record FindingCode(string Code, Severity Severity, string Meaning, string Remedy)
{
    /// <summary>The first stage that reports it: <c>clean</c>, or <c>validate</c>, which passes on what Extract found.</summary>
    public string Stage { get; init; } = "validate";

    /// <summary>Every code that this version can report; <c>docs/findings.md</c> is held against this list.</summary>
    public static IReadOnlyList<FindingCode> All { get; } =
    [
        Error("json.malformed", "The line is not JSON.", "Ask upstream; the bytes wait in quarantine."),
        Error("json.not_an_object", "The line is JSON, but not one object.", "Ask upstream."),
        Error("json.line_too_long", "The line is longer than 64 MiB.", "Split the record upstream; the bytes stay in the raw file."),
        Error("json.too_deep", "Values nest deeper than 64 levels.", "Ask upstream."),
        Error("json.duplicate_key", "One object has the same name twice, so readers disagree about its value.", "Ask upstream which value is meant."),
        Error("encoding.invalid_utf8", "The line is not valid UTF-8.", "Ask upstream; the bytes wait in quarantine as base64."),
        Error("schema.type", "A value has the wrong JSON type.", "See the field in the schema."),
        Error("schema.required", "A required field is absent.", "See the field in the schema."),
        Error("schema.pattern", "A string does not match its pattern.", "See the field in the schema."),
        Error("schema.minLength", "A string is too short.", "See the field in the schema."),
        Error("schema.maxLength", "A string is too long.", "See the field in the schema."),
        Error("schema.minimum", "A number is too small.", "See the field in the schema."),
        Error("schema.maximum", "A number is too large.", "See the field in the schema."),
        Error("schema.enum", "A value is not one of those listed.", "See the field in the schema."),
        Error("schema.uniqueItems", "A list holds the same item twice.", "See the field in the schema."),
        Error("schema.const", "A value is not the only one that is allowed.", "See the field in the schema."),
        Error("schema.multipleOf", "A number is not a multiple of the one asked for.", "See the field in the schema."),
        Error("schema.exclusiveMinimum", "A number is not above its bound.", "See the field in the schema."),
        Error("schema.exclusiveMaximum", "A number is not below its bound.", "See the field in the schema."),
        Error("schema.format", "A string is not of its format, such as a date or a URI.", "See the field in the schema."),
        Error("schema.contentEncoding", "A string is not in its encoding.", "See the field in the schema."),
        Error("schema.contentMediaType", "A string does not hold its kind of content.", "See the field in the schema."),
        Error("schema.minItems", "A list has too few items.", "See the field in the schema."),
        Error("schema.maxItems", "A list has too many items.", "See the field in the schema."),
        Error("schema.items", "A list has items beyond those of the schema.", "See the field in the schema."),
        Error("schema.additionalItems", "A list has items beyond those of the schema, in draft-07.", "See the field in the schema."),
        Error("schema.contains", "No item of a list fits what one must fit.", "See the field in the schema."),
        Error("schema.minContains", "Too few items of a list fit what some must fit.", "See the field in the schema."),
        Error("schema.maxContains", "Too many items of a list fit what only some may fit.", "See the field in the schema."),
        Error("schema.unevaluatedItems", "A list has items that no part of the schema speaks of.", "See the field in the schema."),
        Error("schema.minProperties", "An object has too few fields.", "See the field in the schema."),
        Error("schema.maxProperties", "An object has too many fields.", "See the field in the schema."),
        Error("schema.dependentRequired", "A field is absent that another one calls for.", "See the field in the schema."),
        Error("schema.dependencies", "A field is absent that another one calls for, in draft-07.", "See the field in the schema."),
        Error("schema.propertyNames", "A field has a name where none is allowed.", "See the field in the schema."),
        Error("schema.additionalProperties", "A field is not one of those of the schema.", "See the field in the schema."),
        Error("schema.unevaluatedProperties", "A field is there that no part of the schema speaks of.", "See the field in the schema."),
        Error("schema.anyOf", "A value fits none of several schemas.", "See the field in the schema."),
        Error("schema.oneOf", "A value fits none, or more than one, of several schemas.", "See the field in the schema."),
        Error("schema.not", "A value fits a schema that it must not fit.", "See the field in the schema."),
        Error("schema.false", "A value stands where the schema allows none.", "See the field in the schema."),
        Error("schema.limit", "A value nests deeper, or holds more values, than a schema is followed.", "Ask upstream."),
        Error("field.empty", "A required text is empty or white space.", "Ask upstream."),
        Error("id.duplicate", "An earlier valid record of the dump has this id.", "Compare the rows; the first stays."),
        Error("date.missing", "There is no publication date.", "Ask upstream; null is never guessed."),
        Error("date.unreadable", "The date is in no form that is read.", "Ask upstream, or list its form in the registry and replay; `sluice sources drift` proposes one."),
        Error("date.impossible", "The date has a known form, but there is no such day.", "Ask upstream."),
        Error("url.malformed", "The URL is not an http(s) URL with a host and without white space.", "Ask upstream."),
        Error("title.too_long", "The title has more than 1,000 characters.", "Ask upstream; it is often the first paragraph."),
        Error("plugin.failed", "A check of a plug-in failed on the record.", "Mend the plug-in; the record waits in quarantine until it is judged again."),
        Error("contract.frozen", "A field that the contract freezes is not as the schema or the registry has it; nothing of the dump is promoted.", "Change the registry or ask upstream, then run again."),
        Warning("source.unknown", "The record's collection is not in the registry.", "`sluice sources drift` proposes the entry."),
        Warning("file.unknown", "The record came in a file that the registry does not list.", "`sluice sources drift` proposes the entry."),
        Warning("field.unknown", "A field that neither the schema nor the registry lists; it is kept.", "`sluice sources drift` proposes the entry."),
        Warning("value.unknown", "A field has a value that the registry does not list for it.", "`sluice sources drift` proposes the entry."),
        Warning("id.url_mismatch", "The id is not the MD5 of the URL by any scheme that upstream uses or used.", "Find the record by its URL; its id may change with the next dump."),
        Warning("date.future", "The date lies more than a day after the record was read.", "Ask upstream; check the day and month for being swapped."),
        Warning("date.arxiv_mismatch", "The date lies before the month that the arXiv id says.", "Compare with the paper's page; one of the two is another paper's, or the date is a draft's."),
        Warning("doi.malformed", "The DOI is not one by its syntax.", "Look the DOI up at its publisher; a suffix is often cut or has text after it."),
        Warning("text.too_short", "The text has fewer than 100 characters.", "Read the page itself; this is often a subtitle."),
        Warning("text.too_long", "The text has more than 1,000,000 characters.", "Look whether it is several documents, or a table."),
        Warning("text.heading_only", "The text is headings, or one line like a heading, with nothing under it.", "Read the page itself."),
        Warning("text.equals_title", "The text says only what the title says.", "Read the page itself."),
        Warning("text.truncated", "The text ends in the middle.", "Read the page itself for the rest."),
        Warning("text.control_character", "The title or text holds a control character.", "Ask upstream; it is often a lost ligature or quotation mark."),
        Warning("text.replacement_character", "A title, text or author holds U+FFFD, where a character was lost.", "Ask upstream; what it was can only be guessed."),
        Warning("text.decoded", "A cell of a table holds bytes that are not UTF-8; they were read as Windows-1252.", "Look at the cell; if all of the file is written so, say so in the registry (`encoding`)."),
        Warning("text.mojibake", "A title, text or author was UTF-8 and was read as Windows-1252 or Latin-1.", "Ask upstream; the original can mostly be got back."),
        Warning("text.not_ascii", "With `--ascii`: a field holds a character beyond ASCII.", "Convert it in your copy, if a reader of yours needs that."),
        Warning("text.not_english", "The text is not in English.", "Leave it out where you count English words, or have it translated."),
        Warning("text.markup", "The title or text holds left-overs of HTML, LaTeX or a wiki.", "Strip them in your copy, or ask upstream."),
        Warning("authors.suspicious", "An author is no name: empty, a placeholder, a number, an address, or cut.", "Look at the page for who wrote it."),
        Warning("licence.missing", "No licence is named: not by the record, nor by the registry.", "Name the licence in the registry."),
        Warning("text.ascii_unmapped", "With `--ascii-view`: the view shows a character by its number, since the map does not have it.", "`sluice ascii` lists them; ask for the character in the map, or live with its number.") with { Stage = "clean" },
    ];

    public const string DuplicatesKeyTooCommon = "duplicates.key_too_common";
    public const string DuplicatesTextTooCommon = "duplicates.text_too_common";
    public const string DuplicatesCommonText = "duplicates.common_text";
    public const string DuplicatesClusterTooLarge = "duplicates.cluster_too_large";
    public const string DuplicatesCollectionLoss = "duplicates.collection_loss";
    public const string CuratedUnknownId = "curated.unknown_id";

    /// <summary>What the whole-corpus stages can report. It is about groups of records, so it is counted in their reports and told in full in their manifests.</summary>
    public static IReadOnlyList<FindingCode> OfCorpus { get; } =
    [
        Warning(DuplicatesKeyTooCommon, "More records than may be joined go by one key or address; they were left apart.", "Look at them; if they are one work, allow it with `sluice duplicates allow`."),
        Warning(DuplicatesTextTooCommon, "More records than may be joined have one and the same text; they were left apart.", "Look at them: it is often a notice in place of a text. If they are one work, allow it."),
        Warning(DuplicatesCommonText, "Passages that many texts have in common were passed over when similar texts were looked for.", "Nothing, as a rule: it is headers, footers and licences."),
        Warning(DuplicatesClusterTooLarge, "More records than may be joined are similar to one of them; at most those that share a key were joined.", "Look at them; if they are one work, allow it with `sluice duplicates allow`."),
        Warning(DuplicatesCollectionLoss, "More of a collection than may would have been joined with other records by texts and titles alone; only what shares a key was joined.", "Look at its clusters; if they are right, allow it with `sluice duplicates allow --collection`."),
        Warning(CuratedUnknownId, "A person's decision names an id that no record has.", "Mend the line in `curated/duplicates.jsonl`, or leave it: the record may come back."),
    ];

    public const string PrivacyRedacted = "privacy.redacted";
    public const string PrivacyDisagreement = "privacy.disagreement";
    public const string PrivacyResidue = "privacy.residue";

    /// <summary>What Publish can report. It never quotes what was found.</summary>
    public static IReadOnlyList<FindingCode> OfPublish { get; } =
    [
        Warning(PrivacyRedacted, "Something private stood in a record: an e-mail address, a telephone number, a postal address or a place; the release says `[redacted]` there.", "Nothing, as a rule; look at the record if it only looked private."),
        Warning(PrivacyDisagreement, "The detectors disagree about a record, so the release has its metadata and not its text.", "Look at the record: if it is private, nothing need be done; if not, please report what it looks like."),
        Error(PrivacyResidue, "The finished release still held what looks private; it was not published.", "Look at the record that the message names; `sluice forget` takes it out."),
    ];

    public const string SourceShrunk = "source.shrunk";
    public const string SourceGated = "source.gated";
    public const string SourceFailing = "source.failing";
    public const string SourceOverdue = "source.overdue";
    public const string SourceRejected = "source.rejected";
    public const string SourceYield = "source.yield";
    public const string SourceVolume = "source.volume";
    public const string SourceDrift = "source.drift";
    public const string SourceStale = "source.stale";
    public const string ReleaseRefused = "release.refused";
    public const string LakeUnwatched = "lake.unwatched";
    public const string DiskLow = "disk.low";

    /// <summary>What can be the matter with a source or the lake as a whole, the weightiest of a source first: each may become an alert (<c>docs/alerts.md</c>).</summary>
    public static IReadOnlyList<FindingCode> OfLiveness { get; } =
    [
        Error(SourceShrunk, "The shrink guard stopped the source: upstream holds far fewer documents than before. Nothing was committed.", "Look at the dataset; if that is how it should be, run once with the `--max-shrink` that the message names."),
        Error(SourceGated, "A gate stopped the source: a threshold, a frozen field, or a file that is damaged. Nothing of it was promoted.", "The message says which gate; `sluice quarantine list` has the rows. Mend the registry or ask upstream, then run again."),
        Error(SourceFailing, "Several runs in a row could not read upstream, over a day or longer.", "Look whether upstream answers, and whether its name or the access to it changed; the message says what failed."),
        Error(SourceOverdue, "Nobody has run the source for longer than is expected.", "Look whether the schedule still runs (`sluice watch`, cron, the timer or the workflow), or run it by hand."),
        Warning(SourceRejected, "More of the source's records than expected wait in quarantine.", "`sluice quarantine list` counts them by finding; mend the registry and replay, or ask upstream."),
        Warning(SourceYield, "Fewer of the rows that the filters let through than expected became records.", "`sluice show` tells what was dropped and rejected, and why."),
        Warning(SourceVolume, "The source holds fewer or more records than expected.", "Look at the dataset; if that is how it should be, change `expect` in the registry."),
        Warning(SourceDrift, "Upstream has files, collections, fields or values that the registry does not know, or a file of the registry is gone.", "`sluice sources drift` tells where and proposes the registry's entry."),
        Warning(SourceStale, "Upstream has not changed for longer than is expected.", "Look whether upstream goes on elsewhere; if it only rests, raise `fresh_days` in the registry."),
        Error(ReleaseRefused, "What was extracted could not be published; readers still get the release before.", "The message says what publishing stopped at; mend that and run again."),
        Error(LakeUnwatched, "`sluice watch` has given no sign of life for two hours.", "Look whether it still runs, and at `logs/sluice.log` for why not; start it again."),
        Error(DiskLow, "The disk that the lake lies on is nearly full.", "Free some space; `sluice archive` and `sluice status` help."),
    ];

    static FindingCode Error(string code, string meaning, string remedy) => new(code, Severity.Error, meaning, remedy);

    static FindingCode Warning(string code, string meaning, string remedy) => new(code, Severity.Warning, meaning, remedy);
}
