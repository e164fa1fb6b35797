using System.Buffers;
using System.Collections.Frozen;
using Sluice.Records;

namespace Sluice.Validate.Checks;

/// <summary>
/// <c>text.markup</c> (a warning): title and text hold no left-overs of the page that they were made from: HTML tags and
/// character references, LaTeX commands for prose, wiki templates. Markdown is no left-over, nor is anything in code,
/// a comparison (<c>a &lt; b</c>), a placeholder (<c>&lt;name&gt;</c>) or LaTeX for maths.
/// </summary>
public sealed class TextIsFreeOfMarkup : ICheck
{
    static readonly SearchValues<char> Starts = SearchValues.Create("<&\\{[");

    // Those that nobody uses as a placeholder; any other tag that is known must have an attribute or be a closing one.
    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Plain = SetOf(
        "br hr div span tbody thead tr td th li ul ol em strong sup sub h1 h2 h3 h4 h5 h6 blockquote iframe noscript figcaption");

    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Known = SetOf(
        "a article b body button caption center code col dd dl dt embed figure font footer form head header html i img input label link main meta nav"
        + " object option p pre script section select small source style svg table textarea title u video audio");

    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> References = SetOf(
        "nbsp amp lt gt quot apos lsquo rsquo ldquo rdquo sbquo bdquo laquo raquo ndash mdash hellip copy reg trade times middot bull shy ensp emsp thinsp eacute egrave agrave uuml ouml auml");

    static readonly string[] Commands =
    [
        @"\emph{", @"\textit{", @"\textbf{", @"\texttt{", @"\textsc{", @"\underline{", @"\cite{", @"\citep{", @"\citet{", @"\url{", @"\href{", @"\footnote{", @"\section{",
        @"\section*{", @"\subsection{", @"\subsection*{", @"\paragraph{", @"\chapter{", @"\documentclass", @"\usepackage", @"\maketitle", @"\bibliography",
        @"\includegraphics", @"\begin{document}", @"\begin{abstract}", @"\begin{itemize}", @"\begin{enumerate}", @"\begin{figure}", @"\begin{table}",
        @"\begin{tabular}", @"\begin{quote}", @"\begin{center}",
    ];

    // Maths is full of commands: only those that begin like one of these are compared with all of them.
    static readonly HashSet<(char, char)> CommandStarts = [.. Commands.Select(command => (command[1], command[2]))];

    static readonly string[] Templates =
    [
        "{{cite", "{{Cite", "{{Infobox", "{{infobox", "{{reflist", "{{Reflist", "{{main|", "{{Main|", "{{see also|", "{{See also|", "{{citation needed",
        "{{Citation needed", "{{efn", "{{sfn", "{{Short description", "[[edit]", "[edit]", "[[File:", "[[Image:", "[[Category:",
    ];

    public IReadOnlyList<string> Codes => ["text.markup"];

    public void Check(Reading reading, List<Finding> findings)
    {
        if ((reading.TitleSigns & (Signs.Escape | Signs.Markup | Signs.Command)) != Signs.None)
            Field("/title", reading.Title, findings);
        if ((reading.TextSigns & (Signs.Escape | Signs.Markup)) != Signs.None || ((reading.TextSigns & Signs.Command) != Signs.None && MayHoldCommand(reading.TextBody)))
            Field("/text", reading.Text, findings);
    }

    static bool MayHoldCommand(ReadOnlySpan<byte> body)
    {
        for (var at = 0; body[at..].IndexOf(@"\\"u8) is var next && next >= 0 && at + next + 3 < body.Length; at += next + 1)
            if (CommandStarts.Contains(((char)body[at + next + 2], (char)body[at + next + 3])))
                return true;
        return false;
    }

    static void Field(string pointer, ReadOnlySpan<char> text, List<Finding> findings)
    {
        int places = 0, first = 0, firstLength = 0;
        var code = new CodeSpans(text);
        for (var at = 0; text[at..].IndexOfAny(Starts) is var next && next >= 0; at++)
        {
            at += next;
            var length = Match(text, at);
            if (length == 0 || code.Contains(at))
                continue;
            if (places++ == 0)
                (first, firstLength) = (at, length);
        }
        if (places > 0)
            findings.Add(Finding.Warning("text.markup", pointer, Reading.Places(Reading.Around(text, first, firstLength), places), "text without left-overs of HTML, LaTeX or a wiki"));
    }

