using System.Text.Json.Nodes;

namespace Sluice.Serve;

/// <summary>A row that a dump holds, and where it stands in upstream's own file.</summary>
/// <param name="ByteOffset">Null if upstream's file rests in the lake no longer.</param>
/// <param name="RowSha256">Of the line as sent, without its end.</param>
public sealed record WhyRow(
    string Source, string Dump, bool Archived, string Status, string? Id, string Revision, string File, long Line,
    long? ByteOffset, string Oid, string? FileSha256, string RowSha256);

/// <summary>A row that an extraction read and did not keep.</summary>
public sealed record WhyDrop(string Source, string Dump, bool Archived, string Status, string? Id, string Reason, string File, long Line, long? ByteOffset);

/// <summary>A dump that found the id gone since the one before.</summary>
public sealed record WhyRemoval(string Source, string Dump, bool Archived, string Why);

/// <summary>A rejected row in a dump's quarantine; the findings are those of <c>sluice validate --report</c>.</summary>
/// <param name="Status"><c>waiting</c> or <c>admitted</c>.</param>
/// <param name="Replay">The replay that admitted it, such as <c>replays/1</c>, or null.</param>
public sealed record WhyQuarantine(string Source, string Dump, bool Archived, string Stage, string File, long Line, string Status, string? Replay, JsonArray Findings)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsWaiting => Status == Zones.QuarantineStatus.Waiting;

    /// <summary>The code that it is counted under.</summary>
    public string Code => (string?)Findings.FirstOrDefault(finding => (string?)finding!["severity"] == "error")?["code"] ?? "unknown";
}

/// <summary>What a dump's validation found on a record that it admitted; the fields are those of <c>sluice validate --report</c>.</summary>
public sealed record WhyFinding(
    string Source, string Dump, bool Archived, string Code, string Severity, string File, long Line, string Pointer, string? Found, string Expected);

/// <summary>Whether a zone holds the record now, and by which stage it came there.</summary>
public sealed record WhyZone(string Zone, bool Holds, string Dump, string? Stage, int? Version, IReadOnlyList<string> Transformations);

/// <summary>One value on its way; what is not there is null.</summary>
/// <param name="Original">What it said before mapping, where that changed it.</param>
/// <param name="Transformations">Those that name the field, and for a derived one its method.</param>
public sealed record WhyField(string Name, JsonNode? Sent, JsonNode? Original, JsonObject Zones, JsonNode? Release, IReadOnlyList<string> Transformations);

/// <summary>The way of a record, from files alone.</summary>
/// <param name="State"><c>released</c>, <c>kept</c>, <c>quarantined</c>, <c>dropped</c>, <c>removed</c> or <c>forgotten</c>.</param>
/// <param name="Because">One sentence.</param>
/// <param name="InSnapshot">True: the newest complete dump holds it; false: it marks it gone; null: it never heard of it.</param>
public sealed record WhyAnswer(
    string Id, string? Source, string State, string Because, bool? InSnapshot, IReadOnlyList<WhyRow> Rows, IReadOnlyList<WhyDrop> Dropped,
    IReadOnlyList<WhyRemoval> Removed, IReadOnlyList<WhyQuarantine> Quarantine, IReadOnlyList<WhyFinding> Findings, IReadOnlyList<WhyZone> Zones, string? Release, WhyField? Field = null)
{
    /// <summary>What work of the current release it is of; null if it is not in there.</summary>
    public WorkAnswer? Work { get; init; }

    /// <summary>Of a record that was forgotten; else null.</summary>
    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
    public Zones.Tombstone? Tombstone { get; init; }
}
