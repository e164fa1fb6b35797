namespace Sluice.Clean.Cleaners;

/// <summary>CR LF and lone CR become LF.</summary>
public sealed class LineEnds : ICleaner
{
    public string Name => "line_ends@1";

    public bool ChangesLetters => false;

    public Dirt Signs => Dirt.LineEnd;

    public bool LooksAt(string field) => field != "url";

    public void Clean(TextRepair text)
    {
        var chars = text.Span;
        for (var at = 0; chars[at..].IndexOf('\r') is var step && step >= 0; at += step + 1)
        {
            var isPair = at + step + 1 < chars.Length && chars[at + step + 1] == '\n';
            text.Replace(at + step, 1, isPair ? "" : "\n");
        }
    }
}
