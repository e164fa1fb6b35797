using System.Text.Json;
using System.Text.Json.Serialization;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Alerts;

/// <summary>What a channel tells: one event, as it opens, as it ends, or as a test. It names no folder of this machine, and no secret.</summary>
/// <param name="Event">The same for every try and every channel.</param>
/// <param name="State"><c>open</c>, <c>resolved</c> or <c>test</c>.</param>
/// <param name="Severity"><c>error</c> or <c>warning</c>.</param>
/// <param name="Source">Null for the lake as a whole.</param>
/// <param name="Lake">The name of the lake's folder.</param>
public sealed record AlertMessage(
    int Format, string Event, string State, string Code, string Severity, string? Source, string Lake, string OpenedAt, string? ClosedAt,
    string? Run, string Found, string Expected, IReadOnlyList<string> Also, string Meaning, string Remedy)
{
    const int LongestFound = 1000;

    public const string Open = "open";
    public const string Resolved = "resolved";
    public const string Test = "test";

    public static AlertMessage Of(AlertEvent happened, string state, Lake lake)
    {
        var code = FindingCode.OfLiveness.First(code => code.Code == happened.Code);
        return new AlertMessage(1, happened.Id, state, happened.Code, code.Severity == Records.Severity.Error ? "error" : "warning", happened.Source, NameOf(lake), happened.OpenedAt, state == Resolved ? happened.ClosedAt : null,
            happened.Run, Cut(LocalPaths.Shortened(happened.Found, lake)), happened.Expected, happened.Also, code.Meaning, code.Remedy);
    }

    /// <summary>A message that says only that the way to the receiver is open.</summary>
    public static AlertMessage ForTest(Lake lake, DateTimeOffset now) =>
        new(1, AlertEvent.IdOf(null, Test, now), Test, Test, "warning", null, NameOf(lake), Provenance.Timestamp(now), null, null, "", "", [], "This is a test of the way to you; nothing is the matter.", "Nothing.");

    static string NameOf(Lake lake) => Path.GetFileName(lake.Root);

    // Messages end with the way out, so they are cut late, and never inside a surrogate pair.
    static string Cut(string text) => text.Length <= LongestFound ? text : text[..(char.IsHighSurrogate(text[LongestFound - 1]) ? LongestFound - 1 : LongestFound)] + "…";

    /// <summary>One line of JSON, UTF-8, the same bytes each time.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, AlertContext.Default.AlertMessage);

    /// <summary>For a subject or a log.</summary>
    [JsonIgnore]
    public string Headline => State switch
    {
        Test => $"[sluice] test from {Lake}",
        Resolved => $"[sluice] resolved: {Code} {Source ?? Lake}",
        _ => $"[sluice] {Code} {Source ?? Lake}",
    };
}
