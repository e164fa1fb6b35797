using System.Buffers;
using Sluice.Records;

namespace Sluice.Extract.Filters;

/// <summary>
/// Keeps rows whose title or text contains a keyword, in any case. Text is decoded a window at a time and the search
/// ends at the first hit, which in this corpus usually comes early.
/// </summary>
public sealed class KeywordIsPresent : IFilter
{
    const int FirstLook = 1024;

    readonly SearchValues<string>? _keywords;
    readonly int _overlap;
    readonly char[] _window;

    public KeywordIsPresent(IReadOnlyList<string> keywords)
    {
        if (keywords.Count == 0)
        {
            _window = [];
            return;
        }
        _keywords = SearchValues.Create([.. keywords], StringComparison.OrdinalIgnoreCase);
        _overlap = keywords.Max(keyword => keyword.Length) - 1;
        _window = new char[Math.Max(8192, 4 * _overlap)];
    }

    public DropReason? Judge(Candidate row) =>
        _keywords is null || Contains(row, "title"u8) || Contains(row, "text"u8) ? null : DropReason.NoKeyword;

    bool Contains(Candidate row, ReadOnlySpan<byte> field)
    {
        if (!row.TryGetString(field, out var body))
            return false;
        var carried = 0;
        // A short look first: more often than not it is enough.
        var window = _window.AsSpan(0, Math.Min(_window.Length, Math.Max(FirstLook, 4 * _overlap)));
        while (!body.IsEmpty)
        {
            var length = carried + JsonText.Decode(body, window[carried..], out var consumed);
            if (window[..length].ContainsAny(_keywords!))
                return true;
            body = body[consumed..];
            // A keyword may straddle two windows: carry the tail over.
            carried = Math.Min(_overlap, length);
            window.Slice(length - carried, carried).CopyTo(_window);
            window = _window;
        }
        return false;
    }
}
