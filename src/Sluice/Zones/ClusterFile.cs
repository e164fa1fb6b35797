using System.Runtime.CompilerServices;
using System.Text.Json;
using Sluice.Records;

namespace Sluice.Zones;

/// <summary>
/// A file of clusters, one a line in the shape of <c>sluice duplicates --json</c>, by the document id of the canonical
/// record: <c>corpus/duplicates/&lt;inputs hash&gt;/data.jsonl</c>, and <c>duplicates.jsonl</c> of a release.
/// </summary>
public static class ClusterFile
{
    /// <summary>The file's name in a release.</summary>
    public const string InRelease = "duplicates.jsonl";

    /// <summary>Adds one line, without its end.</summary>
    public static void Write(JsonLineBuilder json, Cluster cluster)
    {
        json.BeginObject().Name("canonical"u8).String(cluster.Canonical);
        Write(json.Name("reasons"u8), cluster.Reasons);
        json.Name("members"u8).BeginArray();
        foreach (var member in cluster.Members)
        {
            json.BeginObject().Name("id"u8).String(Scalars(member.Id)).Name("upstream_id"u8).String(Scalars(member.UpstreamId))
                .Name("source"u8).String(member.Source).Name("url"u8).String(Scalars(member.Url)).Name("relation"u8).String(member.Relation)
                .Name("jaccard"u8).ShareOrNull(member.Jaccard).Name("containment"u8).ShareOrNull(member.Containment);
            Write(json.Name("evidence"u8), member.Evidence);
            if (member.Work is not null)
                json.Name("work"u8).String(member.Work);
            json.EndObject();
        }
        json.EndArray().EndObject();
    }

    /// <summary>All clusters of a file, in its order; none if there is no such file.</summary>
    /// <exception cref="GateFailedException">A line is no cluster.</exception>
    public static async IAsyncEnumerable<Cluster> ReadAsync(string path, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await foreach (var (cluster, _, _) in PlacedAsync(path, cancel))
            yield return cluster;
    }

    /// <summary>The same, with the bytes that each one's line has in the file.</summary>
    public static async IAsyncEnumerable<(Cluster Cluster, long Offset, int Length)> PlacedAsync(string path, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        if (!File.Exists(path))
            yield break;
        using var reader = new LineReader(File.OpenRead(path), path, hashed: false) { Longest = LineReader.LongestOfOurs };
        await foreach (var row in reader.RowsAsync(cancel))
            yield return (Parse(row.Bytes.Span, $"{path} line {row.Place.Line}"), row.Place.ByteOffset!.Value, row.Bytes.Length);
    }

    /// <summary>Reads one line.</summary>
    /// <param name="place">Where it stands, for the message.</param>
    /// <exception cref="GateFailedException">It is no cluster.</exception>
    public static Cluster Parse(ReadOnlySpan<byte> line, string place)
    {
        try
        {
            return JsonSerializer.Deserialize<Cluster>(line, ReceiptJson.Options) is { Canonical: not null, Members: not null } cluster ? cluster : throw new JsonException("no canonical record or no members.");
        }
        catch (JsonException e)
        {
            throw new GateFailedException($"{place} is no cluster: {e.Message} Run `sluice verify --all` to see what else differs.");
        }
    }

    static void Write(JsonLineBuilder json, IReadOnlyList<string> sentences)
    {
        json.BeginArray();
        foreach (var sentence in sentences)
            json.String(sentence);
        json.EndArray();
    }

    // Half a surrogate pair is no text for most readers of JSON; here it only names a record, and becomes U+FFFD.
    static string Scalars(string text) => text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0 ? text : string.Concat(text.EnumerateRunes());
}
