using Sluice.Hub;
using Sluice.Records;
using Sluice.Zones;
using Sluice.Zones.Tables;

namespace Sluice.Sources;

/// <summary>Whether an entry says what its kind of source needs.</summary>
static class KindCheck
{
    /// <summary>Whether a file can be asked for there: over http(s), and with no password in it.</summary>
    public static bool IsFileAddress(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https") && uri.UserInfo.Length == 0;

    public static IEnumerable<string> Problems(SourceEntry source)
    {
        if (!Upstream.Kinds.Contains(source.Kind, StringComparer.Ordinal))
            yield return $"{source.Id}: kind is '{source.Kind}', expected {string.Join(", ", Upstream.Kinds)}.{Nearest.Hint(source.Kind, Upstream.Kinds)}";
        if (source.Kind == Upstream.OfCsv)
        {
            if (!IsFileAddress(source.Url))
                yield return $"{source.Id}: url is {(source.Url is null ? "missing" : $"'{source.Url}'")}, expected the http(s) address of a CSV file, without a password.";
            if (source.Collections.Count != 1 || !source.Collections[0].File.EndsWith(UpstreamRows.Csv, StringComparison.Ordinal))
                yield return $"{source.Id}: a source of kind csv has one collection, whose file ends in .csv.";
        }
        if (source.Kind == Upstream.OfHub && !HubClient.IsDatasetName(source.Dataset))
            yield return $"{source.Id}: dataset is '{source.Dataset}', expected owner/name.";
        if (source.Kind == Upstream.OfFolder)
        {
            if (string.IsNullOrWhiteSpace(source.Path))
                yield return $"{source.Id}: path is empty, expected the folder's, absolute or from the lake's.";
            foreach (var other in source.Collections.Where(collection => !UpstreamRows.AreIn(collection.File)))
                yield return $"{source.Id}, {other.Name}: file is '{other.File}', expected one that ends in .jsonl, .json or .csv.";
        }
        if (source.Key is { Count: 0 } || source.Key?.Any(string.IsNullOrEmpty) == true)
            yield return $"{source.Id}: key is empty, expected the names of the columns that tell rows apart.";
        if (source.Encoding is not (null or "utf-8" or TableTerms.Windows1252))
            yield return $"{source.Id}: encoding is '{source.Encoding}', expected utf-8 or {TableTerms.Windows1252}.";
        if (source.Delimiter is { } delimiter && (delimiter.Length != 1 || delimiter[0] is '"' or '\r' or '\n' or > '~'))
            yield return $"{source.Id}: delimiter is '{delimiter}', expected one ASCII sign that is no quote and no line end.";
        foreach (var collection in source.Collections)
        {
            if (collection.Links?.Any(string.IsNullOrEmpty) == true)
                yield return $"{source.Id}, {collection.Name}: links names a column without a name.";
            if (collection.Separators?.Values.Any(string.IsNullOrEmpty) == true)
                yield return $"{source.Id}, {collection.Name}: a separator is empty, expected what stands between items.";
        }
    }
}
