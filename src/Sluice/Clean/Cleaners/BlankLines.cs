namespace Sluice.Clean.Cleaners;

/// <summary>
/// Two and more blank lines in a row become one; the line after them keeps its indent. Between fences, between lines of
/// code and inside HTML's own tables and formulas they stay.
/// </summary>
public sealed class BlankLines : ICleaner
{
    const Protected Untouched = Protected.Fence | Protected.Indented | Protected.Math | Protected.Table;

    public string Name => "blank_lines@1";

    public bool ChangesLetters => false;

    public Dirt Signs => Dirt.BlankLines;

    public bool LooksAt(string field) => Cleaning.IsProse(field);

    public void Clean(TextRepair text)
    {
        var chars = text.Span;
        for (var at = 0; chars[at..].IndexOf('\n') is var step && step >= 0;)
        {
            at += step;
            var (feeds, last) = (1, at);
            for (var next = at + 1; next < chars.Length && char.IsWhiteSpace(chars[next]) && chars[next] is not ('\r' or '\u2028' or '\u2029' or '\u0085'); next++)
                if (chars[next] == '\n')
                    (feeds, last) = (feeds + 1, next);
            if (feeds > 2 && !text.Protects(at, Untouched))
                text.Replace(at, last + 1 - at, "\n\n");
            at = last + 1;
        }
    }
}
