namespace Sluice.Records;

public enum Severity
{
    /// <summary>Worth a look; the record is admitted.</summary>
    Warning,

    /// <summary>The record is rejected and waits in quarantine.</summary>
    Error,
}

/// <summary>Where a record came from: upstream's file, its 1-based line, and the 0-based byte offset of that line if it is known.</summary>
public readonly record struct Place(string File, long Line, long? ByteOffset = null);

/// <summary>Which record a finding is about: where it stands, upstream's <c>id</c> and its <c>source</c> (the collection), each null where it has none.</summary>
public readonly record struct Site(Place Place, string? Id = null, string? Collection = null)
{
    public static Site Of(Place place, RecordLine line) => new(place, line.GetString("id"u8), line.GetString("source"u8));
}

/// <summary>
/// A coded reason. The code is stable and documented in <c>docs/findings.md</c>; the pointer is RFC 6901 into the
/// record as upstream sent it; found and expected are for people.
/// </summary>
public sealed record Finding(string Code, Severity Severity, string Pointer, string? Found, string Expected)
{
    const int LongestFound = 120;

    public static Finding Error(string code, string pointer, string? found, string expected) =>
        new(code, Severity.Error, pointer, Shorten(found), expected);

    public static Finding Warning(string code, string pointer, string? found, string expected) =>
        new(code, Severity.Warning, pointer, Shorten(found), expected);

    /// <summary>Cuts what was found to a length that a terminal and a table can bear, never inside a surrogate pair.</summary>
    public static string? Shorten(string? found)
    {
        if (found is null || found.Length <= LongestFound)
            return found;
        var cut = char.IsHighSurrogate(found[LongestFound - 1]) ? LongestFound - 1 : LongestFound;
        return found[..cut] + "…";
    }

    /// <summary>Writes the shape of <c>sluice validate --report</c>.</summary>
    public void WriteTo(JsonLineBuilder json, Site site)
    {
        json.BeginObject()
            .Name("code"u8).String(Code)
            .Name("severity"u8).String(Severity == Severity.Error ? "error" : "warning")
            .Name("file"u8).String(site.Place.File)
            .Name("line"u8).Number(site.Place.Line)
            .Name("byte_offset"u8).NumberOrNull(site.Place.ByteOffset)
            .Name("id"u8).StringOrNull(site.Id)
            .Name("collection"u8).StringOrNull(site.Collection)
            .Name("pointer"u8).String(Pointer)
            .Name("found"u8).StringOrNull(Found)
            .Name("expected"u8).String(Expected)
            .EndObject();
    }
}
