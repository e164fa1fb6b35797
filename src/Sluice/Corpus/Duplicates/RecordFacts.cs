namespace Sluice.Corpus.Duplicates;

/// <summary>Whose name a key is: two records with different keys of one scheme are different works.</summary>
enum KeyScheme : byte
{
    Address,
    Arxiv,
    Doi,

    /// <summary>The DOI that a preprint server gives; the published work has another.</summary>
    PreprintDoi,

    Forum,
    Other,
}

/// <summary>A key that a record goes by, as 64 bits.</summary>
readonly record struct RecordKey(KeyScheme Scheme, ulong Hash);

/// <summary>
/// What is kept in memory of a record while the whole corpus is compared: about 250 bytes, whatever its text weighs. Its
/// place in the list, by document id, is its name everywhere in this folder.
/// </summary>
sealed class RecordFacts
{
    public required string DocumentId { get; init; }

    /// <summary>Where its line stands, to read it again.</summary>
    public required int File { get; init; }
    public required long Offset { get; init; }
    public required int Length { get; init; }

    public required int Collection { get; init; }

    /// <summary>It summarises other works: its address, keys and title are theirs.</summary>
    public required bool IsSummary { get; init; }

    /// <summary>Its own keys, the canonical address among them; of a summary those of the work.</summary>
    public required IReadOnlyList<RecordKey> Keys { get; init; }

    /// <summary>Of the host of its address.</summary>
    public required ulong Host { get; init; }

    /// <summary>Of the title's words; zero without any.</summary>
    public required ulong Title { get; init; }

    /// <summary>Whether the title says enough to tell a work by, with its author: four words and twenty letters.</summary>
    public required bool TitleIsTelling { get; init; }

    /// <summary>Of the first author's family name, folded; zero if none is known.</summary>
    public required ulong FirstAuthor { get; init; }

    public required short? Year { get; init; }

    /// <summary>What speaks for it as the one that stands for its work; larger is better.</summary>
    public required Standing Standing { get; init; }

    /// <summary>The beginning of its text speaks of a translation.</summary>
    public required bool MayBeTranslation { get; init; }

    /// <summary>Where its sketch stands in the file of sketches.</summary>
    public int Sketch { get; set; }

    public int Words { get; set; }

    /// <summary>Of all words in order: equal texts have it in common.</summary>
    public UInt128 Text { get; set; }

    public bool Has(KeyScheme scheme) => Find(scheme) is not null;

    public RecordKey? Find(KeyScheme scheme)
    {
        foreach (var key in Keys)
            if (key.Scheme == scheme)
                return key;
        return null;
    }

    /// <summary>A key that both have, other than the address; null if there is none.</summary>
    public RecordKey? SharedKey(RecordFacts other)
    {
        foreach (var key in Keys)
            if (key.Scheme != KeyScheme.Address && other.Keys.Contains(key))
                return key;
        return null;
    }

    public bool SharesAddress(RecordFacts other) => Find(KeyScheme.Address) is { } address && other.Find(KeyScheme.Address) == address;

    public bool IsPreprint => (Has(KeyScheme.Arxiv) || Has(KeyScheme.PreprintDoi)) && !Has(KeyScheme.Doi);

    /// <summary>Whether both go by a name of one scheme, and not by the same: then a title proves nothing.</summary>
    public bool Contradicts(RecordFacts other)
    {
        foreach (var scheme in new[] { KeyScheme.Arxiv, KeyScheme.Doi, KeyScheme.Forum, KeyScheme.Other })
            if (Has(scheme) && other.Has(scheme) && !Keys.Any(key => key.Scheme == scheme && other.Keys.Contains(key)))
                return true;
        return false;
    }
}
