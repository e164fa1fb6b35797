namespace Sluice.Publish.Privacy.Second;

/// <summary>The forms of a postal address, of which a test can turn each one off.</summary>
[Flags]
enum PostalForms
{
    None = 0,

    /// <summary><c>221 Example Street, Springfield, IL 62704</c>: a code of a country's post behind the street.</summary>
    Code = 1,

    /// <summary><c>12 Example Road, Flat 4</c></summary>
    Unit = 2,

    /// <summary><c>I live at 12 Example Road</c></summary>
    Cue = 4,

    /// <summary><c>Flat 4, 10 Example Road</c></summary>
    UnitFirst = 8,

    /// <summary><c>PO Box 123</c></summary>
    Box = 16,

    /// <summary><c>Beispielstraße 12, 10115 Berlin</c></summary>
    German = 32,

    /// <summary><c>12 rue de l'Exemple, 75001 Paris</c></summary>
    French = 64,

    /// <summary><c>home address: 221 Exam…</c></summary>
    Cut = 128,
}
