using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Sluice.Publish.Privacy.Second;

/// <summary>
/// A text as its reader sees it: without characters that show nothing, full-width ones and coded ones as what they stand
/// for. It remembers where each came from; a text without any such is itself. Must be disposed of.
/// </summary>
ref struct Folded
{
    static readonly SearchValues<string> Coded = SearchValues.Create(["&#64", "&#064", "&#x40", "&#x0040", "&commat", "&period", "&#46", "&#x2e", "%40"], StringComparison.OrdinalIgnoreCase);
    static readonly SearchValues<string> Escaped = SearchValues.Create([@"\{", @"\}", @"\_", @"\@", @"\.", @"\[", @"\("], StringComparison.Ordinal);
    static readonly SearchValues<char> Unseen = SearchValues.Create(
        "\u00AD\u034F\u061C\u180E\u200B\u200C\u200D\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\uFEFF");
    static readonly SearchValues<char> Wide = SearchValues.Create("＠．﹫。｡｛｝（）［］＿－＋");

    static readonly Regex Code = Linear.AnyCase(
        @"\A(&#[0-9]{1,7};?|&#x[0-9a-f]{1,6};?|&(commat|period|lowbar|hyphen|plus|comma|nbsp|lpar|rpar|lsqb|rsqb|lbrack|rbrack|lcub|rcub|lbrace|rbrace|lt|gt|shy|zwnj|zwj);|%(20|26|2b|2c|2d|2e|2f|3a|3c|3d|3e|3f|40|5f|7b|7d))");

    char[]? _characters;
    int[]? _origins;

    public Folded(ReadOnlySpan<char> text, EmailForms off)
    {
        Text = text;
        var unseen = !off.HasFlag(EmailForms.Unseen) && text.ContainsAny(Unseen);
        var wide = !off.HasFlag(EmailForms.FullWidth) && text.ContainsAny(Wide);
        var coded = !off.HasFlag(EmailForms.Coded) && text.ContainsAny(Coded);
        var escaped = !off.HasFlag(EmailForms.Escaped) && text.ContainsAny(Escaped);
        if (!unseen && !wide && !coded && !escaped)
            return;
        _characters = ArrayPool<char>.Shared.Rent(text.Length);
        _origins = ArrayPool<int>.Shared.Rent(text.Length + 1);
        var length = 0;
        for (var i = 0; i < text.Length;)
        {
            var start = i;
            var c = text[i++];
            if (coded && c is '&' or '%' && Code.Heads(text.Between(start, start + 12), out var width) && Decoded(text.Slice(start, width)) is { } meant)
                (c, i) = (meant, start + width);
            else if (escaped && c == '\\' && text.At(i) is '{' or '}' or '_' or '@' or '.' or '-' or '+' or '[' or ']' or '(' or ')')
                c = text[i++];
            if (wide)
                c = Narrow(c);
            if ((unseen || coded) && Unseen.Contains(c))
                continue;
            _characters[length] = c;
            _origins[length++] = start;
        }
        _origins[length] = text.Length;
        Text = _characters.AsSpan(0, length);
    }

    public ReadOnlySpan<char> Text { get; }

    /// <summary>Where a stretch of the folded text is in the text itself.</summary>
    public readonly PrivateSpan Place(int start, int end) =>
        _origins is null ? new(PrivacyClass.Email, start, end - start) : new(PrivacyClass.Email, _origins[start], _origins[end] - _origins[start]);

    public void Dispose()
    {
        if (_characters is not null)
            ArrayPool<char>.Shared.Return(_characters);
        if (_origins is not null)
            ArrayPool<int>.Shared.Return(_origins);
        (_characters, _origins) = (null, null);
    }

    static char Narrow(char c) => c switch
    {
        >= '！' and <= '～' => (char)(c - '！' + '!'),
        '﹫' => '@',
        '。' or '｡' => '.',
        _ => c,
    };

    static char? Decoded(ReadOnlySpan<char> code)
    {
        if (code[0] == '%')
            return (char)int.Parse(code[1..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        code = code[1..].TrimEnd(';');
        if (code[0] != '#')
            return Named(code);
        var hex = code[1] is 'x' or 'X';
        var number = int.Parse(code[(hex ? 2 : 1)..], hex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture);
        return number is > 0 and < 0xD800 or > 0xDFFF and <= 0xFFFF ? (char)number : null;
    }

    static char? Named(ReadOnlySpan<char> name) => name switch
    {
        "commat" => '@',
        "period" => '.',
        "lowbar" => '_',
        "hyphen" => '-',
        "plus" => '+',
        "comma" => ',',
        "nbsp" => ' ',
        "lpar" => '(',
        "rpar" => ')',
        "lsqb" or "lbrack" => '[',
        "rsqb" or "rbrack" => ']',
        "lcub" or "lbrace" => '{',
        "rcub" or "rbrace" => '}',
        "lt" => '<',
        "gt" => '>',
        "shy" => '\u00AD',
        "zwnj" or "zwj" => '\u200B',
        _ => null,
    };
}
