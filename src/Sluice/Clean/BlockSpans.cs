namespace Sluice.Clean;

/// <summary>Code and table rows that whole lines are made of, as Markdown has them.</summary>
sealed class BlockSpans
{
    List<(int Start, int End, Protected Kind)> _spans = null!;
    int _fenceStart, _fenceLength, _setInStart, _setInEnd;
    char _fence;
    bool _isAfterBlank, _isInList, _isInTable;
    (int Start, int End) _before;

    public void Read(ReadOnlySpan<char> text, List<(int Start, int End, Protected Kind)> spans)
    {
        (_spans, _fence, _setInStart, _isAfterBlank, _isInList, _isInTable, _before) = (spans, '\0', -1, true, false, false, (0, 0));
        for (var start = 0; start <= text.Length;)
        {
            var length = text[start..].IndexOf('\n');
            var end = length < 0 ? text.Length : start + length;
            ReadLine(text, start, end);
            start = end + 1;
        }
        // Three tildes are also how people draw a line: without their other end they open nothing.
        if (_fence == '`')
            spans.Add((_fenceStart, text.Length, Protected.Fence));
        EndSetIn();
    }

    void ReadLine(ReadOnlySpan<char> text, int start, int end)
    {
        var line = text[start..end];
        var content = line.TrimStart(" \t");
        var run = RunOf(content);
        if (_fence != '\0')
        {
            if (run >= _fenceLength && content[0] == _fence && content[run..].IsWhiteSpace())
            {
                _spans.Add((_fenceStart, end, Protected.Fence));
                _fence = '\0';
            }
            return;
        }
        if (run >= 3 && !content[run..].Contains('`'))
        {
            (_fence, _fenceStart, _fenceLength) = (content[0], start, run);
            EndSetIn();
            return;
        }
        ReadSetIn(line, content, start, end);
        ReadRow(text, line, content, start, end);
        _isAfterBlank = content.IsWhiteSpace();
        _before = (start, end);
    }

    static int RunOf(ReadOnlySpan<char> content) =>
        content.IsEmpty || content[0] is not ('`' or '~') ? 0 : content.IndexOfAnyExcept(content[0]) is var run && run < 0 ? content.Length : run;

    void ReadSetIn(ReadOnlySpan<char> line, ReadOnlySpan<char> content, int start, int end)
    {
        if (content.IsWhiteSpace())
            return;
        var isSetIn = line.StartsWith("    ") || line.StartsWith("\t");
        if (isSetIn && (_setInStart >= 0 || (_isAfterBlank && !_isInList)))
        {
            _setInStart = _setInStart < 0 ? start : _setInStart;
            _setInEnd = end;
            return;
        }
        EndSetIn();
        if (!isSetIn)
            _isInList = content[0] is '-' or '*' or '+' || (char.IsAsciiDigit(content[0]) && content.TrimStart("0123456789") is ['.' or ')', ..]);
    }

    void EndSetIn()
    {
        if (_setInStart >= 0)
            _spans.Add((_setInStart, _setInEnd, Protected.Indented));
        _setInStart = -1;
    }

    // A row begins with a bar, or stands around a row of dashes with bars.
    void ReadRow(ReadOnlySpan<char> text, ReadOnlySpan<char> line, ReadOnlySpan<char> content, int start, int end)
    {
        if (content.IsEmpty || !content.Contains('|'))
        {
            _isInTable = false;
            return;
        }
        if (!_isInTable && content.Contains('-') && content.IndexOfAnyExcept("|-: \t") < 0)
        {
            _isInTable = true;
            if (text[_before.Start.._before.End].Contains('|'))
                _spans.Add((_before.Start, _before.End, Protected.Row));
        }
        if (_isInTable || content[0] == '|')
            _spans.Add((start, end, Protected.Row));
    }
}
