using System.Globalization;
using Sluice.Records;

namespace Sluice.Corpus.Duplicates;

/// <summary>What speaks for a tie, in words: a sentence each, in order of weight.</summary>
sealed class EvidenceText(IReadOnlyList<RecordFacts> records, RecordLines lines)
{
    public IReadOnlyList<string> Of(int record, int other, Tie? tie, TextMeasure? measure, DuplicateOptions options)
    {
        var evidence = new List<string>();
        if (tie?.Judgement is { } judgement)
            evidence.Add(judgement.Sentence);
        var (mine, others) = (NamesOf(record), NamesOf(other));
        evidence.AddRange(mine.Keys.Where(others.Keys.Contains).Select(key => $"same key {key}"));
        if (mine.Address is { } address && address == others.Address)
            evidence.Add($"same address {address}");
        if (records[record].Title != 0 && records[record].Title == records[other].Title)
            evidence.Add(records[record].FirstAuthor != 0 && records[record].FirstAuthor == records[other].FirstAuthor ? "same title and first author" : "same title");
        if (tie is not null && tie.Has(Evidence.Link))
            evidence.Add("its text begins with a link to it");
        if (records[record].Text == records[other].Text && records[record].Words > 0)
            evidence.Add("same text, word for word");
        else if (measure is { } found && TextJudgement.Of(found, null, options) is var relation and not TextRelation.Unrelated)
            evidence.Add(relation switch
            {
                TextRelation.PartOfB => Say($"{found.CoverageA:P0} of its words stand in the other text"),
                TextRelation.PartOfA => Say($"{found.CoverageB:P0} of the other text's words stand in it"),
                _ => Say($"{Math.Min(found.CoverageA, found.CoverageB):P0} of the words of both texts stand in the other"),
            });
        if (tie is null)
            evidence.Add("tied to it by a third copy");
        if (tie is { IsContradicted: true })
            evidence.Add("titles and texts differ, so it is another work");
        return evidence;
    }

    static string Say(FormattableString sentence) => sentence.ToString(CultureInfo.InvariantCulture).Replace(" %", "%", StringComparison.Ordinal);

    (List<string> Keys, string? Address) NamesOf(int record)
    {
        var line = lines.Read(records[record]);
        var keys = new List<string>();
        if (line.TryGet("keys"u8, out var list) && list.Kind == JsonKind.Array)
            foreach (var item in list.Items())
                if (item.Kind == JsonKind.String)
                    keys.Add(item.GetString());
        return (keys, line.GetString("canonical_url"u8));
    }
}
