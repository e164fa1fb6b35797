namespace Sluice.Corpus.Duplicates;

/// <summary>The texts of an earlier state of the corpus, to be found by their bytes: new ones are compared with them, they are not read again.</summary>
sealed class KnownTexts : IDisposable
{
    readonly SketchFile? _file;
    readonly UInt128[] _bodies = [];
    readonly int[] _entries = [];

    public KnownTexts(string path)
    {
        _file = SketchFile.Open(path);
        if (_file is null)
            return;
        _bodies = new UInt128[_file.Count];
        _entries = new int[_file.Count];
        for (var i = 0; i < _file.Count; i++)
            (_bodies[i], _entries[i]) = (_file.FactsOf(i).Body, i);
        Array.Sort(_bodies, _entries);
    }

    /// <summary>Gives what is known of a text with these bytes; false if nothing is. Safe for several threads.</summary>
    public bool TryGet(UInt128 body, out TextFacts facts, Span<uint> bins)
    {
        facts = default;
        var at = Array.BinarySearch(_bodies, body);
        if (at < 0)
            return false;
        facts = _file!.FactsOf(_entries[at]);
        _file.Read(_entries[at], bins);
        return true;
    }

    public void Dispose() => _file?.Dispose();
}
