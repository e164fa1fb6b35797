using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Serve;

/// <summary>
/// A release as it may be shown now: without the records that were forgotten since it was made. A release made after a
/// tombstone holds none of them, and is shown as it is.
/// </summary>
public sealed class ShownRelease
{
    readonly Dictionary<string, Tombstone> _forgotten;

    internal ShownRelease(ReleaseReader release, Tombstones tombstones)
    {
        Release = release;
        Tombstones = tombstones;
        _forgotten = tombstones.All.Count == 0 ? new(StringComparer.Ordinal) : StillHeld(release, tombstones);
        ForgottenJson = _forgotten.Count == 0 ? null : JsonSerializer.Serialize(_forgotten.Keys.Order(StringComparer.Ordinal));
        Manifest = _forgotten.Count == 0 ? release.Manifest : ReleaseWithout.Counted(this);
    }

    public ReleaseReader Release { get; }

    internal Tombstones Tombstones { get; }

    /// <summary>That of the release, its counts without what was forgotten since.</summary>
    public ReleaseManifest Manifest { get; }

    /// <summary>The document ids that must not be shown, as a JSON array; null if there are none.</summary>
    internal string? ForgottenJson { get; }

    public bool IsForgotten(string documentId) => _forgotten.ContainsKey(documentId);

    /// <summary>That of a document which the release still holds, or null.</summary>
    public Tombstone? TombstoneOf(string documentId) => _forgotten.GetValueOrDefault(documentId);

    /// <summary>A cluster without forgotten members; null if nothing is left that could be told of it.</summary>
    public Cluster? Without(Cluster cluster)
    {
        if (_forgotten.Count == 0)
            return cluster;
        // Relations and evidence are told by the canonical record: without it, what is left stands for itself until the next release.
        if (IsForgotten(cluster.Canonical))
            return null;
        var members = cluster.Members.Where(member => !IsForgotten(member.Id)).Select(member => member.Work is { } work && IsForgotten(work) ? member with { Work = member.Id } : member).ToList();
        return members.Count > 1 ? cluster with { Members = members } : null;
    }

    // Under another id, but at the same address, it is the same record.
    static Dictionary<string, Tombstone> StillHeld(ReleaseReader release, Tombstones tombstones)
    {
        Dictionary<string, Tombstone> byId = new(StringComparer.Ordinal), byAddress = new(StringComparer.OrdinalIgnoreCase), held = new(StringComparer.Ordinal);
        foreach (var tombstone in tombstones.All)
        {
            byId[tombstone.Id] = tombstone;
            foreach (var id in tombstone.UpstreamIds)
                byId[new DocumentId(tombstone.Source, id).ToString()] = tombstone;
            foreach (var sha256 in tombstone.UrlSha256)
                byAddress[sha256] = tombstone;
        }
        using var connection = release.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT document_id, id, url FROM documents";
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            var id = rows.GetString(0);
            if (byId.TryGetValue(id, out var tombstone) || byId.TryGetValue(new DocumentId(DocumentId.Parse(id).Source, rows.GetString(1)).ToString(), out tombstone)
                || (byAddress.Count > 0 && byAddress.TryGetValue(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(rows.GetString(2)))), out tombstone)))
                held[id] = tombstone;
        }
        return held;
    }
}
