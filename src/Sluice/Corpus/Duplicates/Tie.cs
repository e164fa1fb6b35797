using Sluice.Records;

namespace Sluice.Corpus.Duplicates;

/// <summary>What speaks for it that two records belong together.</summary>
[Flags]
enum Evidence
{
    None = 0,

    /// <summary>An arXiv id, DOI, post id or the like that both go by.</summary>
    Key = 1,

    /// <summary>The canonical address of both.</summary>
    Address = 2,

    /// <summary>Title and first author, in years that fit.</summary>
    Title = 4,

    /// <summary>The words of their texts.</summary>
    Text = 8,

    /// <summary>One points to the other, under its title.</summary>
    Link = 16,

    /// <summary>Somebody said so.</summary>
    Person = 32,
}

/// <summary>Two records that have something to do with each other, and why. A is before B in the list of records.</summary>
sealed class Tie(int a, int b)
{
    public int A { get; } = a;

    public int B { get; } = b;

    public Evidence Evidence { get; set; }

    public TextRelation Text { get; set; }

    /// <summary>The two texts are equal, word for word.</summary>
    public bool IsEqualText { get; set; }

    /// <summary>Null where the texts were not compared.</summary>
    public TextMeasure? Measure { get; set; }

    /// <summary>A relation that is known whatever the texts say, of <see cref="From"/> to the other; null to work it out.</summary>
    public string? Relation { get; set; }

    /// <summary>Which of the two <see cref="Relation"/> is of.</summary>
    public int From { get; set; } = -1;

    /// <summary>A shared name whose bearers are evidently not the same work.</summary>
    public bool IsContradicted { get; set; }

    /// <summary>The breaker took it back: nothing is made of it.</summary>
    public bool IsBroken { get; set; }

    /// <summary>What a person decided about the two; the latest word counts.</summary>
    public Judgement? Judgement { get; set; }

    /// <summary>Whether they are copies of one work.</summary>
    public bool IsCopy { get; set; }

    /// <summary>Whether that rests on more than their texts and titles.</summary>
    public bool IsStrong => (Has(Evidence.Key | Evidence.Address) && !IsContradicted) || Judgement is not null;

    /// <summary>Whether a breaker may take it back: it rests on likeness, not on a name, a person's word or one and the same text.</summary>
    public bool IsDoubtful => !IsStrong && !IsEqualText;

    public bool Has(Evidence any) => (Evidence & any) != Evidence.None;

    public int OtherThan(int record) => record == A ? B : A;

    /// <summary>The measure with <paramref name="record"/> as its A.</summary>
    public TextMeasure? MeasureFrom(int record) => record == A ? Measure : Measure?.Turned;
}
