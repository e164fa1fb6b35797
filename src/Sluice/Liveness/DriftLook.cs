using System.Security.Cryptography;
using System.Text;
using Sluice.Sources;
using Sluice.Zones;

namespace Sluice.Liveness;

/// <summary>What the last look at a source's drift found, so that records are read again only when they or the registry changed.</summary>
/// <param name="Key">The newest dump and a hash of the registry's entry.</param>
public sealed record DriftSeen(string Key, IReadOnlyList<string> Names);

/// <summary>The names of what upstream has and the registry does not know, as <c>sluice sources drift</c> finds them; dates in other forms are not among them.</summary>
public static class DriftLook
{
    /// <param name="schema">Its schema's file.</param>
    /// <param name="seen">Null if there was no look before.</param>
    public static async Task<DriftSeen> FindAsync(Lake lake, SourceEntry source, string schema, Holdings holdings, DriftSeen? seen, CancellationToken cancel)
    {
        var key = $"{holdings.Newest.Name} {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(source.Canonical)))[..16]}";
        if (seen?.Key == key)
            return seen;
        // Validate counted it: where it found nothing there is nothing to read for.
        if (!holdings.HasUnknown)
            return new DriftSeen(key, holdings.FileDrift(lake, source));
        var report = await new Drift(source, await File.ReadAllTextAsync(schema, cancel)).FindAsync(lake, cancel);
        return new DriftSeen(key, [.. holdings.FileDrift(lake, source),
            .. report.Items.Where(item => item.Kind is "collection" or "field" or "value").Select(item => item.Kind == "collection" || item.Collection is null ? $"{item.Kind} {item.Name}" : $"{item.Kind} {item.Name} of {item.Collection}")]);
    }
}
