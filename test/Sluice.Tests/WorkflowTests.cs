using YamlDotNet.RepresentationModel;

namespace Sluice.Tests;

/// <summary>Every workflow of this repository is one that GitHub would take and that wakes nothing by what it writes; and each rule can turn red.</summary>
public sealed class WorkflowTests
{
    const string Weekly = ".github/workflows/weekly-refresh.yml";

    static readonly string Text = Read(Weekly);

    static string Read(string file) => File.ReadAllText(Path.Combine(Repository.Root, file));

    static IEnumerable<string> Files() => Directory.EnumerateFiles(Path.Combine(Repository.Root, ".github", "workflows"))
        .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'));

    static List<string> Problems(string yaml) => [.. WorkflowRules.Problems("planted.yml", yaml, Repository.Root)];

    static YamlMappingNode Parsed(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }

    [Fact]
    public void Every_workflow_keeps_every_rule()
    {
        Assert.Contains(Weekly, Files());
        Assert.Empty(Files().SelectMany(file => WorkflowRules.Problems(file, Read(file), Repository.Root)));
    }

    [Fact]
    public void No_workflow_is_started_by_what_another_or_itself_writes() =>
        Assert.Empty(WorkflowWrites.Loops([.. Files().Select(file => (file, Parsed(Read(file))))]));

    [Theory]
    [InlineData("yaml", "    steps:\n", "  steps:\n      bad\n")]
    [InlineData("yaml", "        run: deploy/github/build.sh", "        run: \"deploy/github/build.sh")]
    [InlineData("yaml", "name: Weekly refresh\n", "name: Weekly refresh\nname: Twice\n")]
    [InlineData("key", "runs-on:", "run-on:")]
    [InlineData("key", "        id: refresh\n", "        idd: refresh\n")]
    [InlineData("key", "concurrency:\n  group", "concurency:\n  group")]
    [InlineData("key", "        type: boolean\n", "        kind: boolean\n")]
    [InlineData("shape", "runs-on:", "run-on:")]
    [InlineData("shape", "        id: verify\n", "        id: restore\n")]
    [InlineData("shape", "        run: deploy/github/verify.sh", "        run: deploy/github/verify.sh\n        uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683")]
    [InlineData("shape", "        default: auto", "        default: automatic")]
    [InlineData("on", "  schedule:\n", "  scheduled:\n")]
    [InlineData("cron", "0 2 * * 1", "0 2 * * 8")]
    [InlineData("cron", "0 2 * * 1", "0 2 * *")]
    [InlineData("needs", "    timeout-minutes: 350\n", "    needs: build\n")]
    [InlineData("needs", "    timeout-minutes: 350\n", "    needs: [refresh]\n")]
    [InlineData("expression", "${{ steps.restore.outputs.fresh }}", "${{ steps.restore.outputs.fresh }")]
    [InlineData("expression", "steps.restore.outputs.fresh", "steps.restored.outputs.fresh")]
    [InlineData("expression", "steps.restore.outputs.fresh", "steps.restore.outputs.frehs")]
    [InlineData("expression", "steps.restore.outputs.fresh", "steps.keep.outputs.fresh")]
    [InlineData("expression", "inputs.mode", "inputs.modes")]
    [InlineData("expression", "inputs.mode", "input.mode")]
    [InlineData("expression", "if: ${{ failure() }}", "if: ${{ failed() }}")]
    [InlineData("expression", "if: ${{ failure() }}", "if: failed()")]
    [InlineData("expression", "if: ${{ failure() }}", "if: ${{ failure( }}")]
    [InlineData("expression", "if: ${{ failure() }}", "if: ${{ secrets.HF_TOKEN != '' }}")]
    [InlineData("expression", "  DATA_RELEASE: lake\n", "  DATA_RELEASE: ${{ runner.temp }}\n")]
    [InlineData("expression", "FRESH: ${{ steps.restore.outputs.fresh }}", "FRESH: ${{ always() }}")]
    [InlineData("permission", "      issues: write", "      issues: read")]
    [InlineData("permission", "      contents: write", "      contents: read")]
    [InlineData("permission", "      issues: write", "      issues: write\n      packages: write")]
    [InlineData("pin", "actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683", "actions/checkout@v4")]
    [InlineData("shell", "        run: deploy/github/build.sh", "        shell: zsh\n        run: deploy/github/build.sh")]
    [InlineData("script", "deploy/github/build.sh", "deploy/github/built.sh")]
    [InlineData("script", "deploy/github/build.sh", "deploy/github/places.sh")]
    [InlineData("injection", "run: deploy/github/build.sh", "run: echo ${{ inputs.limit }}")]
    [InlineData("concurrency", "  cancel-in-progress: false", "  cancel-in-progress: true")]
    [InlineData("owns", "  OWNS: |", "  OWNED: |")]
    [InlineData("foreign", "run: deploy/github/build.sh", "run: git push origin HEAD:refs/heads/main")]
    [InlineData("foreign", "run: deploy/github/build.sh", "run: git push")]
    [InlineData("foreign", "  DATA_BRANCH: lake-data", "  DATA_BRANCH: main")]
    [InlineData("foreign", "run: deploy/github/build.sh", "run: gh release upload v1.0.0 README.md")]
    [InlineData("foreign", "run: deploy/github/build.sh", "run: gh api -X DELETE repos/example/example")]
    [InlineData("foreign", "    issue: weekly-refresh\n", "    issue: other\n")]
    [InlineData("loop", "  workflow_dispatch:\n", "  workflow_run:\n    workflows: [Weekly refresh]\n  workflow_dispatch:\n")]
    public void A_planted_error_is_found(string rule, string from, string to)
    {
        Assert.Contains(from, Text);
        var problems = Problems(Text.Replace(from, to));
        Assert.True(problems.Exists(problem => problem.StartsWith(rule + ": ")), $"no {rule} among: {string.Join('\n', problems)}");
    }

