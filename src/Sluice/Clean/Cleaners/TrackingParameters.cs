using System.Collections.Frozen;

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

    public bool ChangesLetters => true;

    public Dirt Signs => Dirt.Any;

    public bool LooksAt(string field) => field == "url";

    public void Clean(TextRepair text)
    {
        if (!text.Span.Contains('?'))
            return;
        var url = text.Span.ToString();
        var question = url.IndexOf('?', StringComparison.Ordinal);
        var hash = url.IndexOf('#', StringComparison.Ordinal);
        if (hash >= 0 && hash < question)
            return;
        var end = hash < 0 ? url.Length : hash;
        var parameters = url[(question + 1)..end].Split('&');
        var kept = parameters.Where(parameter => !IsTracking(parameter.Split('=')[0])).ToList();
        if (kept.Count == parameters.Length)
            return;
        text.Replace(question, end - question, kept.Count == 0 ? "" : "?" + string.Join('&', kept));
    }

    static bool IsTracking(string name) =>
        name.StartsWith("utm_", StringComparison.OrdinalIgnoreCase) || name.StartsWith("amp;utm_", StringComparison.OrdinalIgnoreCase) || Known.Contains(name);
}
