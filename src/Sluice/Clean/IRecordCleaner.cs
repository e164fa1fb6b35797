using Sluice.Records;

namespace Sluice.Clean;

/// <summary>
/// Looks at a record as a whole, after its texts are clean: repairs what shows only in several values together, or
/// adds a field that is derived from others. Idempotent. One file, one line in <see cref="Cleaning.RecordCleaners"/>,
/// one test.
/// </summary>
public interface IRecordCleaner
{
    /// <summary><c>name@version</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Edits <paramref name="line"/> through <paramref name="edit"/>: each field is replaced or appended by one cleaner
    /// only. A repair names itself in <paramref name="provenance"/> and keeps what stood there before.
    /// </summary>
    void Clean(RecordLine line, LineEdit edit, ProvenanceEdit provenance);
}
