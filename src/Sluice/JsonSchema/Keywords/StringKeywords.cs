using System.Globalization;
using Sluice.JsonSchema.Patterns;
using Sluice.Records;

namespace Sluice.JsonSchema.Keywords;

/// <summary><c>minLength</c> and <c>maxLength</c>, in Unicode characters, an escape being one; counted only where the bytes do not decide it.</summary>
sealed class LengthKeyword(KeywordSite site) : Keyword(site)
{
    // A surrogate pair written as two escapes: the most bytes that one character can take.
    const int LongestCharacter = 12;

    readonly int _limit = (int)Math.Min(site.Count(), int.MaxValue - 1);
    readonly bool _isLower = site.Name == "minLength";

    public override JsonKinds Kinds => JsonKinds.String;

    public override bool Evaluate(ref Evaluation run, int value)
    {
        var body = run.Body(value);
        if (_isLower)
            return body.Length >= (long)_limit * LongestCharacter || (body.Length >= _limit && JsonText.CountScalars(body, _limit) >= _limit)
                || run.Fail(this, value, string.Create(CultureInfo.InvariantCulture, $"at least {_limit} characters"));
        if (body.Length <= _limit || JsonText.CountScalars(body, _limit + 1) <= _limit)
            return true;
        return !run.IsSilent && run.FailLong(this, value, JsonText.CountScalars(body), string.Create(CultureInfo.InvariantCulture, $"at most {_limit} characters"));
    }
}

/// <summary><c>pattern</c>: an ECMA-262 expression that matches somewhere in the string.</summary>
sealed class PatternKeyword(KeywordSite site) : Keyword(site)
{
    readonly Pattern _pattern = site.Compiler.Pattern(site, site.Value.GetString()!);

    public override JsonKinds Kinds => JsonKinds.String;

    public override bool Evaluate(ref Evaluation run, int value) => _pattern.Match(ref run, run.Body(value)) switch
    {
        PatternMatch.Yes => true,
        PatternMatch.No => run.Fail(this, value, "a match of " + _pattern.Text),
        _ => run.Fail(this, value, $"a match of {_pattern.Text}, which was given up after {_pattern.Timeout.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s"),
    };
}
