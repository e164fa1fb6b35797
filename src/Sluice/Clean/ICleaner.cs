namespace Sluice.Clean;

/// <summary>
/// One repair of one text. Idempotent: it is asked again until it has nothing to do. One file, one line in
/// <see cref="Cleaning.Cleaners"/>, one section of <c>docs/cleaning.md</c>, one test.
/// </summary>
public interface ICleaner
{
    /// <summary><c>name@version</c>; recorded in the provenance of each record that it changes.</summary>
    string Name { get; }

    /// <summary>
    /// Whether it may change how many letters (L), digits (N) or mathematical symbols (Sm) a text has. Then each place is
    /// recorded, before and after; if not, only how many places there were.
    /// </summary>
    bool ChangesLetters { get; }

    /// <summary>
    /// The signs without which it has nothing to do: a text that shows none of them is not decoded for it. A cleaner
    /// whose signs are not known to <see cref="Glance"/> says <see cref="Dirt.Any"/>, at the price of decoding every text.
    /// </summary>
    Dirt Signs { get; }

    /// <summary>Whether it looks at this top-level field; lists of texts are cleaned text by text.</summary>
    bool LooksAt(string field);

    /// <summary>Asks <paramref name="text"/> for its replacements, in the order in which they stand there.</summary>
    void Clean(TextRepair text);
}
