using System.Text.RegularExpressions;

namespace Sluice.JsonSchema.Patterns;

enum PatternMatch
{
    No,
    Yes,
    GaveUp,
}

/// <summary>
/// An ECMA-262 expression, compiled. It cannot hang: a match that backtracks for long is begun again without
/// backtracking, which takes time in proportion to the text, and where look-around or back references rule that out it
/// is given up.
/// </summary>
sealed class Pattern
{
    // Building the engine that never backtracks takes longer than most runs; few patterns ever need it.
    static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(20);

    readonly string _translated;
    readonly bool _backtracks;
    Regex _regex;

    /// <exception cref="FormatException">It is no ECMA-262 expression.</exception>
    /// <exception cref="NotSupportedException">It is one, but uses what is not supported here.</exception>
    public Pattern(string text, TimeSpan timeout)
    {
        (Text, Timeout) = (text, timeout);
        (_translated, _backtracks) = EcmaExpression.Translate(text);
        try
        {
            _regex = new Regex(_translated, RegexOptions.CultureInvariant, _backtracks || timeout < Patience ? timeout : Patience);
        }
        catch (ArgumentException e)
        {
            throw new NotSupportedException(e.Message, e);
        }
    }

    /// <summary>The expression as written.</summary>
    public string Text { get; }

    public TimeSpan Timeout { get; }

    /// <summary>Whether it matches somewhere in a string body.</summary>
    public PatternMatch Match(ref Evaluation run, ReadOnlySpan<byte> body) => Match(run.Work.Chars(body));

    /// <summary>Whether it matches somewhere in a text.</summary>
    public PatternMatch Match(ReadOnlySpan<char> text)
    {
        var regex = _regex;
        return TryMatch(regex, text) ?? (Straighter(regex) is { } other ? TryMatch(other, text) : null) ?? PatternMatch.GaveUp;
    }

    static PatternMatch? TryMatch(Regex regex, ReadOnlySpan<char> text)
    {
        try
        {
            return regex.IsMatch(text) ? PatternMatch.Yes : PatternMatch.No;
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    // From now on without backtracking, if the expression allows it; the verdicts are the same. Null if there is no better.
    Regex? Straighter(Regex tired)
    {
        if (_regex != tired)
            return _regex;
        if (_backtracks || tired.MatchTimeout != Patience)
            return null;
        try
        {
            return _regex = new Regex(_translated, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, Timeout);
        }
        catch (NotSupportedException)
        {
            // Too large for that engine.
            return _regex = new Regex(_translated, RegexOptions.CultureInvariant, Timeout);
        }
    }
}
