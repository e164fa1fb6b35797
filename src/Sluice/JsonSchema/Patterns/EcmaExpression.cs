using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Sluice.JsonSchema.Patterns;

/// <summary>
/// Reads an ECMA-262 expression as with its <c>u</c> flag (characters are code points, <c>\d</c> and <c>\w</c> are ASCII,
/// <c>$</c> is the very end) and writes what means the same in .NET. Lenient where browsers are: a brace that opens no
/// quantifier stands for itself, and so does any punctuation after a backslash.
/// </summary>
sealed class EcmaExpression
{
    readonly string _text;
    readonly bool _keepGroups;
    readonly EcmaEscape _escape;
    int _at, _groups;
    bool _backtracks, _refersBack;

    EcmaExpression(string text, bool keepGroups)
    {
        (_text, _keepGroups) = (text, keepGroups);
        _escape = new EcmaEscape(text);
    }

    /// <summary>The expression for .NET, and whether it can only run with backtracking.</summary>
    /// <exception cref="FormatException">It is no ECMA-262 expression; the message says where.</exception>
    /// <exception cref="NotSupportedException">It is one, but cannot be said in .NET.</exception>
    public static (string Text, bool Backtracks) Translate(string text)
    {
        var first = new EcmaExpression(text, keepGroups: false);
        var translated = first.All();
        if (!first._refersBack)
            return (translated, first._backtracks);
        // Only back references need groups that remember.
        return (new EcmaExpression(text, keepGroups: true).All(), true);
    }

    string All()
    {
        var translated = Alternatives();
        if (_at < _text.Length)
            throw Wrong("an unmatched ')'");
        foreach (var number in _escape.References.Where(number => number > _groups))
            throw Wrong($"a reference to group {number}, which there is not");
        return translated;
    }

    FormatException Wrong(string what) => new(string.Create(CultureInfo.InvariantCulture, $"{what} at character {_at}"));

    bool Next(char expected)
    {
        if (_at >= _text.Length || _text[_at] != expected)
            return false;
        _at++;
        return true;
    }

