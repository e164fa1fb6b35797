namespace Sluice.Tests;

/// <summary>The real records, beside the checkout where the project is built; a stranger's clone has none.</summary>
static class RealRecords
{
    static readonly string Beside = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "data"));

    /// <summary>Their files. Skips where the folder is absent; a folder that is there and broken fails.</summary>
    public static IReadOnlyList<string> FilesOrSkip()
    {
        Assert.SkipUnless(Directory.Exists(Beside), "The real records are not beside this checkout; the samples stand in for them.");
        var folder = Path.Combine(Beside, "hub", SomeHub.Dataset);
        Assert.True(Directory.Exists(folder), $"{Beside} is there, but holds no hub/{SomeHub.Dataset}.");
        var files = Directory.EnumerateFiles(folder, "*.jsonl").Order(StringComparer.Ordinal).ToList();
        Assert.True(files.Sum(file => File.ReadLines(file).Count()) > 1000, $"{folder} holds fewer than 1,000 rows.");
        return files;
    }

    /// <summary>Epoch AI's file as it was one day. Skips where it is absent.</summary>
    public static string EpochOrSkip()
    {
        var file = Path.Combine(Beside, "epoch_ai", "notable_ai_models.csv");
        Assert.SkipUnless(File.Exists(file), "Epoch AI's file is not beside this checkout; made-up rows stand in for it.");
        return file;
    }
}
