namespace Sluice.Tests;

/// <summary>What JSON allows and few expect, and what only looks like JSON.</summary>
static class Oddities
{
    /// <summary>Members that a row may have; every byte of them must survive.</summary>
    public static IReadOnlyList<string> Kept { get; } =
    [
        """ "n":1.0, "m":1E400,"k":-0,"big":123456789012345678901234567890 """,
        """ "z":1,"a":2,"Z":3 """,
        """ "twice":1,"twice":2 """,
        """ "lone":"\ud800 and \udc00","pair":"\ud83d\ude00" """,
        """ "escaped":"\/\u0041\u00e9\u0000" """,
        " \"lines\":\"\u2028\u2029\u0085\u007f\" ",
        """ "":"an empty name", "nested":{"a":[[],{},null,true,false]} """,
        "\t\"space\"  :\t[ 1 ,2 ]\t",
        """ "_provenance":{"ours":false},"enriched":7 """,
        """ "_upstream_provenance":{"ours":false} """,
        """ "_upstream_provenance":1,"_provenance":2,"_upstream_upstream_provenance":3 """,
        " \"long\":\"" + new string('x', 10_000_000) + "\" ",
    ];

    public static IReadOnlyList<string> Malformed { get; } =
    [
        """{"id":"nan","n":NaN}""", """{"id":"inf","n":-Infinity}""", """["an","array"]""", "\"a string\"", """{"id":"cut""", """{"id":"tail"} x""",
        """{"id":"comma",}""", """{'id':'quotes'}""", """{"id":"zero","n":01}""", "{\"id\":\"tab\there\"}", "\uFEFF{}",
    ];

    public static string RowWith(string members, int number) => Some.Line(number + 1)[..^1] + "," + members + "}";
}
