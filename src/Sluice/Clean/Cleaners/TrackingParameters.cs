using System.Collections.Frozen;
using Sluice.Records;

namespace Sluice.Clean.Cleaners;

/// <summary>
/// Query parameters that only tell where a click came from leave a URL; everything else, the fragment too, stays as
/// it was, in its order.
/// </summary>
public sealed class TrackingParameters : ICleaner
{
    static readonly FrozenSet<string> Known = FrozenSet.ToFrozenSet(
        ["fbclid", "gclid", "dclid", "msclkid", "yclid", "igshid", "mc_cid", "mc_eid", "_hsenc", "_hsmi", "mkt_tok"], StringComparer.OrdinalIgnoreCase);

    public string Name => "tracking_parameters@1";

    public bool LooksAt(string field) => field == "url";

    public bool Clean(TextBuffer text)
    {
        var url = text.ToString();
        var question = url.IndexOf('?', StringComparison.Ordinal);
        if (question < 0)
            return false;
        var hash = url.IndexOf('#', StringComparison.Ordinal);
        if (hash >= 0 && hash < question)
            return false;
        var end = hash < 0 ? url.Length : hash;
        var parameters = url[(question + 1)..end].Split('&');
        var kept = parameters.Where(parameter => !IsTracking(parameter.Split('=')[0])).ToList();
        if (kept.Count == parameters.Length)
            return false;
        text.Load(url[..question] + (kept.Count == 0 ? "" : "?" + string.Join('&', kept)) + url[end..]);
        return true;
    }

    static bool IsTracking(string name) =>
        name.StartsWith("utm_", StringComparison.OrdinalIgnoreCase) || name.StartsWith("amp;utm_", StringComparison.OrdinalIgnoreCase) || Known.Contains(name);
}
