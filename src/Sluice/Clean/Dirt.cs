namespace Sluice.Clean;

/// <summary>What a look at a text's bytes can tell without decoding them; see <see cref="Glance"/>.</summary>
[Flags]
public enum Dirt
{
    None = 0,

    /// <summary>CR.</summary>
    LineEnd = 1,

    /// <summary><c>&lt;</c> before a letter, a slash or <c>@</c>.</summary>
    Tag = 2,

    /// <summary><c>&amp;</c> before a letter or <c>#</c>.</summary>
    Entity = 4,

    /// <summary>A letter from Â to ô before another character beyond ASCII, or a C1 control.</summary>
    Misread = 8,

    /// <summary>A ligature as one character, or what PDF leaves of one.</summary>
    Ligature = 16,

    /// <summary>A hyphen at a line's end between lower-case letters, or a soft hyphen.</summary>
    Hyphen = 32,

    /// <summary>Controls, and characters without width.</summary>
    Invisible = 64,

    /// <summary>Characters whose normal form depends on what stands around them, or is another.</summary>
    Form = 128,

    /// <summary>Three line feeds with nothing but space between them.</summary>
    BlankLines = 256,

    /// <summary>White space at either end.</summary>
    OuterSpace = 512,

    /// <summary>Nothing that shows in bytes: always there.</summary>
    Any = 1024,

    All = 2047,
}
