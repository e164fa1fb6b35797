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
    readonly Passage _place = new();
    readonly List<LicenceStatement> _found = [];

    /// <summary>What the document's text says of itself.</summary>
    public LicenceStatement Of(RecordLine document)
    {
        if (!document.TryGetString("text"u8, out var body))
            return default;
        _text.Load(body);
        var text = _text.Span;
        TextOwner? owner = null;
        _found.Clear();
        _place.Begin();
        for (var at = 0; at < text.Length && text[at..].IndexOfAny(s_signs) is var next and >= 0;)
        {
            owner ??= TextOwner.Of(document);
            var sign = at + next;
            _place.MoveTo(text, sign);
            var end = _place.SentenceEnd(text, Farthest);
            Judge(text, sign, end, owner);
            at = Math.Max(sign + 1, end ?? sign + Farthest);
        }
        return LicenceStatement.Together(_found);
    }

    void Judge(ReadOnlySpan<char> text, int sign, int? end, TextOwner owner)
    {
        var line = text[_place.LineStart.._place.LineEnd];
        if (text[sign..].StartsWith(Reserved, StringComparison.OrdinalIgnoreCase))
        {
            var from = Math.Max(_place.LineStart, sign - Farthest);
            if (!_place.IsBlock && LicenceLine.Reserves(text[from..Math.Min(_place.LineEnd, sign + Farthest)], sign - from, Reserved.Length))
                _found.Add(LicenceStatement.Denial("says that all rights are reserved"));
            return;
        }
        if (_place.IsQuotedOrCode)
            return;
        if (LicenceLine.LabelledValue(line) is { Length: > 0 } value)
        {
            if (LicenceLine.IsOfTheText(text, _place.LineStart, _place.LineEnd))
                AddLabelled(value);
            return;
        }
        if (sign - _place.SentenceStart < Farthest && !_place.SentenceIsIntroduced
            && SelfReference.LicenceIn(text[_place.SentenceStart..(end ?? Math.Min(text.Length, sign + Farthest))], owner) is { SaysNothing: false } stated)
            _found.Add(end is null ? LicenceStatement.Unclear("names a licence in a sentence that does not end") : stated);
        else if (LicenceLine.OfNotice(line, owner) is { SaysNothing: false } noticed && LicenceLine.IsAtAnEdge(text, _place.LineStart))
            _found.Add(noticed);
    }

    void AddLabelled(ReadOnlySpan<char> value)
    {
        var labelled = RecordLicence.Read(value.ToString(), "a line");
        // Of code that lies beside the text such a line may say MIT; that is not the text's.
        if (labelled.License?.StartsWith("CC", StringComparison.Ordinal) == true || labelled.License is null && value.Contains("creative", StringComparison.OrdinalIgnoreCase))
            _found.Add(labelled);
    }
}
