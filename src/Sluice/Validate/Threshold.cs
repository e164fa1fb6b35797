using System.Globalization;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Validate;

/// <summary>
/// How much may be wrong with a dump that is still promoted: a share of rejected records, and of findings by code, both
/// in percent of the records read. Nothing set: rejects alone stop nothing.
/// </summary>
/// <param name="MaxInvalid">Null: no limit.</param>
/// <param name="ByCode">By finding code, warnings too; a family such as <c>text.*</c> counts together.</param>
public sealed record Threshold(double? MaxInvalid = null, IReadOnlyDictionary<string, double>? ByCode = null)
{
    /// <summary>Reads <c>2%</c>, <c>url.malformed=0.5%</c>, <c>text.*=10</c>, as many as there are.</summary>
    /// <param name="said">What the message calls them.</param>
    /// <exception cref="CorrectTheCallException">One of them is no such limit; all that are wrong are told.</exception>
    public static Threshold Parse(IEnumerable<string> texts, string said)
    {
        var problems = new List<string>();
        double? all = null;
        var byCode = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var at = text.LastIndexOf('=');
            if (!double.TryParse(text.AsSpan(at + 1).TrimEnd("% "), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) || percent is not (>= 0 and <= 100))
                problems.Add($"{said} is '{text}'. Expected a percentage from 0 to 100, like 2%, or a finding code with one, like url.malformed=0.5%.");
            else if (at < 0)
                all = percent;
            else if (IsCode(text[..at]))
                byCode[text[..at]] = percent;
            else
                problems.Add($"{said} names '{text[..at]}', which is no finding code.{Nearest.Hint(text[..at], FindingCode.All.Select(code => code.Code))}");
        }
        return problems.Count == 0 ? new Threshold(all, byCode) : throw new CorrectTheCallException(string.Join(" ", problems));
    }

    // Rules and plug-ins bring codes of their own.
    static bool IsCode(string name) =>
        FindingCode.All.Any(code => code.Code == name || (name.EndsWith(".*", StringComparison.Ordinal) && code.Code.StartsWith(name[..^1], StringComparison.Ordinal)))
        || (name.Contains('.', StringComparison.Ordinal) && FindingCode.All.All(code => !code.Code.StartsWith(name[..(name.IndexOf('.', StringComparison.Ordinal) + 1)], StringComparison.Ordinal)));

    /// <summary>Why a dump may not be promoted, or null.</summary>
    public string? Stops(Manifest manifest) => Stops(manifest.Read, manifest.Rejected.Values.Sum(), manifest.Findings);

    /// <inheritdoc cref="Stops(Manifest)"/>
    public string? Stops(long read, long invalid, IReadOnlyDictionary<string, long> findings)
    {
        var reasons = new List<string>();
        if (findings.GetValueOrDefault(ContractTerms.Frozen) is > 0 and var frozen)
            reasons.Add($"{frozen} findings in fields that the contract freezes ({ContractTerms.Frozen}).");
        if (Share(invalid, read) is var share && share > MaxInvalid)
            reasons.Add(string.Create(CultureInfo.InvariantCulture, $"{share:0.##} % of the records are invalid, more than --max-invalid {MaxInvalid:0.##} %."));
        foreach (var (code, most) in ByCode ?? new Dictionary<string, double>())
        {
            var count = findings.Where(pair => code.EndsWith(".*", StringComparison.Ordinal) ? pair.Key.StartsWith(code[..^1], StringComparison.Ordinal) : pair.Key == code).Sum(pair => pair.Value);
            if (Share(count, read) is var found && found > most)
                reasons.Add(string.Create(CultureInfo.InvariantCulture, $"{count} findings of {code} in {read} records are {found:0.##} %, more than --max-invalid {code}={most:0.##} %."));
        }
        return reasons.Count == 0 ? null : string.Join(" ", reasons);
    }

    static double Share(long count, long read) => read == 0 ? 0 : 100.0 * count / read;
}
