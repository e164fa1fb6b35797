namespace Sluice.Validate;

/// <summary>
/// Tells whether places of a Markdown text lie in code: between fences, in a line set in by four spaces or a tab, or
/// between backticks of one line. Places must be asked for in order; the text is read once.
/// </summary>
ref struct CodeSpans(ReadOnlySpan<char> text)
{
    readonly ReadOnlySpan<char> _text = text;
    int _lineStart, _lineEnd = -1, _read, _backticks, _lastBacktick;
    bool _isFenced, _isSetIn;

    public bool Contains(int at)
    {
        while (_lineEnd < at)
            NextLine();
        for (; _read < at; _read++)
            _backticks += _text[_read] == '`' ? 1 : 0;
        return _isFenced || _isSetIn || (_backticks % 2 == 1 && _lastBacktick >= at);
    }

    void NextLine()
    {
        _read = _lineStart = _lineEnd + 1;
        _backticks = 0;
        var end = _text[_lineStart..].IndexOf('\n');
        _lineEnd = end < 0 ? _text.Length : _lineStart + end;
        var line = _text[_lineStart.._lineEnd];
        _lastBacktick = _lineStart + line.LastIndexOf('`');
        if (line.TrimStart().StartsWith("```") && (_isFenced || !line.TrimStart().TrimStart('`').Contains('`')))
            _isFenced = !_isFenced;
        _isSetIn = line.StartsWith("    ") || line.StartsWith("\t");
    }
}
