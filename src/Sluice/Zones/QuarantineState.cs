using System.Security.Cryptography;
using System.Text;

namespace Sluice.Zones;

/// <summary>
/// The state of a dump's validated zone that its quarantine was last written for, in the file <c>state</c> beside the
/// entries. Where it is not that of the zone, a stop came between the two, or a threshold tripped.
/// </summary>
public static class QuarantineState
{
    public const string FileName = "state";

    /// <summary>A zone that was judged and not promoted.</summary>
    public const string NotPromoted = "not promoted";

    /// <summary>Of the parts of a zone; the same parts give the same text.</summary>
    public static string Of(IReadOnlyList<DumpPart> parts) => parts.Count == 0 ? NotPromoted : Of([.. parts.Select(part => (part.Name, part.Manifest))]);

    /// <summary>Of a dump that is about to be promoted, and so has no replays yet.</summary>
    public static string Of(Manifest manifest) => Of([("", manifest)]);

    static string Of(IReadOnlyList<(string Name, Manifest Manifest)> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts.Select(part =>
            $"{part.Name} {part.Manifest.ConfigHash} {part.Manifest.Output.Sha256} {string.Join(',', (part.Manifest.Displaced ?? []).Select(place => $"{place.File}:{place.Line}"))}")))));

    public static string? ReadFrom(string quarantine) =>
        Path.Combine(quarantine, FileName) is var path && File.Exists(path) ? File.ReadAllText(path).TrimEnd('\n') : null;
}
