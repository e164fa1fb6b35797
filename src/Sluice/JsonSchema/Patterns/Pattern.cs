using System.Text.RegularExpressions;

namespace Sluice.JsonSchema.Patterns;

enum PatternMatch
{
    No,
    Yes,
    GaveUp,
}

/// <summary>
/// An ECMA-262 expression, compiled. It cannot hang: it runs without backtracking, and where look-around or back
/// references need that, it is given up after a time.
/// </summary>
sealed class Pattern
{
    readonly Regex _regex;

    /// <exception cref="FormatException">It is no ECMA-262 expression.</exception>
    /// <exception cref="NotSupportedException">It is one, but uses what is not supported here.</exception>
    public Pattern(string text, TimeSpan timeout)
    {
        (Text, Timeout) = (text, timeout);
        var (translated, backtracks) = EcmaExpression.Translate(text);
        try
        {
            _regex = Create(translated, backtracks, timeout);
        }
        catch (ArgumentException e)
        {
            throw new NotSupportedException(e.Message, e);
        }
    }

    /// <summary>The expression as written.</summary>
    public string Text { get; }

    public TimeSpan Timeout { get; }

    static Regex Create(string translated, bool backtracks, TimeSpan timeout)
    {
        try
        {
            return new Regex(translated, RegexOptions.CultureInvariant | (backtracks ? RegexOptions.None : RegexOptions.NonBacktracking), timeout);
        }
        catch (NotSupportedException) when (!backtracks)
        {
            return new Regex(translated, RegexOptions.CultureInvariant, timeout);
        }
    }

    /// <summary>Whether it matches somewhere in a string body.</summary>
    public PatternMatch Match(ref Evaluation run, ReadOnlySpan<byte> body)
    {
        try
        {
            return _regex.IsMatch(run.Work.Chars(body)) ? PatternMatch.Yes : PatternMatch.No;
        }
        catch (RegexMatchTimeoutException)
        {
            return PatternMatch.GaveUp;
        }
    }
}
