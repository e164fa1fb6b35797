namespace Sluice.Clean.Cleaners;

/// <summary>No white space before or after a text.</summary>
public sealed class OuterSpace : ICleaner
{
    public string Name => "trim@1";

    public bool ChangesLetters => false;

    public Dirt Signs => Dirt.OuterSpace;

    public bool LooksAt(string field) => true;

    public void Clean(TextRepair text)
    {
        var chars = text.Span;
        var start = chars.Length - chars.TrimStart().Length;
        if (start > 0)
            text.Remove(0, start);
        var end = chars.TrimEnd().Length;
        if (end > start && end < chars.Length)
            text.Remove(end, chars.Length - end);
    }
}
