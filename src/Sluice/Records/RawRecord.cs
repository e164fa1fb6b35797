namespace Sluice.Records;

/// <summary>A row as a file gives it: bytes that may or may not be JSON, and where they stand. A view, valid until its reader moves on.</summary>
public sealed class UpstreamRow
{
    public ReadOnlyMemory<byte> Bytes { get; set; }

    public Place Place { get; set; }

    /// <summary>The line was longer than the limit; <see cref="Bytes"/> is empty and the bytes stay in the file.</summary>
    public bool TooLong { get; set; }

    /// <summary>What of the file holds it, without its line end, where <see cref="Bytes"/> was made from that; else null.</summary>
    public ReadOnlyMemory<byte>? Stretch { get; set; }

    /// <summary>Why no row could be made of it; its <see cref="Bytes"/> are then those of the file. Null for a row.</summary>
    public JsonFault? Fault { get; set; }
}

/// <summary>What every record between two zones has: its line, and its place upstream.</summary>
public interface IRecord
{
    RecordLine Line { get; }

    Place Place { get; set; }
}

/// <summary>A record as given: upstream's line, with provenance. A view, valid until its reader moves on.</summary>
public sealed class RawRecord : IRecord
{
    public RecordLine Line { get; } = new();

    public Place Place { get; set; }
}

/// <summary>A record that has been typed and vouched for by Validate. A view, valid until its reader moves on.</summary>
public sealed class Document : IRecord
{
    public RecordLine Line { get; } = new();

    public Place Place { get; set; }

    public string Id => Line.GetString("id"u8) ?? throw new InvalidDataException($"{Place.File} line {Place.Line}: a document without an id");
}
