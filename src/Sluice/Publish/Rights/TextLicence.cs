using System.Buffers;
using Sluice.Records;

namespace Sluice.Publish.Rights;

/// <summary>
/// Looks for marks in a text by which it states its own licence: <c>This work is licensed under CC BY 4.0</c>. A text is
/// passed over once for a few rare words; only the sentence around one is read. Credits of images, other people's works,
/// quotations and code are no marks.
/// </summary>
sealed class TextLicence
{
    // All a mark may hold; PDFs and web pages write spaces and hyphens in more than one way.
    static readonly SearchValues<string> s_signs = SearchValues.Create(
        [
            "creativecommons.org/", "creative commons", "creative-commons", "cc by", "cc-by", "cc\u00a0by", "cc\u2011by", "ccby", "cc0", "cc zero", "all rights reserved", "licensed under", "licenced under",
        ], StringComparison.OrdinalIgnoreCase);

    const string Reserved = "all rights reserved";

    // A sentence that is longer is none; so much of a text is read around a sign, and no more.
    const int Farthest = 500;

    readonly TextBuffer _text = new();
    readonly List<LicenceStatement> _found = [];

    /// <param name="body">The text's bytes between its quotes.</param>
    public LicenceStatement Find(ReadOnlySpan<byte> body)
    {
        _text.Load(body);
        return Find(_text.Span);
    }

    public LicenceStatement Find(ReadOnlySpan<char> text)
    {
        _found.Clear();
        var (at, fences, counted) = (0, 0, 0);
        while (at < text.Length && text[at..].IndexOfAny(s_signs) is var next and >= 0)
        {
            var sign = at + next;
            for (int fence; (fence = text[counted..sign].IndexOf("```")) >= 0; counted += fence + 3)
                fences++;
            counted = Math.Max(counted, sign - 2);
            var place = new Surroundings(text, sign, Farthest);
            if (fences % 2 == 0 && !place.IsQuotedOrCode)
                Judge(text, sign, place);
            at = Math.Max(sign + 1, place.SentenceEnd);
        }
        return LicenceStatement.Together(_found);
    }

    void Judge(ReadOnlySpan<char> text, int sign, Surroundings place)
    {
        var line = text[place.LineStart..place.LineEnd];
        var sentence = text[place.SentenceStart..place.SentenceEnd];
        if (text[sign..].StartsWith(Reserved, StringComparison.OrdinalIgnoreCase))
        {
            if (SelfReference.IsNotice(line, sign - place.LineStart, Reserved.Length))
                _found.Add(LicenceStatement.Denial("says that all rights are reserved"));
            return;
        }
        if (SelfReference.LabelledValue(line) is { Length: > 0 } value)
        {
            var labelled = RecordLicence.Read(value.ToString(), "a line", isNotice: false);
            // Of code that lies beside the text such a line may say MIT; that is not the text's.
            if (labelled.License?.StartsWith("CC", StringComparison.Ordinal) == true || labelled.License is null && value.Contains("creative", StringComparison.OrdinalIgnoreCase))
                _found.Add(labelled);
            return;
        }
        if (SelfReference.LicenceIn(sentence, text[place.SentenceEnd..Math.Min(text.Length, place.SentenceEnd + Farthest)]) is { SaysNothing: false } stated)
            _found.Add(stated);
        else if (SelfReference.LicenceOfNotice(line) is { SaysNothing: false } noticed)
            _found.Add(noticed);
    }

    /// <summary>The line and the sentence that a place in a text is in, each cut where it is too long to be one.</summary>
    readonly ref struct Surroundings
    {
        public int LineStart { get; }
        public int LineEnd { get; }
        public int SentenceStart { get; }
        public int SentenceEnd { get; }

        /// <summary>Whether the line is a quotation, or code, or the place stands between back quotes.</summary>
        public bool IsQuotedOrCode { get; }

        public Surroundings(ReadOnlySpan<char> text, int at, int farthest)
        {
            var (first, last) = (Math.Max(0, at - farthest), Math.Min(text.Length, at + farthest));
            LineStart = text[first..at].LastIndexOf('\n') is var before and >= 0 ? first + before + 1 : first;
            LineEnd = text[at..last].IndexOf('\n') is var after and >= 0 ? at + after : last;
            // Paragraphs that were broken into lines go on; an empty line, or one that begins like a list, ends a sentence.
            var start = at;
            while (start > first && !(EndsSentence(text, start - 1) && char.IsWhiteSpace(text[start])) && !(text[start - 1] == '\n' && BeginsAnew(text, start)))
                start--;
            var end = at;
            while (end < last && !(EndsSentence(text, end) && (end + 1 == text.Length || char.IsWhiteSpace(text[end + 1]))) && !(text[end] == '\n' && (end + 1 == text.Length || BeginsAnew(text, end + 1))))
                end++;
            (SentenceStart, SentenceEnd) = (start, Math.Min(last, end + 1));
            var line = text[LineStart..LineEnd];
            IsQuotedOrCode = line.TrimStart().StartsWith('>') || line.StartsWith("    ") || line.StartsWith("\t") || text[LineStart..at].Count('`') % 2 == 1;
        }

        static bool EndsSentence(ReadOnlySpan<char> text, int at) => text[at] is '.' or '!' or '?';

        static bool BeginsAnew(ReadOnlySpan<char> text, int at) => at >= text.Length || text[at] is '\n' or '\r' or '>' or '#' or '-' or '*' or '|' or '•' or '©' || at >= 2 && text[at - 2] == '\n';
    }
}
