namespace Sluice.Publish.Privacy.First;

/// <summary>What the scanner of phone numbers recognises; a test turns each off and sees a number get through.</summary>
[Flags]
internal enum PhoneForms
{
    None = 0,

    /// <summary><c>+44 20 7946 0958</c></summary>
    International = 1,

    /// <summary><c>+15550100199</c></summary>
    BareInternational = 2,

    /// <summary><c>555-010-0199</c>, <c>1-555-010-0199</c></summary>
    NorthAmerican = 4,

    /// <summary><c>(555) 010-0199</c></summary>
    AreaInBrackets = 8,

    /// <summary>Behind a word such as <c>phone</c>.</summary>
    Word = 16,

    /// <summary>Behind <c>☎</c>, <c>📞</c>, <c>T:</c>, <c>M:</c></summary>
    Mark = 32,

    /// <summary><c>ext. 12</c> behind it belongs to it.</summary>
    Extension = 64,

    /// <summary>Cut by an ellipsis.</summary>
    CutByEllipsis = 128,

    /// <summary>Cut by the end of the text.</summary>
    CutByEnd = 256,

    All = 511,
}
