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
        Assert.Empty(WorkflowLoops.Problems([.. Files().Select(file => (file, Parsed(Read(file))))]));

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
    [InlineData("yaml", "        default: auto\n", "        <<: { default: auto }\n")]
    [InlineData("shape", "        type: choice\n", "        type: choise\n")]
    [InlineData("shape", "        type: choice\n", "        type: string\n")]
    [InlineData("shape", "        options: [auto, full, delta]\n", "")]
    [InlineData("shape", "        options: [auto, full, delta]\n", "        options: []\n")]
    [InlineData("shape", "        default: false\n", "        default: no\n")]
    [InlineData("shape", "timeout-minutes: 350", "timeout-minutes: 6h")]
    [InlineData("shape", "timeout-minutes: 280", "timeout-minutes: -1")]
    [InlineData("cron", "0 2 * * 1", "@weekly")]
    [InlineData("cron", "0 2 * * 1", "0 2 L * *")]
    [InlineData("cron", "0 2 * * 1", "0 2 ? * 1")]
    [InlineData("cron", "0 2 * * 1", "* * * * *")]
    [InlineData("cron", "0 2 * * 1", "0,2 2 * * 1")]
    [InlineData("cron", "0 2 * * 1", "0 0 2 * * 1")]
    [InlineData("cron", "    - cron: ", "      cron: ")]
    [InlineData("condition", "if: ${{ steps.build.outcome == 'success' }}", "if: ${{ steps.build.outcome == 'success' }} || failure()")]
    [InlineData("condition", "if: ${{ steps.build.outcome == 'success' }}", "if: ${{ true }}")]
    [InlineData("condition", "if: ${{ steps.build.outcome == 'success' }}", "if: \"'success'\"")]
    [InlineData("condition", "if: ${{ steps.build.outcome == 'success' }}", "if: !cancelled()")]
    [InlineData("condition", "if: ${{ steps.build.outcome == 'success' }}", "if: ${{ failure() || true }}")]
    [InlineData("condition", "    runs-on: ubuntu-24.04\n", "    runs-on: ubuntu-24.04\n    if: ${{ github.ref }} == 'refs/heads/main'\n")]
    [InlineData("expression", "    runs-on: ubuntu-24.04\n", "    runs-on: ubuntu-24.04\n    if: ${{ steps.build.outcome == 'success' }}\n")]
    [InlineData("expression", "    runs-on: ubuntu-24.04\n", "    runs-on: ubuntu-24.04\n    if: github.ref = = (\n")]
    [InlineData("expression", "    runs-on: ubuntu-24.04\n", "    runs-on: ubuntu-24.04\n    if: ${{ secrets.HF_TOKEN != '' }}\n")]
    [InlineData("permission", "permissions: {}\n", "permissions: { everything: read }\n")]
    [InlineData("permission", "permissions: {}\n", "permissions: { contents: admin }\n")]
    [InlineData("concurrency", "  group: weekly-refresh\n", "  group: weekly-refresh-${{ github.run_id }}\n")]
    [InlineData("concurrency", "  group: weekly-refresh\n", "  group: weekly-refresh-${{ github.ref }}\n")]
    [InlineData("action", "actions/setup-dotnet@", "example/setup-dotnet@")]
    [InlineData("injection", "global-json-file: global.json", "dotnet-version: ${{ inputs.mode }}")]
    [InlineData("injection", "path: ${{ runner.temp }}/lake/logs", "path: ${{ steps.refresh.outputs.exit_code }}")]
    [InlineData("needs", "    timeout-minutes: 350\n", "    needs: build\n")]
    [InlineData("needs", "    timeout-minutes: 350\n", "    needs: [refresh]\n")]
    [InlineData("expression", "${{ steps.restore.outputs.fresh }}", "${{ steps.restore.outputs.fresh }")]
    [InlineData("expression", "steps.restore.outputs.fresh", "steps.restored.outputs.fresh")]
    [InlineData("expression", "steps.restore.outputs.fresh", "steps.restore.outputs.frehs")]
    [InlineData("expression", "steps.restore.outputs.fresh", "steps.keep.outputs.fresh")]
    [InlineData("expression", "inputs.mode", "inputs.modes")]
    [InlineData("expression", "inputs.mode", "input.mode")]
    [InlineData("expression", "if: ${{ failure() || cancelled() }}", "if: ${{ failed() }}")]
    [InlineData("expression", "if: ${{ failure() || cancelled() }}", "if: failed()")]
    [InlineData("expression", "if: ${{ failure() || cancelled() }}", "if: ${{ failure( }}")]
    [InlineData("expression", "if: ${{ failure() || cancelled() }}", "if: ${{ secrets.HF_TOKEN != '' }}")]
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
    [InlineData("foreign", "    tag lake: made with the release\n", "")]
    [InlineData("foreign", "        id: build\n", "        id: build\n        env:\n          DATA_BRANCH: main\n")]
    [InlineData("foreign", "        id: build\n", "        id: build\n        env:\n          GH_REPO: example/other\n")]
    [InlineData("foreign", "        id: build\n", "        id: build\n        env:\n          GIT_DIR: /elsewhere\n")]
    [InlineData("foreign", "    timeout-minutes: 350\n", "    env:\n      DATA_RELEASE: v1.0.0\n")]
    [InlineData("loop", "  workflow_dispatch:\n", "  workflow_run:\n    workflows: [Weekly refresh]\n  workflow_dispatch:\n")]
    [InlineData("loop", "  workflow_dispatch:\n", "  workflow_run:\n    workflows: [planted.yml]\n  workflow_dispatch:\n")]
    [InlineData("loop", "  workflow_dispatch:\n", "  workflow_run:\n    workflows: ['Weekly [rst]efresh']\n  workflow_dispatch:\n")]
    public void A_planted_error_is_found(string rule, string from, string to)
    {
        Assert.Contains(from, Text);
        var problems = Problems(Text.Replace(from, to));
        Assert.True(problems.Exists(problem => problem.StartsWith(rule + ": ")), $"no {rule} among: {string.Join('\n', problems)}");
    }

    [Theory]
    [InlineData("git push --quiet origin HEAD:refs/heads/lake-data HEAD:refs/heads/main")]
    [InlineData("git push origin HEAD:refs/heads/lake-data --tags")]
    [InlineData("git push --force origin HEAD:refs/heads/lake-data")]
    [InlineData("git push --mirror origin")]
    [InlineData("git push --all origin")]
    [InlineData("git push origin +HEAD:refs/heads/lake-data")]
    [InlineData("git push origin :refs/heads/lake-data")]
    [InlineData("git push origin HEAD:refs/tags/v1")]
    [InlineData("git push https://example.org/x.git HEAD:refs/heads/lake-data")]
    [InlineData("git push origin \\\n  HEAD:refs/heads/main")]
    [InlineData("git \\\n  push origin main")]
    [InlineData("git -c remote.origin.pushurl=https://example.org/x.git push origin HEAD:refs/heads/lake-data")]
    [InlineData("git -c alias.up=push up origin main")]
    [InlineData("git remote set-url origin https://example.org/x.git")]
    [InlineData("git config alias.up push")]
    [InlineData("DATA_BRANCH=main deploy/github/keep.sh")]
    [InlineData("export DATA_RELEASE=v1.0.0")]
    [InlineData("GIT_DIR=/elsewhere deploy/github/keep.sh")]
    [InlineData("echo DATA_BRANCH=main >>\"$GITHUB_ENV\"")]
    [InlineData("echo /elsewhere >>$GITHUB_PATH")]
    [InlineData("gh release create lake -R example/other")]
    [InlineData("gh issue create --repo example/other --label weekly-refresh")]
    [InlineData("gh -R example/other issue list")]
    [InlineData("gh issue list --hostname github.example.org")]
    [InlineData("gh release new v1.0.0")]
    [InlineData("gh release upload \\\n  v1.0.0 README.md")]
    [InlineData("gh issue delete 1 --yes")]
    [InlineData("gh issue lock 1")]
    [InlineData("gh issue transfer 1 example/other")]
    [InlineData("gh gist create README.md")]
    [InlineData("gh workflow run other.yml")]
    [InlineData("wget --method=DELETE https://example.org")]
    [InlineData("wget --post-data=x https://example.org")]
    [InlineData("curl -X PUT https://example.org")]
    [InlineData("bash planted.sh")]
    [InlineData("bash -x ./planted.sh")]
    [InlineData("./planted.sh")]
    [InlineData("./planted")]
    [InlineData(". planted.sh")]
    [InlineData("source ./planted.sh")]
    [InlineData("\"$GITHUB_WORKSPACE/planted\" now")]
    [InlineData("if true; then sh planted.sh; fi")]
    [InlineData("bash calls.sh")]
    [InlineData("bash missing.sh")]
    [InlineData("\"$RUNNER_TEMP/fetched\"")]
    [InlineData("echo x | bash")]
    [InlineData("bash -c \"$SOURCE\"")]
    [InlineData("eval \"$SOURCE\"")]
    public void A_planted_write_is_found_however_it_is_made(string command)
    {
        using var root = new TempFolder();
        foreach (var path in Directory.EnumerateFiles(Path.Combine(Repository.Root, "deploy", "github")))
            File.Copy(path, root.Write(Path.Combine("deploy", "github", Path.GetFileName(path)), ""), overwrite: true);
        root.Write("planted.sh", "git push origin main\n");
        root.Write("planted", "#!/bin/sh\ngit push origin main\n");
        root.Write("calls.sh", "# Another one does it.\n. \"$(dirname \"$0\")/planted.sh\"\n");
        Assert.Empty(WorkflowRules.Problems("planted.yml", Text, root.Path));
        var yaml = Text.Replace("run: deploy/github/build.sh", "run: |\n          " + command.Replace("\n", "\n          "));
        var problems = WorkflowRules.Problems("planted.yml", yaml, root.Path).ToList();
        Assert.True(problems.Exists(problem => problem.StartsWith("foreign: ")), $"no foreign among: {string.Join('\n', problems)}");
    }

    [Fact]
    public void Every_step_that_can_fail_has_an_id_by_which_the_issue_names_it()
    {
        var steps = ((YamlSequenceNode)Parsed(Text).At("jobs").At("refresh").At("steps")!).ToList();
        Assert.All(steps.SkipLast(2), step => Assert.NotNull(step.Text("id")));
        Assert.Equal("${{ toJSON(steps) }}", steps[^2].At("env").Text("STEPS"));
    }

    [Fact]
    public void A_step_ends_before_its_job_does_since_a_job_that_does_is_cancelled_without_a_word()
    {
        var job = Parsed(Text).At("jobs").At("refresh");
        var step = ((YamlSequenceNode)job.At("steps")!).First(step => step.Text("id") == "refresh");
        Assert.InRange(int.Parse(step.Text("timeout-minutes")!, System.Globalization.CultureInfo.InvariantCulture), 1, int.Parse(job.Text("timeout-minutes")!, System.Globalization.CultureInfo.InvariantCulture) - 60);
    }

    [Fact]
    public void Every_alert_setting_that_is_secret_or_an_address_reaches_the_refresh()
    {
        var env = ((YamlSequenceNode)Parsed(Text).At("jobs").At("refresh").At("steps")!).First(step => step.Text("id") == "refresh").At("env");
        foreach (var name in new[] { "WEBHOOK", "SECRET", "SMTP", "FROM", "TO", "USER", "PASSWORD" })
        {
            Assert.Equal($"${{{{ secrets.SLUICE_ALERT_{name} }}}}", env.Text($"SLUICE_ALERT_{name}"));
            Assert.Contains($"`SLUICE_ALERT_{name}`", Read("docs/automation.md"));
        }
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
    [InlineData("{ push: { branches: ['lake-dat[a-z]'] } }", true)]
    [InlineData("{ push: { branches: ['lake-data?'] } }", true)]
    [InlineData("{ push: { branches: ['lake-dat+a'] } }", true)]
    [InlineData("{ push: { branches: [main, '!main'] } }", true)]
    [InlineData("{ push: { branches-ignore: ['lake-dat[a-z]'] } }", true)]
    [InlineData("{ push: { branches-ignore: ['lake-*'] } }", false)]
    [InlineData("{ push: { tags: ['v*'] } }", false)]
    [InlineData("{ push: { tags: ['la*'] } }", true)]
    [InlineData("{ push: { tags-ignore: ['v*'] } }", true)]
    [InlineData("{ push: { tags-ignore: [lake] } }", false)]
    [InlineData("{ push: { branches: [main], tags: [lake] } }", true)]
    [InlineData("create", true)]
    [InlineData("{ release: { types: [edited] } }", true)]
    [InlineData("issues", true)]
    [InlineData("{ issue_comment: {} }", true)]
    [InlineData("pull_request", false)]
    [InlineData("{ schedule: [{ cron: '0 2 * * 1' }] }", false)]
    public void A_workflow_that_the_refresh_would_start_is_found(string on, bool isLoop) =>
        Assert.Equal(isLoop, WorkflowLoops.Problems([("weekly", Parsed(Text)), ("other", Parsed($"on: {on}\njobs: {{}}"))]).Any());

    [Theory]
    [InlineData("Other", "Third", "Weekly refresh", true)]
    [InlineData(".github/workflows/other.yml", "third.yml", "weekly", true)]
    [InlineData("Other", "Third", "Fourth", false)]
    public void A_ring_of_workflows_is_found(string second, string third, string first, bool isRing) =>
        Assert.Equal(isRing, WorkflowLoops.Problems([
            ("weekly", Parsed(Text.Replace("  workflow_dispatch:\n", $"  workflow_run:\n    workflows: [{second}]\n  workflow_dispatch:\n"))),
            (".github/workflows/other.yml", Parsed($"name: Other\non: {{ workflow_run: {{ workflows: ['{third}'] }} }}\njobs: {{}}")),
            (".github/workflows/third.yml", Parsed($"name: Third\non: {{ workflow_run: {{ workflows: ['{first}'] }} }}\njobs: {{}}"))]).Any());

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
