using System.Text.Json.Nodes;
using Sluice.Clean;
using Sluice.Records;

namespace Sluice.Tests.Clean;

/// <summary>
/// No cleaning changes how many letters, digits or mathematical symbols a record has, except by a named repair that is
/// reported in it.
/// </summary>
public sealed class LetterCountTests
{
    static readonly HashSet<string> Declared = [.. new Cleaning().Cleaners.Where(cleaner => cleaner.ChangesLetters).Select(cleaner => cleaner.Name)];

    [Theory]
    [InlineData(71), InlineData(72), InlineData(73), InlineData(74)]
    public void A_cleaner_that_declares_no_change_makes_none(int seed)
    {
        var random = new Random(seed);
        foreach (var cleaner in new Cleaning().Cleaners.Where(cleaner => !cleaner.ChangesLetters))
            for (var i = 0; i < 1000; i++)
            {
                var text = SomeText.Of(random);
                var cleaned = SomeText.Cleaned(cleaner, text).Text;
                Assert.True(SomeText.Counts(text) == SomeText.Counts(cleaned), $"{cleaner.Name} made of {text}: {cleaned}");
            }
    }

    [Fact]
    public void The_normal_form_changes_the_count_of_Korean_syllables_only()
    {
        foreach (var scalar in Enumerable.Range(0, 0x30000).Where(System.Text.Rune.IsValid).Select(scalar => new System.Text.Rune(scalar))
            .Where(rune => System.Text.Rune.GetUnicodeCategory(rune) != System.Globalization.UnicodeCategory.OtherNotAssigned).Select(rune => rune.ToString()))
            Assert.Equal(SomeText.Counts(scalar), SomeText.Counts(scalar.Normalize()));
        Assert.NotEqual(SomeText.Counts("\u1112\u1161\u11ab"), SomeText.Counts("\u1112\u1161\u11ab".Normalize()));
    }

    [Theory]
    [InlineData(75), InlineData(76), InlineData(77)]
    public void A_random_record_whose_counts_differ_names_the_repair(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 1500; i++)
            Accounts(Some.RawLine(new JsonObject
            {
                ["id"] = "x",
                ["source"] = random.GetItems(SomeText.Collections, 1)[0],
                ["title"] = Whole(SomeText.Of(random)),
                ["text"] = Whole(SomeText.Of(random)),
                ["authors"] = new JsonArray(Whole(SomeText.Of(random)), Whole(SomeText.Of(random))),
                ["summaries"] = new JsonArray(Whole(SomeText.Of(random))),
            }.ToJsonString()));
    }

    // JSON nodes hold no half pairs.
    static string Whole(string text) => string.Concat(text.EnumerateRunes());

    [Fact]
    public void A_sample_record_whose_counts_differ_names_the_repair() =>
        Assert.InRange(Accounted(Directory.EnumerateFiles(Path.Combine(Repository.Root, "samples", "hub"), "*.jsonl", SearchOption.AllDirectories)), 150, int.MaxValue);

    [Fact]
    public void A_real_record_whose_counts_differ_names_the_repair() => Assert.InRange(Accounted(RealRecords.FilesOrSkip()), 1000, int.MaxValue);

    static int Accounted(IEnumerable<string> files)
    {
        var records = 0;
        foreach (var line in files.SelectMany(File.ReadLines))
            if (new RecordLine().Read(Some.Bytes(line), out _) && !line.Contains("\"_provenance\""))
            {
                Accounts(Some.RawLine(line));
                records++;
            }
        return records;
    }

    static void Accounts(string line)
    {
        var (before, after) = (Some.Read(line), new Document());
        new Cleaning().Clean(Some.DocumentOf(line), after);
        var named = Repairs(after.Line);
        for (var i = 0; i < before.FieldCount; i++)
        {
            var field = Some.Text8(before.NameOf(i));
            if (field == Provenance.Field || before.ValueOf(i).Bytes.SequenceEqual(after.Line.ValueOf(i).Bytes))
                continue;
            Assert.Contains(named, repair => repair.EndsWith(":" + field));
            if (Counts(before.ValueOf(i)) != Counts(after.Line.ValueOf(i)))
                Assert.Contains(named, repair => repair.EndsWith(":" + field) && Declared.Contains(repair.Split(':')[0]));
        }
        var again = new Document();
        new Cleaning().Clean(after, again);
        Assert.Equal(Some.Text8(after.Line.Bytes), Some.Text8(again.Line.Bytes));
    }

    static (int, int, int) Counts(JsonView value)
    {
        if (value.Kind == JsonKind.String)
            return SomeText.Counts(value.GetString());
        var (letters, digits, symbols) = (0, 0, 0);
        if (value.Kind == JsonKind.Array)
            foreach (var item in value.Items())
                if (Counts(item) is var more)
                    (letters, digits, symbols) = (letters + more.Item1, digits + more.Item2, symbols + more.Item3);
        return (letters, digits, symbols);
    }

    // What is named must be named twice: as a transformation, and with its count; and with its places if letters may change.
    static List<string> Repairs(RecordLine line)
    {
        Assert.True(line.TryGet("_provenance"u8, out var provenance));
        var json = provenance.ToNode()!;
        var repairs = (json["repairs"] as JsonArray ?? []).Select(repair => repair!).ToList();
        var named = repairs.Select(repair => $"{repair["by"]}:{repair["field"]}").ToList();
        Assert.Equal(json["transformations"]!.AsArray().Select(by => (string)by!).Where(by => by != Provenance.Renamed), named);
        foreach (var repair in repairs)
        {
            var places = repair["places"]?.AsArray().Sum(place => (int?)place!["times"] ?? 1) ?? 0;
            Assert.Equal((int)repair["count"]!, Declared.Contains((string)repair["by"]!) ? places + ((int?)repair["left_out"] ?? 0) : (int)repair["count"]!);
            Assert.Equal(Declared.Contains((string)repair["by"]!), repair["places"] is not null);
        }
        return named;
    }
}
