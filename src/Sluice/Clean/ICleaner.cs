using Sluice.Records;

namespace Sluice.Clean;

/// <summary>
/// One repair of one text. Idempotent: cleaning twice is cleaning once. One file, one line in
/// <see cref="Cleaning.Cleaners"/>, one test.
/// </summary>
public interface ICleaner
{
    /// <summary><c>name@version</c>; recorded in the provenance of each record that it changes.</summary>
    string Name { get; }

    /// <summary>Whether it looks at this top-level field; lists of texts are cleaned text by text.</summary>
    bool LooksAt(string field);

    /// <summary>Edits the text in place; false if there was nothing to do.</summary>
    bool Clean(TextBuffer text);
}
