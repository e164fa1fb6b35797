using System.Text;
using Sluice.Server.HubStandIn;

namespace Sluice.Tests.Extract;

/// <summary>Runs every fault once, for all tests below.</summary>
public sealed class FaultTable : IAsyncLifetime
{
    // Most of them wait most of the time.
    const int AtATime = 16;

    internal IReadOnlyList<Verdict> Verdicts { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        var faults = HubFaults.All.ToList();
        var verdicts = new Verdict[faults.Count];
        // Those that last longest come first.
        var order = Enumerable.Range(0, faults.Count).OrderBy(i => faults[i].What.Contains("for ever", StringComparison.Ordinal) ? 0 : 1);
        await Parallel.ForEachAsync(order, new ParallelOptions { MaxDegreeOfParallelism = AtATime }, async (i, _) => verdicts[i] = await FaultyExtraction.RunAsync(faults[i]));
        Verdicts = verdicts;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>Not beside other tests: what only the clock ends must not depend on how busy they keep the machine.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}

/// <summary>Whatever the hub, the network or the disk does: the right bytes, or a clear refusal that leaves the old state as it was.</summary>
[Collection(Alone.Name)]
public sealed class FaultTableTests(FaultTable table) : IClassFixture<FaultTable>
{
    static readonly string PagePath = Path.Combine(Repository.Root, "docs", "faults.md");

    [Fact]
    public void Every_fault_ends_in_the_right_bytes_or_in_a_clear_refusal_with_the_old_state_intact()
    {
        var problems = table.Verdicts.SelectMany(verdict => verdict.Problems.Select(problem => $"{verdict.Fault}: {problem}")).ToList();
        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems));
    }

    [Fact]
    public void The_page_of_faults_says_what_happens()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The page quotes messages of the operating system as Linux words them.");
        var known = File.Exists(PagePath) ? File.ReadAllText(PagePath) : "";
        var page = Page(known);
        if (Environment.GetEnvironmentVariable("SLUICE_WRITE_DOCS") == "1")
            File.WriteAllText(PagePath, page);
        else
            Assert.True(page == known, "docs/faults.md is not what happened; SLUICE_WRITE_DOCS=1 writes it anew. Other lines now:\n" + string.Join('\n', page.Split('\n').Except(known.Split('\n'), StringComparer.Ordinal)));
    }

    [Fact]
    public async Task A_fault_that_does_not_end_as_its_line_says_is_found()
    {
        var forEver = new Fault { Kind = FaultKind.FlipBit, Path = HubFault.GitBytes, Times = 0 };
        HubFault Line(Ending ending, params string[] says) => new HubFault("A line", "that is wrong", ending, says).With(forEver);

        Assert.Contains("it ended in Exit4, not in RightBytes", Assert.Single((await FaultyExtraction.RunAsync(Line(Ending.RightBytes))).Problems));
        Assert.Contains("does not name something else", Assert.Single((await FaultyExtraction.RunAsync(Line(Ending.Exit4, "something else"))).Problems));
        Assert.Empty((await FaultyExtraction.RunAsync(Line(Ending.Exit4, HubFault.Git))).Problems);
    }

    [Fact]
    public async Task A_dump_of_other_bytes_and_a_touched_old_state_are_found()
    {
        var other = await FaultyExtraction.RunAsync(new HubFault("A line", "over another dataset", Ending.RightBytes) { Prepare = hub => hub.Write(HubFault.Git, Some.Line(100)) });
        var touched = await FaultyExtraction.RunAsync(new HubFault("A line", "that edits a release", Ending.RightBytes)
        {
            Prepare = hub => File.AppendAllText(Path.Combine(hub.Lake.Releases, hub.Lake.CurrentRelease!, "documents.jsonl"), "{}\n"),
        });
        var poisoned = await FaultyExtraction.RunAsync(new HubFault("A line", "that leaves a damaged file", Ending.Exit3)
        {
            Revision = "no/such",
            Prepare = hub => File.WriteAllText(Path.Combine(hub.Lake.Files(SomeHub.Source), new string('f', 64)), "other bytes"),
        });

        Assert.Contains("the dump is not that of an extraction without the fault", Assert.Single(other.Problems));
        Assert.Contains("the old state was touched: serveable/", Assert.Single(touched.Problems));
        Assert.Contains("is not what its name says", Assert.Single(poisoned.Problems));
    }

    // A fault that this machine cannot make keeps the line that the page has.
    string Page(string known)
    {
        var lines = known.Split('\n');
        var page = new StringBuilder("""
            # Faults and what comes of them

            What can go wrong between the hub and a dump, and how an extraction ends then. Each line is tried by a test: a lake with an older dump and a release, a dataset in which a small file (kept in git) and a large one (kept in LFS, sent by the CDN) changed, and the fault.
            The test also writes this page (with `SLUICE_WRITE_DOCS=1`) and fails if it says something else, so it says what happened and not what was meant.

            - **Right bytes**: the new dump is, byte for byte, that of an extraction without the fault.
            - **Exit 3, 4 or 5**: no dump is made. Dumps, later zones and releases are byte for byte what they were; only files whose hash was checked may rest in `raw/<source>/files/`, so that the next run need not fetch them again. 3: upstream is out of reach or says no. 4: some files could not be had. 5: this machine is in the way.

            `HUB`, `CDN` and `LAKE` stand for addresses and paths, `N` for numbers that differ from run to run; hashes are shortened.


            """.ReplaceLineEndings("\n"));
        foreach (var group in table.Verdicts.GroupBy(verdict => verdict.Fault.Group))
        {
            page.Append($"## {group.Key}\n\n| what goes wrong | what comes of it |\n|---|---|\n");
            foreach (var verdict in group)
            {
                var start = $"| {Cell(verdict.Fault.What)} | ";
                page.Append(verdict.Said is { } said ? $"{start}{Cell(said)} |" : lines.FirstOrDefault(line => line.StartsWith(start, StringComparison.Ordinal)) ?? start + "not tried |").Append('\n');
            }
            page.Append('\n');
        }
        return page.ToString().TrimEnd() + "\n";
    }

    static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("\n", " ", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
