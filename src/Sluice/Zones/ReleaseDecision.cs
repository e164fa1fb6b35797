using System.Text;
using System.Text.Json;
using Sluice.Records;

namespace Sluice.Zones;

/// <summary>
/// What a person decided of a release: a line of <c>curated/releases.jsonl</c>. Lines are only added; the latest word on a
/// release counts.
/// </summary>
/// <param name="Decision"><see cref="Approved"/>, <see cref="Rejected"/> or <see cref="RolledBack"/>.</param>
/// <param name="Release">The release that it is about. Of a rollback: the one that was current and is no longer.</param>
/// <param name="Current">What is current from then on; null if nothing is.</param>
/// <param name="At">When, an instant in UTC.</param>
public sealed record ReleaseDecision(string Decision, string Release, string? Current, string By, string? Reason, string At)
{
    public const string FileName = "releases.jsonl";

    public const string Approved = "approved";
    public const string Rejected = "rejected";
    public const string RolledBack = "rolled_back";

    static readonly string[] Decisions = [Approved, Rejected, RolledBack];

    public static string PathOf(Lake lake) => Path.Combine(lake.Curated, FileName);

    /// <summary>All of a lake, oldest first; none without a file.</summary>
    /// <exception cref="CorrectTheCallException">A line is no decision.</exception>
    public static IReadOnlyList<ReleaseDecision> ReadAll(Lake lake)
    {
        var path = PathOf(lake);
        if (!File.Exists(path))
            return [];
        var (all, number) = (new List<ReleaseDecision>(), 0);
        foreach (var line in File.ReadAllText(path).Split('\n'))
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
                all.Add(Read(line, $"{path} line {number}"));
        }
        return all;
    }

    static ReleaseDecision Read(string line, string where)
    {
        try
        {
            return JsonSerializer.Deserialize<ReleaseDecision>(line, ReceiptJson.Options) is { Release: not null, By: not null, At: not null } read && Decisions.Contains(read.Decision, StringComparer.Ordinal)
                ? read : throw new JsonException($"A field is missing, or decision is none of {string.Join(", ", Decisions)}.");
        }
        catch (JsonException e)
        {
            throw new CorrectTheCallException($"{where}: {e.Message} Expected a decision on a release: decision, release, current, by, reason, at. Mend the line from a copy, or take it out; while it cannot be read nothing is published.");
        }
    }

    /// <summary>Adds one, whole or not at all.</summary>
    public static void Append(Lake lake, ReleaseDecision decision) => WriteAll(lake, [.. ReadAll(lake), decision]);

    /// <summary>Writes the file anew: a reason spoke of a record that was forgotten.</summary>
    public static void WriteAll(Lake lake, IEnumerable<ReleaseDecision> decisions) => AtomicFile.Write(PathOf(lake), string.Concat(decisions.Select(LineOf)));

    static string LineOf(ReleaseDecision decision) =>
        Encoding.UTF8.GetString(new JsonLineBuilder().BeginObject().Name("decision"u8).String(decision.Decision).Name("release"u8).String(decision.Release)
            .Name("current"u8).StringOrNull(decision.Current).Name("by"u8).String(decision.By).Name("reason"u8).StringOrNull(decision.Reason)
            .Name("at"u8).String(decision.At).EndObject().Bytes) + "\n";
}
