using Sluice.Records;

namespace Sluice.Clean.Cleaners;

/// <summary>No white space before or after a text.</summary>
public sealed class OuterSpace : ICleaner
{
    public string Name => "trim@1";

    public bool LooksAt(string field) => true;

    public bool Clean(TextBuffer text)
    {
        var trimmed = text.Span.Trim();
        if (trimmed.Length == text.Length)
            return false;
        var room = text.Room(text.Length);
        trimmed.CopyTo(room);
        text.SetLength(trimmed.Length);
        return true;
    }
}
