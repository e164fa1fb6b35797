namespace Sluice.Publish.Rights;

/// <summary>
/// Walks through a text once, from its beginning, and knows of the place that it has come to: its line, where its sentence
/// begins, and whether it stands in a quotation or in code, however far back that was opened.
/// </summary>
sealed class Passage
{
    // A quotation mark that is not closed within so many characters was none.
    const int LongestQuotation = 2000;

    // A line that begins so does not go on with the sentence of the line before.
    static readonly string[] s_beginnings = ["This ", "Diagrams ", "Text ", "All ", "Unless ", "Except ", "Content ", "Open Access ", "Copyright ", "License", "Licence"];

    int _at, _nextLine, _fenceLength, _codeRun, _straightAt, _curlyAt, _curlyDepth, _tags;
    char _fence;
    bool _isQuoted, _isIndented, _sentenceIsIndented, _atParagraph, _straightBegins, _introduces;

    public int LineStart { get; private set; }

    public int LineEnd { get; private set; }

    public int SentenceStart { get; private set; }

    /// <summary>Whether the line before the sentence ends in a colon, so that somebody says what follows.</summary>
    public bool SentenceIsIntroduced { get; private set; }

    /// <summary>In a block that is quoted as a whole, or code.</summary>
    public bool IsBlock => _isQuoted || _fence != 0 || _tags > 0;

    public bool IsQuotedOrCode => IsBlock || _isIndented || _sentenceIsIndented || _codeRun > 0 || _straightAt >= 0 || _curlyDepth > 0 && _at - _curlyAt < LongestQuotation;

    public void Begin()
    {
        (_at, _nextLine, _codeRun, _curlyDepth, _tags, _fence) = (0, 0, 0, 0, 0, '\0');
        _straightAt = -1;
        (LineStart, LineEnd, SentenceStart) = (0, 0, 0);
        (_isQuoted, _isIndented, _sentenceIsIndented, _introduces, SentenceIsIntroduced, _atParagraph) = (false, false, false, false, false, true);
    }

    public void MoveTo(ReadOnlySpan<char> text, int to)
    {
        while (true)
        {
            if (_at == _nextLine && _at < text.Length)
                BeginLine(text);
            if (_at >= to)
                return;
            _at += Take(text);
        }
    }

    void BeginLine(ReadOnlySpan<char> text)
    {
        var before = text[LineStart..LineEnd];
        LineStart = _at;
        LineEnd = text[_at..].IndexOf('\n') is var end and >= 0 ? _at + end : text.Length;
        _nextLine = LineEnd + 1;
        var line = text[LineStart..LineEnd];
        var words = line.Trim();
        if (words.IsEmpty)
        {
            EndParagraph();
            BeginSentence(_nextLine);
            return;
        }
        _isIndented = line.StartsWith("    ") || line.StartsWith("\t");
        _isQuoted |= words[0] == '>';
        var isFence = IsFence(words);
        if (_atParagraph || isFence || BeginsAnew(before, words))
            BeginSentence(LineStart);
        _atParagraph = false;
        _introduces = words.TrimEnd("*_")[^1..] is ":" && !IsLabel(words);
    }

    void BeginSentence(int at) => (SentenceStart, _sentenceIsIndented, SentenceIsIntroduced) = (at, _isIndented, _introduces);

    void EndParagraph()
    {
        (_isQuoted, _isIndented, _codeRun, _atParagraph) = (false, false, 0, true);
        // What begins with a quotation mark and does not close it is quoted in more than one paragraph.
        if (!_straightBegins || _at - _straightAt >= LongestQuotation)
            _straightAt = -1;
    }

    bool IsFence(ReadOnlySpan<char> words)
    {
        var sign = words[0];
        var length = sign is '`' or '~' ? words.Length - words.TrimStart(sign).Length : 0;
        if (length < 3)
            return false;
        if (_fence == 0 && (sign == '~' || !words[length..].Contains('`')))
            (_fence, _fenceLength) = (sign, length);
        else if (_fence == sign && length >= _fenceLength && length == words.Length)
            _fence = '\0';
        return true;
    }

