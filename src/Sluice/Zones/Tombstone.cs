using System.Text.Json;
using Sluice.Records;

namespace Sluice.Zones;

/// <summary>
/// A record that was forgotten: a line of <c>curated/tombstones.jsonl</c>. It holds nothing of what the record said.
/// </summary>
/// <param name="Id">Its document id.</param>
/// <param name="UpstreamIds">What upstream calls it, and called it.</param>
/// <param name="UrlSha256">SHA-256 of each of its addresses as sent and in canonical form: under another id it is still the same record.</param>
/// <param name="Reason">Why, in the words of who asked for it.</param>
/// <param name="By">Who decided.</param>
/// <param name="At">When, an instant in UTC.</param>
/// <param name="Releases">Releases that held it when it was decided, and are taken away; null in a tombstone written by hand.</param>
public sealed record Tombstone(
    string Id, string Source, IReadOnlyList<string> UpstreamIds, IReadOnlyList<string> UrlSha256, string Reason, string By, string At,
    IReadOnlyList<string>? Releases = null);

/// <summary>All records of a lake that were forgotten.</summary>
public sealed class Tombstones
{
    public const string FileName = "tombstones.jsonl";

    readonly Dictionary<string, Tombstone> _byId = new(StringComparer.Ordinal);

    // Its own file: releases are named by a hash of the tombstones, which are never changed.
    const string PendingFile = "tombstones.pending";

    readonly HashSet<string> _pending;

    Tombstones(IReadOnlyList<Tombstone> all, HashSet<string> pending)
    {
        (All, _pending) = (all, pending);
        foreach (var tombstone in all)
            _byId[tombstone.Id] = tombstone;
    }

    public static Tombstones None { get; } = new([], []);

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<Tombstone> All { get; }

    /// <summary>That of a document id, or null.</summary>
    public Tombstone? Find(string documentId) => _byId.GetValueOrDefault(documentId);

    /// <summary>Those of which something may still lie in the lake: an erasure that was stopped.</summary>
    public IEnumerable<Tombstone> Pending => All.Where(IsPending);

    /// <summary>True while something of it may still lie in the lake.</summary>
    public bool IsPending(Tombstone tombstone) => _pending.Contains(tombstone.Id);

    /// <summary>That of a record by an id of upstream's; null if it was not forgotten.</summary>
    /// <param name="source">Null: of any source.</param>
    public Tombstone? FindUpstream(string? source, string upstreamId) =>
        All.FirstOrDefault(tombstone => (source ?? tombstone.Source) == tombstone.Source && tombstone.UpstreamIds.Contains(upstreamId, StringComparer.Ordinal));

    public static string PathOf(Lake lake) => Path.Combine(lake.Curated, FileName);

    /// <summary>Adds some, in one rename: from then on they hold. They are pending until <see cref="EndErasure"/>.</summary>
    public static void Decide(Lake lake, IReadOnlyList<Tombstone> decided)
    {
        var before = Read(lake);
        // First: what is noted here and never decided asks for nothing.
        AtomicFile.Write(Path.Combine(lake.Curated, PendingFile), string.Concat(before.Pending.Concat(decided).Select(tombstone => tombstone.Id + "\n")));
        Write(lake, before.All.Concat(decided));
    }

    /// <summary>Nothing of them is left.</summary>
    public static void EndErasure(Lake lake)
    {
        File.Delete(Path.Combine(lake.Curated, PendingFile));
        Durable.FlushFolder(lake.Curated);
    }

    static void Write(Lake lake, IEnumerable<Tombstone> tombstones)
    {
        var (json, text) = (new JsonLineBuilder(), new MemoryStream());
        foreach (var tombstone in tombstones)
        {
            json.Clear().BeginObject().Name("id"u8).String(tombstone.Id).Name("source"u8).String(tombstone.Source);
            WriteList(json.Name("upstream_ids"u8), tombstone.UpstreamIds);
            WriteList(json.Name("url_sha256"u8), tombstone.UrlSha256);
            json.Name("reason"u8).String(tombstone.Reason).Name("by"u8).String(tombstone.By).Name("at"u8).String(tombstone.At);
            if (tombstone.Releases is { } releases)
                WriteList(json.Name("releases"u8), releases);
            text.Write(json.EndObject().Bytes);
            text.WriteByte((byte)'\n');
        }
        AtomicFile.Write(PathOf(lake), text.GetBuffer().AsSpan(0, (int)text.Length));
    }

    static void WriteList(JsonLineBuilder json, IReadOnlyList<string> texts)
    {
        json.BeginArray();
        foreach (var text in texts)
            json.String(text);
        json.EndArray();
    }

    /// <exception cref="CorrectTheCallException">A line is no tombstone.</exception>
    public static Tombstones Read(Lake lake)
    {
        var path = PathOf(lake);
        if (!File.Exists(path))
            return None;
        var (all, number) = (new List<Tombstone>(), 0);
        foreach (var line in File.ReadAllText(path).Split('\n'))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            try
            {
                all.Add(JsonSerializer.Deserialize<Tombstone>(line, ReceiptJson.Options) is { Id: not null, Source: not null, UpstreamIds: not null, UrlSha256: not null, Reason: not null, By: not null, At: not null } read
                    ? read : throw new JsonException("A field is missing."));
            }
            catch (JsonException e)
            {
                throw new CorrectTheCallException($"{path} line {number}: {e.Message} Expected a tombstone: id, source, upstream_ids, url_sha256, reason, by, at. Mend the line from a copy; while it cannot be read nothing is published.");
            }
        }
        var pending = Path.Combine(lake.Curated, PendingFile);
        return new Tombstones(all, File.Exists(pending) ? File.ReadAllLines(pending).ToHashSet(StringComparer.Ordinal) : []);
    }
}
