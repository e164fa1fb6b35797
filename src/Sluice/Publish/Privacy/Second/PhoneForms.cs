namespace Sluice.Publish.Privacy.Second;

/// <summary>The forms of a telephone number, of which a test can turn each one off.</summary>
[Flags]
enum PhoneForms
{
    None = 0,

    /// <summary><c>+44 20 7946 0958</c></summary>
    International = 1,

    /// <summary><c>+15550100199</c></summary>
    Unbroken = 2,

    /// <summary><c>555-010-0199</c>, <c>555.010.0199</c></summary>
    NorthAmerican = 4,

    /// <summary><c>(555) 010-0199</c></summary>
    AreaInBrackets = 8,

    /// <summary><c>Tel: 030 901820</c></summary>
    Cued = 16,

    /// <summary><c>Tel: +44 20 79…</c></summary>
    Cut = 32,

    /// <summary><c>… ext. 12</c></summary>
    Extension = 64,
}
