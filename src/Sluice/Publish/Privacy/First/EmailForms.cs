namespace Sluice.Publish.Privacy.First;

/// <summary>What the scanner of e-mail addresses recognises; a test turns each off and sees an address get through.</summary>
[Flags]
internal enum EmailForms
{
    None = 0,

    /// <summary><c>jane@example.org</c></summary>
    Sign = 1,

    /// <summary><c>"jane roe"@example.org</c></summary>
    Quoted = 2,

    /// <summary><c>jane@[192.0.2.7]</c></summary>
    Literal = 4,

    /// <summary>Entities and percent codes: <c>jane&amp;#64;example.org</c>, <c>jane%40example.org</c>.</summary>
    Coded = 8,

    /// <summary><c>jane＠example．org</c></summary>
    FullWidth = 16,

    /// <summary>Zero-width characters and soft hyphens inside.</summary>
    Invisible = 32,

    /// <summary>A hyphen and a line end inside.</summary>
    Hyphenated = 64,

    /// <summary><c>jane @ example . org</c></summary>
    Spaced = 128,

    /// <summary><c>jane [at] example.org</c>, in any brackets.</summary>
    BracketedAt = 256,

    /// <summary><c>jane at example dot org</c></summary>
    BareAt = 512,

    /// <summary><c>jane_at_example_dot_org</c>, <c>jane-at-example-dot-org</c></summary>
    JoinedAt = 1024,

    /// <summary><c>dot</c>, <c>[dot]</c>, <c>(.)</c> for the dots, whatever the <c>at</c> is.</summary>
    SpelledDot = 2048,

    /// <summary><c>{jane,john}@example.org</c></summary>
    Group = 4096,

    /// <summary>Cut by an ellipsis: <c>jane.roe@exam…</c></summary>
    CutByEllipsis = 8192,

    /// <summary>Cut by the end of the text.</summary>
    CutByEnd = 16384,

    /// <summary><c>\{jane, john\}</c> and other marks that a backslash protects.</summary>
    Escaped = 32768,

    All = 65535,
}