    static int Match(ReadOnlySpan<char> text, int at) => text[at] switch
    {
        '<' => Tag(text[at..]),
        '&' => Reference(text[at..]),
        '\\' => Command(text, at),
        '{' when at >= 19 && text[..at].EndsWith("MathJax.Hub.Config(") => 1,
        // Links and maths have one bracket: most are not compared with every template.
        var bracket => at + 1 < text.Length && (text[at + 1] == bracket || text[at + 1] == 'e') ? Longest(Templates, text[at..]) : 0,
    };

    static int Tag(ReadOnlySpan<char> text)
    {
        // The newsletter's own way to point at an earlier item: <@title@>(@address@)
        if (text.StartsWith("<@"))
            return 2;
        var isClosing = text.Length > 1 && text[1] == '/';
        var name = text[(isClosing ? 2 : 1)..];
        name = name[..Math.Min(name.Length, 12)];
        var end = 0;
        while (end < name.Length && char.IsAsciiLetterOrDigit(name[end]))
            end++;
        if (end == 0 || end == name.Length)
            return 0;
        var rest = text[((isClosing ? 2 : 1) + end)..];
        Span<char> lower = stackalloc char[end];
        name[..end].ToLowerInvariant(lower);
        var isPlain = Plain.Contains(lower);
        if (!isPlain && !Known.Contains(lower))
            return 0;
        if (rest[0] == '>' || (rest.Length > 1 && rest[0] == '/' && rest[1] == '>'))
            return isPlain || isClosing || rest[0] == '/' ? text.Length - rest.Length + 1 : 0;
        return rest[0] is ' ' or '\n' or '\t' && HasAttribute(rest) ? text.Length - rest.Length : 0;
    }

    // white space, a name, =, and a quotation mark: a < b = c is none.
    static bool HasAttribute(ReadOnlySpan<char> rest)
    {
        rest = rest[..Math.Min(rest.Length, 60)].TrimStart();
        var name = rest.IndexOfAnyExcept(NameOfAttribute);
        return name > 0 && rest.Length > name + 1 && rest[name] == '=' && rest[name + 1] is '"' or '\'' || rest.StartsWith("/>");
    }

    static readonly SearchValues<char> NameOfAttribute = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-:_");

    static int Reference(ReadOnlySpan<char> text)
    {
        var semicolon = text[..Math.Min(text.Length, 10)].IndexOf(';');
        if (semicolon < 3)
            return 0;
        var name = text[1..semicolon];
        var isNumber = name[0] == '#' && (name[1] is 'x' or 'X' ? name.Length > 2 && !name[2..].ContainsAnyExcept(Hexadecimal) : !name[1..].ContainsAnyExceptInRange('0', '9'));
        return isNumber || References.Contains(name) ? semicolon + 1 : 0;
    }

    static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdefABCDEF");

    // In maths \textbf{x} is a vector: a command for prose stands free and marks more than a letter.
    static int Command(ReadOnlySpan<char> text, int at)
    {
        if (text.Length < at + 3 || !CommandStarts.Contains((text[at + 1], text[at + 2])))
            return 0;
        var length = Longest(Commands, text[at..]);
        if (length == 0 || text[at + length - 1] != '{')
            return length;
        var isFree = at == 0 || char.IsWhiteSpace(text[at - 1]) || text[at - 1] is '(' or '"' or '\u201C' or '~' or '-';
        return isFree && text.Length > at + length + 1 && char.IsLetterOrDigit(text[at + length]) && text[at + length + 1] != '}' ? length : 0;
    }

    static int Longest(string[] starts, ReadOnlySpan<char> text)
    {
        foreach (var start in starts)
            if (text.StartsWith(start))
                return start.Length;
        return 0;
    }

    static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> SetOf(string words) =>
        words.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
}