    string Alternatives()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw new NotSupportedException("its groups nest too deeply");
        var all = new StringBuilder();
        while (true)
        {
            while (_at < _text.Length && _text[_at] is not ('|' or ')'))
                all.Append(Term());
            if (!Next('|'))
                return all.ToString();
            all.Append('|');
        }
    }

    string Term()
    {
        CodePointSet? set = null;
        var atom = "";
        switch (_text[_at])
        {
            case '^':
                _at++;
                return "^";
            case '$':
                _at++;
                return @"\z";
            case '(':
                atom = Group();
                break;
            case '*' or '+' or '?':
                throw Wrong("nothing to repeat");
            case '{' when IsQuantifier(out _, out _):
                throw Wrong("nothing to repeat");
            case '.':
                _at++;
                set = CodePointSet.LineEnds.Complement();
                break;
            case '[':
                set = Class();
                break;
            case '\\':
                (set, atom) = Escape();
                break;
            default:
                set = Point(Rune());
                break;
        }
        var quantifier = Quantifier(out var repeats);
        return (set?.ToDotnet(repeats) ?? atom) + quantifier;
    }

    static CodePointSet Point(int point) => CodePointSet.Of((point, point));

    int Rune()
    {
        var point = char.IsSurrogatePair(_text, _at) ? char.ConvertToUtf32(_text, _at) : _text[_at];
        _at += point > 0xFFFF ? 2 : 1;
        return point;
    }

    string Group()
    {
        _at++;
        var open = "(?:";
        if (Next('?'))
        {
            if (Next(':'))
                open = "(?:";
            else if (Next('=') || Next('!'))
                (open, _backtracks) = ("(?" + _text[_at - 1], true);
            else if (Next('<') && (Next('=') || Next('!')))
                (open, _backtracks) = ("(?<" + _text[_at - 1], true);
            else if (_text[_at - 1] == '<')
                open = Remember(EcmaEscape.Name(_text, ref _at));
            else
                throw Wrong("an unknown kind of group");
        }
        else
        {
            open = Remember(null);
        }
        var inside = Alternatives();
        if (!Next(')'))
            throw Wrong("a group that is not closed");
        return $"{open}{inside})";
    }

    string Remember(string? name)
    {
        _groups++;
        if (name is not null && !_escape.Names.TryAdd(name, _groups))
            throw Wrong($"a second group called '{name}'");
        return _keepGroups ? string.Create(CultureInfo.InvariantCulture, $"(?<g{_groups}>") : "(?:";
    }

    (CodePointSet? Set, string Atom) Escape()
    {
        const string Word = "[0-9A-Za-z_]";
        var next = _at + 1 < _text.Length ? _text[_at + 1] : throw Wrong("a backslash at the end");
        switch (next)
        {
            case 'b' or 'B':
                _at += 2;
                _backtracks = true;
                return (null, next == 'b' ? $"(?:(?<={Word})(?!{Word})|(?<!{Word})(?={Word}))" : $"(?:(?<={Word})(?={Word})|(?<!{Word})(?!{Word}))");
            case 'k' or (>= '1' and <= '9'):
                var number = _escape.Reference(ref _at);
                _refersBack = true;
                // To a group that has not taken part, a reference is to nothing.
                return (null, _keepGroups ? string.Create(CultureInfo.InvariantCulture, $"(?(g{number})\\k<g{number}>|)") : "");
            default:
                return (_escape.Set(ref _at, inClass: false), "");
        }
    }

    CodePointSet Class()
    {
        _at++;
        var negated = Next('^');
        var set = new CodePointSet();
        while (!Next(']'))
        {
            var low = ClassAtom(out var lowSet);
            if (_at + 1 < _text.Length && _text[_at] == '-' && _text[_at + 1] != ']')
            {
                _at++;
                var high = ClassAtom(out var highSet);
                if (lowSet is not null || highSet is not null)
                    throw Wrong("a range that begins or ends with a class");
                if (high < low)
                    throw Wrong("a range out of order");
                set.Add(low, high);
            }
            else if (lowSet is not null)
            {
                set.Add(lowSet);
            }
            else
            {
                set.Add(low, low);
            }
        }
        return negated ? set.Complement() : set;
    }

    int ClassAtom(out CodePointSet? set)
    {
        set = null;
        if (_at >= _text.Length)
            throw Wrong("a class that is not closed");
        if (_text[_at] != '\\')
            return Rune();
        set = _escape.Set(ref _at, inClass: true);
        return set.Single is >= 0 and var single && (set = null) is null ? single : 0;
    }

    string Quantifier(out bool repeats)
    {
        repeats = false;
        if (_at >= _text.Length)
            return "";
        var quantifier = "";
        if (_text[_at] is '*' or '+' or '?')
        {
            quantifier = _text[_at++].ToString();
            repeats = quantifier != "?";
        }
        else if (_text[_at] == '{' && IsQuantifier(out quantifier, out var length))
        {
            _at += length;
        }
        return quantifier.Length > 0 && Next('?') ? quantifier + "?" : quantifier;
    }

    bool IsQuantifier(out string quantifier, out int length)
    {
        (quantifier, length) = ("", 0);
        var end = _text.IndexOf('}', _at);
        if (end < 0 || _text[(_at + 1)..end].Split(',') is not { Length: 1 or 2 } bounds || bounds[0].Length == 0 || !bounds.All(bound => bound.All(char.IsAsciiDigit)))
            return false;
        var counts = bounds.Select(bound => int.TryParse(bound, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : int.MaxValue).ToArray();
        if (counts.Length == 2 && bounds[1].Length > 0 && counts[1] < counts[0])
            throw Wrong("a quantifier out of order");
        length = end + 1 - _at;
        quantifier = "{" + counts[0].ToString(CultureInfo.InvariantCulture) + (counts.Length == 1 ? "" : "," + (bounds[1].Length == 0 ? "" : counts[1].ToString(CultureInfo.InvariantCulture))) + "}";
        return true;
    }
}
