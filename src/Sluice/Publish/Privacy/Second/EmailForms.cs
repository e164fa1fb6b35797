namespace Sluice.Publish.Privacy.Second;

/// <summary>The forms of an e-mail address, of which a test can turn each one off.</summary>
[Flags]
enum EmailForms
{
    None = 0,

    /// <summary><c>jane@example.org</c></summary>
    Plain = 1,

    /// <summary><c>"jane roe"@example.org</c></summary>
    Quoted = 1 << 1,

    /// <summary><c>jane@[192.0.2.7]</c></summary>
    Literal = 1 << 2,

    /// <summary><c>jane＠example．org</c></summary>
    FullWidth = 1 << 3,

    /// <summary><c>jane&amp;#64;example.org</c>, <c>jane%40example.org</c></summary>
    Coded = 1 << 4,

    /// <summary><c>jane\_roe@example.org</c>, <c>\{jane, john\}@example.org</c></summary>
    Escaped = 1 << 5,

    /// <summary>Soft hyphens and characters of no width inside.</summary>
    Unseen = 1 << 6,

    /// <summary>Spaces or line ends around the <c>@</c>.</summary>
    SpacedAt = 1 << 7,

    /// <summary>Spaces or line ends around the dots.</summary>
    SpacedDot = 1 << 8,

    /// <summary>Hyphenated at the end of a line.</summary>
    Hyphenated = 1 << 9,

    /// <summary><c>jane [at] …</c>, <c>jane[@]…</c></summary>
    BracketedAt = 1 << 10,

    /// <summary><c>… example [dot] org</c>, <c>example[.]org</c></summary>
    BracketedDot = 1 << 11,

    /// <summary><c>… example dot org</c></summary>
    SpelledDot = 1 << 12,

    /// <summary><c>jane at example dot org</c></summary>
    SpelledAt = 1 << 13,

    /// <summary><c>jane_at_example_dot_org</c>, <c>jane-at-example-dot-org</c></summary>
    Joined = 1 << 14,

    /// <summary><c>{jane,john}@example.org</c></summary>
    Group = 1 << 15,

    /// <summary><c>jane.roe@exam…</c></summary>
    CutByDots = 1 << 16,

    /// <summary><c>jane.roe@exam</c> where the text ends.</summary>
    CutByEnd = 1 << 17,
}
