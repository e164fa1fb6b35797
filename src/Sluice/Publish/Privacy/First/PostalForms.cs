namespace Sluice.Publish.Privacy.First;

/// <summary>What the scanner of postal addresses recognises; a test turns each off and sees an address get through.</summary>
[Flags]
internal enum PostalForms
{
    None = 0,

    /// <summary>A street behind a word such as <c>lives at</c>.</summary>
    Cue = 1,

    /// <summary>A street with a flat, a suite or a unit behind it.</summary>
    Unit = 2,

    /// <summary><c>Flat 4, 10 Example Road</c></summary>
    UnitFirst = 4,

    /// <summary>A street with a state and its ZIP behind it.</summary>
    UnitedStates = 8,

    /// <summary>A street with a postcode such as <c>SW1A 1AA</c> behind it.</summary>
    UnitedKingdom = 16,

    /// <summary>A street with a state and four digits behind it: <c>VIC 3000</c>.</summary>
    Australia = 32,

    /// <summary>A street with a postcode such as <c>K1A 0B1</c> behind it.</summary>
    Canada = 64,

    /// <summary><c>PO Box 123</c>, <c>Postfach 12 34</c></summary>
    Box = 128,

    /// <summary><c>Beispielstraße 12, 10115 Berlin</c></summary>
    German = 256,

    /// <summary><c>12 rue de l'Exemple, 75001 Paris</c></summary>
    French = 512,

    /// <summary>Behind a cue and cut by an ellipsis.</summary>
    CutByEllipsis = 1024,

    /// <summary>Behind a cue and cut by the end of the text.</summary>
    CutByEnd = 2048,

    All = 4095,
}
