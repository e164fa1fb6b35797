using Sluice.Records;
using Sluice.Validate.Rules;
using Sluice.Zones;

namespace Sluice.Validate.SelfTest;

/// <summary>
/// Validation tried on itself: known defects are put into records that are fine, and every check must notice its own.
/// The mutants go the real way, as lines of a file.
/// </summary>
/// <param name="make">Gives a validation that has seen no record yet; asked once a mutation.</param>
/// <param name="now">When the records are said to have been extracted.</param>
public sealed class SelfTestRun(Func<Validation> make, DateTimeOffset now)
{
    /// <summary>8 MiB: no mutation but the one that tries the limit makes a line longer by more.</summary>
    internal const int LongestGrowth = 8 << 20;

    // Who reports what no check does.
    const string Reader = "FileCheck", BySchema = "Schema", ById = "Validation";

    readonly List<(string Check, long Line, string Code)> _told = [];
    readonly Dictionary<(string Check, string Code), SortedSet<string>> _tripped = [];

    /// <summary>The mutations that are tried. Default all of which this version can report an expected code.</summary>
    public IReadOnlyList<Mutation> Mutations { get; init; } =
        [.. Mutation.All.Select(mutation => mutation with { Expected = [.. mutation.Expected.Where(code => FindingCode.All.Any(known => known.Code == code))] })
            .Where(mutation => mutation.Expected.Count > 0)];

    /// <param name="files">JSON Lines files: upstream's, or the data of a dump.</param>
    public async Task<SelfTestReport> RunAsync(IEnumerable<string> files, CancellationToken cancel)
    {
        var validation = make();
        var specimens = await SoundAsync(await new SpecimenReader(validation.Source, now).ReadAsync(files, cancel), cancel);
        var exempt = Exemptions(validation);
        var results = new List<MutationResult>();
        foreach (var mutation in Mutations.Where(mutation => !mutation.Expected.All(exempt.ContainsKey)))
            results.Add(await TryAsync(mutation, specimens, cancel));
        var checks = Judges(validation).Select(judge => judge with { CaughtBy = CaughtBy(judge) }).ToList();
        var notTried = results.Where(result => result.Injected == 0).SelectMany(result => result.Expected)
            .Except(results.Where(result => result.Injected > 0).SelectMany(result => result.Expected), StringComparer.Ordinal).Except(exempt.Keys, StringComparer.Ordinal).ToList();
        return new SelfTestReport(specimens.Count, results, checks, [.. Untripped(checks, [.. exempt.Keys, .. notTried])], notTried, exempt);
    }

    // Those without an error; a warning that one has is remembered, so that no mutation is credited with it.
    async Task<List<Specimen>> SoundAsync(IReadOnlyList<Specimen> candidates, CancellationToken cancel)
    {
        var found = await CheckAsync([.. candidates.Select(specimen => specimen.Line)], cancel);
        var sound = new List<Specimen>();
        for (var i = 0; i < candidates.Count && sound.Count < SpecimenReader.Most; i++)
        {
            if (!candidates[i].IsWhole || found[i].Any(finding => finding.Severity == Severity.Error))
                continue;
            foreach (var finding in found[i])
                candidates[i].Before[finding.Code] = candidates[i].Before.GetValueOrDefault(finding.Code) + 1;
            sound.Add(candidates[i]);
        }
        return sound;
    }

    async Task<MutationResult> TryAsync(Mutation mutation, List<Specimen> specimens, CancellationToken cancel)
    {
        var tried = specimens.Where(specimen => !mutation.Expected.Any(specimen.Before.ContainsKey))
            .Select(specimen => (Specimen: specimen, Mutant: mutation.Apply(specimen))).Where(pair => pair.Mutant is not null).Take(mutation.Most).ToList();
        var found = await CheckAsync([.. tried.Select(pair => pair.Mutant!)], cancel);
        var (missed, by) = (new List<string>(), new SortedSet<string>(StringComparer.Ordinal));
        for (var i = 0; i < tried.Count; i++)
        {
            var added = found[i].GroupBy(finding => finding.Code, StringComparer.Ordinal)
                .Where(group => group.Count() > tried[i].Specimen.Before.GetValueOrDefault(group.Key)).ToList();
            if (!added.Any(group => mutation.Expected.Contains(group.Key, StringComparer.Ordinal)))
                missed.Add(tried[i].Specimen.Id);
            foreach (var finding in added.SelectMany(group => group))
            {
                if (!_tripped.TryGetValue((finding.Check, finding.Code), out var names))
                    _tripped[(finding.Check, finding.Code)] = names = new SortedSet<string>(StringComparer.Ordinal);
                names.Add(mutation.Name);
                if (mutation.Expected.Contains(finding.Code, StringComparer.Ordinal))
                    by.Add(finding.Check);
            }
        }
        return new MutationResult(mutation.Name, mutation.Expected, tried.Count, tried.Count - missed.Count, missed, [.. by]);
    }