    [Fact]
    public void Jobs_that_wait_for_each_other_are_found() => Assert.Equal(2, Problems("""
        name: Ring
        on: push
        permissions: {}
        jobs:
          a: { runs-on: ubuntu-24.04, needs: b, steps: [{ run: "true" }] }
          b: { runs-on: ubuntu-24.04, needs: [a], steps: [{ run: "true" }] }
        """).Count(problem => problem.StartsWith("needs: ")));

    [Theory]
    [InlineData("push", true)]
    [InlineData("[push]", true)]
    [InlineData("{ push: {} }", true)]
    [InlineData("{ push: { branches: ['**'] } }", true)]
    [InlineData("{ push: { branches: [main] } }", false)]
    [InlineData("{ push: { branches: ['lake*'] } }", true)]
    [InlineData("{ push: { branches-ignore: [lake-data] } }", false)]
    [InlineData("{ push: { branches-ignore: [other] } }", true)]
    [InlineData("create", true)]
    [InlineData("{ release: { types: [edited] } }", true)]
    [InlineData("issues", true)]
    [InlineData("{ issue_comment: {} }", true)]
    [InlineData("pull_request", false)]
    [InlineData("{ schedule: [{ cron: '0 2 * * 1' }] }", false)]
    public void A_workflow_that_the_refresh_would_start_is_found(string on, bool isLoop) =>
        Assert.Equal(isLoop, WorkflowWrites.Loops([("weekly", Parsed(Text)), ("other", Parsed($"on: {on}\njobs: {{}}"))]).Any());

    [Fact]
    public void A_permission_that_a_step_needs_is_asked_of_its_job_whatever_the_workflow_says() =>
        Assert.Contains(Problems("""
            name: Mute
            on: workflow_dispatch
            jobs:
              a: { runs-on: ubuntu-24.04, steps: [{ run: "gh issue create --label x" }] }
            """), problem => problem.StartsWith("permission: ") && problem.Contains("does not say"));

    [Fact]
    public void Every_script_stops_at_its_first_error()
    {
        foreach (var path in Directory.EnumerateFiles(Path.Combine(Repository.Root, "deploy", "github"), "*.sh"))
            Assert.True(File.ReadAllText(path) is var text && (text.Contains("\nset -euo pipefail\n") || text.Contains("\n. \"$(dirname \"$0\")/places.sh\"\n")), path);
    }
}