    // How many characters were taken.
    int Take(ReadOnlySpan<char> text)
    {
        switch (text[_at])
        {
            case '`':
                var run = 1;
                while (_at + run < text.Length && text[_at + run] == '`')
                    run++;
                _codeRun = _codeRun == 0 ? run : _codeRun == run ? 0 : _codeRun;
                return run;
            case '"':
                (_straightAt, _straightBegins) = _straightAt >= 0 ? (-1, false) : (_at, text[LineStart.._at].IsWhiteSpace());
                break;
            case '“' or '„' or '«':
                if (_curlyDepth == 0 || _at - _curlyAt >= LongestQuotation)
                    (_curlyDepth, _curlyAt) = (0, _at);
                _curlyDepth++;
                break;
            case '”' or '»':
                _curlyDepth = Math.Max(0, _curlyDepth - 1);
                break;
            case '<':
                _tags = Math.Max(0, _tags + TagAt(text[(_at + 1)..]));
                break;
            case '.' or '!' or '?' when AfterSentence(text, _at) is var next and > 0:
                (_introduces, var introduces) = (false, _introduces);
                BeginSentence(next);
                _introduces = introduces;
                break;
        }
        return 1;
    }

    // 1 for what opens a quotation or code, -1 for what closes it.
    static int TagAt(ReadOnlySpan<char> tag)
    {
        var closes = tag.StartsWith('/');
        foreach (var name in (ReadOnlySpan<string>)["blockquote", "pre", "code", "q"])
            if (tag[(closes ? 1 : 0)..] is var rest && rest.StartsWith(name, StringComparison.OrdinalIgnoreCase) && rest.Length > name.Length && rest[name.Length] is '>' or ' ')
                return closes ? -1 : 1;
        return 0;
    }

    // Where the next sentence begins if one ends here, or 0.
    static int AfterSentence(ReadOnlySpan<char> text, int at)
    {
        var next = at + 1;
        while (next < text.Length && text[next] is '"' or '”' or '’' or '\'' or ')' or ']' or '»')
            next++;
        return next == text.Length || char.IsWhiteSpace(text[next]) ? next : 0;
    }

    /// <summary>Where the sentence ends that this place is in; null if it does not within <paramref name="farthest"/> characters.</summary>
    public int? SentenceEnd(ReadOnlySpan<char> text, int farthest)
    {
        var line = LineStart;
        for (var at = _at; at < text.Length; at++)
        {
            if (at - _at >= farthest)
                return null;
            if (text[at] is '.' or '!' or '?' && AfterSentence(text, at) > 0)
                return at + 1;
            if (text[at] != '\n')
                continue;
            var next = text[(at + 1)..];
            var words = next[..(next.IndexOf('\n') is var end and >= 0 ? end : next.Length)].Trim();
            if (words.IsEmpty || BeginsAnew(text[line..at], words))
                return at;
            line = at + 1;
        }
        return text.Length;
    }

    static bool BeginsAnew(ReadOnlySpan<char> before, ReadOnlySpan<char> line)
    {
        if (line[0] is '>' or '#' or '-' or '*' or '|' or '•' or '©')
            return true;
        var last = before.TrimEnd();
        if (last.Length is 0 or >= 60 || last[^1] is ',' or ':' or ';' or '-' or '(' or '"' or '“')
            return false;
        foreach (var beginning in s_beginnings)
            if (line.StartsWith(beginning, StringComparison.Ordinal))
                return true;
        return false;
    }

    static bool IsLabel(ReadOnlySpan<char> line) =>
        Words.Of(line.Length > 60 ? "" : line) is { Count: 1 or 2 } words && words.All(word => word is "license" or "licence" or "licensing" or "reuse" or "copyright" or "rights" or "information" or "note" or "notice");
}