    // One file of all these lines; what was found in each, and by whom.
    async Task<List<(string Check, string Code, Severity Severity)>[]> CheckAsync(List<byte[]> lines, CancellationToken cancel)
    {
        using var file = new MemoryStream();
        var owners = new List<int>();
        for (var i = 0; i < lines.Count; i++)
        {
            file.Write(lines[i]);
            file.WriteByte((byte)'\n');
            owners.AddRange(Enumerable.Repeat(i, lines[i].AsSpan().Count((byte)'\n') + 1));
        }
        file.Position = 0;
        _told.Clear();
        var validation = make();
        validation.Checks = [.. validation.Checks.Select(check => new WatchedCheck(check, (name, line, code) => _told.Add((name, line, code))))];
        var found = lines.Select(_ => new List<(string, string, Severity)>()).ToArray();
        using var reader = new LineReader(file, "mutants", hashed: false) { Longest = SpecimenReader.LongestLine + LongestGrowth };
        await new FileCheck(validation).RunAsync(reader, null, (finding, site) => found[owners[(int)site.Place.Line - 1]].Add((Who(finding.Code, site.Place.Line), finding.Code, finding.Severity)), cancel);
        return found;
    }

    string Who(string code, long line)
    {
        var index = _told.FindIndex(told => told.Line == line && told.Code == code);
        if (index < 0)
            return code.StartsWith("schema.", StringComparison.Ordinal) ? BySchema : code == "id.duplicate" ? ById : code == ContractTerms.Frozen ? nameof(ContractTerms) : Reader;
        var name = _told[index].Check;
        _told.RemoveAt(index);
        return name;
    }

    static IEnumerable<CheckResult> Judges(Validation validation)
    {
        var byChecks = validation.Checks.SelectMany(check => check.Codes).ToHashSet(StringComparer.Ordinal);
        string[] Rest(Func<string, bool> isTheirs) => [.. FindingCode.All.Select(code => code.Code).Where(code => isTheirs(code) && !byChecks.Contains(code))];
        return
        [
            new CheckResult(Reader, Rest(code => code is "json.malformed" or "json.not_an_object" or "json.line_too_long" or "encoding.invalid_utf8"), [], true),
            new CheckResult(BySchema, Rest(code => code.StartsWith("schema.", StringComparison.Ordinal)), [], true),
            .. validation.Checks.Select(check => new CheckResult(WatchedCheck.NameOf(check), check.Codes, [], check is not (Rule or PluginCheck))),
            new CheckResult(nameof(ContractTerms), Rest(code => code == ContractTerms.Frozen), [], true),
            new CheckResult(ById, Rest(code => code == "id.duplicate"), [], true),
        ];
    }

    List<string> CaughtBy(CheckResult check) =>
        [.. _tripped.Where(pair => pair.Key.Check == check.Check).SelectMany(pair => pair.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    IEnumerable<Untripped> Untripped(List<CheckResult> checks, HashSet<string> left)
    {
        foreach (var check in checks.Where(check => check.IsOurs))
        {
            if (check.Codes.Count == 0)
                yield return new Untripped(check.Check, null);
            foreach (var code in check.Codes.Where(code => !left.Contains(code) && !_tripped.ContainsKey((check.Check, code))))
                yield return new Untripped(check.Check, code);
        }
        // A code of ours that no check declares any more.
        foreach (var code in FindingCode.All.Where(code => code.Stage == "validate").Select(code => code.Code).Except(checks.SelectMany(check => check.Codes), StringComparer.Ordinal))
            if (!left.Contains(code))
                yield return new Untripped(null, code);
    }

    static SortedDictionary<string, string> Exemptions(Validation validation)
    {
        var exempt = new SortedDictionary<string, string>(StringComparer.Ordinal) { [PluginCheck.Failed] = "only a plug-in that fails gives it" };
        if (!validation.Checks.Any(check => check.Codes.Contains("text.not_ascii", StringComparer.Ordinal)))
            exempt["text.not_ascii"] = "this check is off unless it is asked for";
        if (!(validation.Source.Contract?.FreezesAnything ?? false))
            exempt[ContractTerms.Frozen] = "the contract freezes nothing";
        var used = SchemaKeywords.UsedBy(validation.Schema.Text);
        foreach (var code in FindingCode.All.Select(code => code.Code).Where(code => code.StartsWith("schema.", StringComparison.Ordinal) && code != "schema.limit" && !used.Contains(code["schema.".Length..])))
            exempt[code] = "the schema does not use this keyword";
        return exempt;
    }
}
