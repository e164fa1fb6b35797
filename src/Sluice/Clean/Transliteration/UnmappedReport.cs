using Sluice.Clean.RecordCleaners;
using Sluice.Pipeline;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Clean.Transliteration;

/// <summary>A character that the map does not have, and where it is met.</summary>
/// <param name="Count">How often, in titles, texts and authors.</param>
/// <param name="Records">In how many records.</param>
/// <param name="Example">The id of the first of them.</param>
public sealed record UnmappedCharacter(int CodePoint, long Count, long Records, string Example);

/// <summary>Which characters of a source's cleaned snapshot the ASCII map does not have; whether the view was asked for does not matter.</summary>
public static class UnmappedReport
{
    /// <summary>The most frequent first, equal ones by number.</summary>
    public static async Task<IReadOnlyList<UnmappedCharacter>> OfAsync(Lake lake, IEnumerable<string> sources, CancellationToken cancel)
    {
        var met = new Dictionary<int, UnmappedCharacter>();
        var ascii = new AsciiText();
        var text = new TextBuffer();
        foreach (var source in sources)
        {
            if (Dump.Chain(lake, source).FirstOrDefault(dump => !File.Exists(Path.Combine(dump.FolderOf(Zone.Cleaned), "data.jsonl"))) is { } behind)
                throw new CorrectTheCallException($"{source}/{behind.Name} has not reached the cleaned zone yet. Run `sluice run` or the stages in order.");
            await foreach (var document in Snapshot.ReadAsync(lake, source, Zone.Cleaned, cancel))
            {
                ascii.Forget();
                AsciiView.Look(document.Line, ascii, text);
                foreach (var (codePoint, count) in ascii.Unmapped)
                    met[codePoint] = met.TryGetValue(codePoint, out var before)
                        ? before with { Count = before.Count + count, Records = before.Records + 1 }
                        : new UnmappedCharacter(codePoint, count, 1, document.Line.GetString("id"u8) ?? "");
            }
        }
        return [.. met.Values.OrderByDescending(character => character.Count).ThenBy(character => character.CodePoint)];
    }
}
