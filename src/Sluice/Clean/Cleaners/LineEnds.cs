using Sluice.Records;

namespace Sluice.Clean.Cleaners;

/// <summary>CR LF and lone CR become LF.</summary>
public sealed class LineEnds : ICleaner
{
    public string Name => "line_ends@1";

    public bool LooksAt(string field) => field != "url";

    public bool Clean(TextBuffer text)
    {
        if (!text.Span.Contains('\r'))
            return false;
        var chars = text.Room(text.Length);
        int write = 0, length = text.Length;
        for (var read = 0; read < length; read++)
        {
            var isPair = chars[read] == '\r' && read + 1 < length && chars[read + 1] == '\n';
            if (!isPair)
                chars[write++] = chars[read] == '\r' ? '\n' : chars[read];
        }
        text.SetLength(write);
        return true;
    }
}
