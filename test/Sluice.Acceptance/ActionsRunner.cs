using System.Diagnostics;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Sluice.Acceptance;

/// <summary>How a step ended: <c>success</c>, <c>failure</c> or <c>skipped</c>, and what it printed.</summary>
public sealed record StepOutcome(string Name, string Outcome, string Output);

/// <summary>A run of the workflow. <paramref name="Temp"/> is the runner's own folder, <paramref name="Checkout"/> its clone.</summary>
public sealed record WorkflowRun(IReadOnlyList<StepOutcome> Steps, string Summary, string Temp, string Checkout)
{
    public bool IsGreen => Steps.All(step => step.Outcome != "failure");

    public StepOutcome this[string name] => Steps.First(step => step.Name == name);

    public override string ToString() => string.Join('\n', Steps.Select(step => $"{step.Name}: {step.Outcome}\n{step.Output}"));
}

/// <summary>
/// GitHub in a folder: a bare repository as origin, a stand-in for <c>gh</c>, and for each trigger an empty runner that
/// executes the steps of a workflow in order, by the conditions and with the variables that the file says.
/// </summary>
public sealed partial class ActionsRunner : IDisposable
{
    readonly Scratch _scratch = new();
    readonly Dictionary<string, string> _environment;
    int _runs;

    public ActionsRunner(string endpoint)
    {
        _environment = new() { ["SLUICE_ENDPOINT"] = endpoint, ["SLUICE_PROGRAM"] = Published.Folder, ["SLUICE_DEADLINE"] = "2" };
        Directory.CreateDirectory(State);
        Visibility = "PRIVATE";
        Git(_scratch.Folder, "init", "--quiet", "--bare", "--initial-branch=main", "origin.git");
        var seed = Path.Combine(_scratch.Folder, "seed");
        Git(_scratch.Folder, "clone", "--quiet", Origin, seed);
        foreach (var path in Directory.EnumerateFiles(Path.Combine(Published.Repository, "deploy"), "*", SearchOption.AllDirectories).Append(Path.Combine(Published.Repository, "README.md")))
        {
            var copy = Path.Combine(seed, Path.GetRelativePath(Published.Repository, path));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(path, copy);
        }
        Git(seed, "add", "--all");
        Git(seed, "-c", "user.name=Ada Sampleton", "-c", "user.email=ada@example.org", "commit", "--quiet", "-m", "A checkout");
        Git(seed, "push", "--quiet", "origin", "HEAD:main");
    }

    public string Origin => Path.Combine(_scratch.Folder, "origin.git");

    public string State => Path.Combine(_scratch.Folder, "gh");

    /// <summary>The file that is run; a test may plant something in it.</summary>
    public string Workflow { get; set; } = File.ReadAllText(Path.Combine(Published.Repository, ".github", "workflows", "weekly-refresh.yml"));

    public string Visibility { set => File.WriteAllText(Path.Combine(State, "visibility"), value); }

    public string Endpoint { set => _environment["SLUICE_ENDPOINT"] = value; }

    /// <summary>What started it.</summary>
    public string Event { get; set; } = "workflow_dispatch";

    /// <summary>False where the repository has no issues.</summary>
    public bool HasIssues
    {
        set
        {
            File.Delete(Path.Combine(State, "no-issues"));
            if (!value)
                File.WriteAllText(Path.Combine(State, "no-issues"), "");
        }
    }

    /// <summary>The repository's variables.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>Artifacts by name and run.</summary>
    public string Artifacts => Path.Combine(_scratch.Folder, "artifacts");

    public IReadOnlyList<string> Assets => !Directory.Exists(Path.Combine(State, "releases", "lake")) ? [] : [.. Directory.EnumerateFiles(Path.Combine(State, "releases", "lake")).Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)];

    public IReadOnlyList<System.Text.Json.Nodes.JsonNode> Issues => !Directory.Exists(Path.Combine(State, "issues")) ? [] : [.. Directory.EnumerateFiles(Path.Combine(State, "issues")).Select(path => System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(path))!)];

    /// <summary>What git says, in origin unless another folder is named.</summary>
    public string InOrigin(params string[] call) => Git(Origin, call);

    /// <summary>Each branch and tag, releases and labels: what could be written.</summary>
    public IReadOnlyList<string> Written() =>
    [
        .. InOrigin("for-each-ref", "--format=%(refname) %(objectname)").Split('\n', StringSplitOptions.RemoveEmptyEntries),
        .. Directory.EnumerateFiles(State, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(State, path)).Where(path => path is not ("visibility" or "calls" or "no-issues")).Order(StringComparer.Ordinal),
    ];

    /// <summary>What lies at origin beyond what <c>env.OWNS</c> declares.</summary>
    public IReadOnlyList<string> ForeignWrites(IReadOnlyList<string> before)
    {
        var owns = Parse().At("env").Text("OWNS")!.Split('\n').Select(line => line.Split(": ")).Where(line => line.Length == 2).Select(line => (Where: line[0].Trim(), What: line[1].Trim())).ToList();
        var foreign = new List<string>();
        foreach (var write in Written().Except(before))
            if (write.StartsWith("refs/heads/", StringComparison.Ordinal) && write[11..].Split(' ')[0] is var branch && owns.Exists(own => own.Where == $"branch {branch}"))
                foreign.AddRange(InOrigin("ls-tree", "-r", "--name-only", branch).Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    .Where(path => !owns.Exists(own => own.Where == $"branch {branch}" && (own.What == path || (own.What.EndsWith('/') && path.StartsWith(own.What, StringComparison.Ordinal))))).Select(path => $"{branch}: {path}"));
            else if (!(write.StartsWith("releases/lake/part-", StringComparison.Ordinal) || write == "label-weekly-refresh" || write.StartsWith("issues/", StringComparison.Ordinal)))
                foreign.Add(write);
        return [.. foreign, .. Issues.Where(issue => (string)issue["label"]! != "weekly-refresh").Select(issue => $"issue {issue["number"]}")];
    }

    public async Task<WorkflowRun> TriggerAsync(params (string Name, string Value)[] inputs)
    {
        var number = ++_runs;
        var (temp, clone) = (Path.Combine(_scratch.Folder, $"temp-{number}"), Path.Combine(_scratch.Folder, $"clone-{number}"));
        Directory.CreateDirectory(temp);
        Git(_scratch.Folder, "clone", "--quiet", "--branch", "main", Origin, clone);
        var (summary, steps, context) = (Path.Combine(temp, "summary.md"), new List<StepOutcome>(), new Dictionary<string, string>(StringComparer.Ordinal));
        var told = new System.Text.Json.Nodes.JsonObject();
        await File.WriteAllTextAsync(summary, "");
        (context["github.token"], context["runner.temp"]) = ("a-token", temp);
        foreach (var (name, value) in Variables)
            context["vars." + name] = value;
        foreach (var (name, value) in inputs)
            context["inputs." + name] = value;
        var workflow = Parse();
        foreach (var step in ((YamlSequenceNode)workflow.At("jobs").At("refresh").At("steps")!).OfType<YamlMappingNode>())
        {
            var (id, hasFailed) = (step.Text("id"), steps.Exists(done => done.Outcome == "failure"));
            var outcome = new StepOutcome(step.Text("name")!, "skipped", "");
            if (step.Text("if") is { } condition ? IsTrue(condition, context, hasFailed) : !hasFailed)
                outcome = await ExecuteAsync(step, workflow, number, temp, clone, summary, context);
            steps.Add(outcome);
            if (id is null)
                continue;
            context[$"steps.{id}.outcome"] = outcome.Outcome;
            told[id] = new System.Text.Json.Nodes.JsonObject { ["outcome"] = outcome.Outcome };
            context["toJSON(steps)"] = told.ToJsonString();
        }
        return new WorkflowRun(steps, await File.ReadAllTextAsync(summary), temp, clone);
    }

    /// <summary>What a person does in a clone of theirs, with the variables that docs/automation.md sets.</summary>
    public async Task<StepOutcome> ByHandAsync(string commands)
    {
        var number = ++_runs;
        var (temp, clone) = (Path.Combine(_scratch.Folder, $"temp-{number}"), Path.Combine(_scratch.Folder, $"clone-{number}"));
        Directory.CreateDirectory(temp);
        Git(_scratch.Folder, "clone", "--quiet", "--branch", "main", Origin, clone);
        var step = new YamlMappingNode { { "name", "By hand" }, { "run", commands }, { "env", new YamlMappingNode { { "GH_TOKEN", "a-token" } } } };
        return await ExecuteAsync(step, Parse(), number, temp, clone, Path.Combine(temp, "summary.md"), []);
    }

    async Task<StepOutcome> ExecuteAsync(YamlMappingNode step, YamlMappingNode workflow, int number, string temp, string clone, string summary, Dictionary<string, string> context)
    {
        var name = step.Text("name")!;
        if (step.Text("uses") is { } uses)
        {
            // The clone and the SDK are there; of the others only this one does anything that could be seen.
            if (uses.StartsWith("actions/upload-artifact@", StringComparison.Ordinal) && Fill(step.At("with").Text("path")!, context) is var path && Directory.Exists(path))
                foreach (var file in Directory.EnumerateFiles(path))
                {
                    var folder = Directory.CreateDirectory(Path.Combine(Artifacts, $"{step.At("with").Text("name")}-{number}-{step.At("with").Text("retention-days")}d"));
                    File.Copy(file, Path.Combine(folder.FullName, Path.GetFileName(file)));
                }
            return new StepOutcome(name, "success", "");
        }
        var start = new ProcessStartInfo("bash", ["-e", "-c", step.Text("run")!]) { WorkingDirectory = clone, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        Isolate(start);
        var output = Path.Combine(temp, $"output-{Guid.NewGuid():N}");
        await File.WriteAllTextAsync(output, "");
        foreach (var (key, value) in _environment.Concat(new Dictionary<string, string>
        {
            ["GITHUB_WORKSPACE"] = clone,
            ["GITHUB_EVENT_NAME"] = Event,
            ["GITHUB_OUTPUT"] = output,
            ["GITHUB_STEP_SUMMARY"] = summary,
            ["GITHUB_REPOSITORY"] = "example/lake",
            ["GITHUB_SERVER_URL"] = "https://github.example.org",
            ["GITHUB_RUN_ID"] = $"{number}",
            ["RUNNER_TEMP"] = temp,
            ["GH_STATE"] = State,
            ["PATH"] = Path.Combine(Published.Repository, "test", "Sluice.Acceptance", "StandIn") + ":" + Environment.GetEnvironmentVariable("PATH"),
        }).Concat(EnvironmentOf(workflow.At("env"), context)).Concat(EnvironmentOf(step.At("env"), context)))
            start.Environment[key] = value;
        using var process = Process.Start(start)!;
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var isEnded = await EndsWithinAsync(process, TimeSpan.FromMinutes(Math.Min(3, double.Parse(step.Text("timeout-minutes") ?? "3", System.Globalization.CultureInfo.InvariantCulture))));
        if (step.Text("id") is { } id)
            foreach (var line in await File.ReadAllLinesAsync(output))
                context[$"steps.{id}.outputs.{line.Split('=')[0]}"] = line[(line.IndexOf('=') + 1)..];
        return new StepOutcome(name, isEnded && process.ExitCode == 0 ? "success" : "failure", await said + await complained);
    }

    // A step that takes longer than it may is ended, and has failed.
    static async Task<bool> EndsWithinAsync(Process process, TimeSpan time)
    {
        using var clock = new CancellationTokenSource(time);
        try
        {
            await process.WaitForExitAsync(clock.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            return false;
        }
    }

    static Dictionary<string, string> EnvironmentOf(YamlNode? env, Dictionary<string, string> context) =>
        (env as YamlMappingNode)?.Children.ToDictionary(pair => $"{pair.Key}", pair => Fill($"{pair.Value}", context)) ?? [];

    static string Fill(string text, Dictionary<string, string> context) => Expression().Replace(text, match => context.GetValueOrDefault(match.Groups[1].Value.Trim(), ""));

    // As much of the language as the workflow uses; anything else is an error of this test. A condition that asks for no
    // state asks for success.
    static bool IsTrue(string condition, Dictionary<string, string> context, bool hasFailed)
    {
        var asked = Expression().Match(condition).Groups[1].Value;
        return (StateOfJob().IsMatch(asked) || !hasFailed) && asked.Split("||").Any(part => part.Split("&&").Select(term => term.Trim()).All(term => term switch
        {
            "success()" => !hasFailed,
            "failure()" => hasFailed,
            "cancelled()" => false,
            "!cancelled()" => true,
            ['!', .. var name] when name.StartsWith("inputs.", StringComparison.Ordinal) => context.GetValueOrDefault(name, "") is "" or "false",
            _ when Comparison().Match(term) is { Success: true } comparison => context.GetValueOrDefault(comparison.Groups[1].Value, "") == comparison.Groups[2].Value,
            _ => throw new InvalidOperationException($"This runner does not know the condition {term}"),
        }));
    }

    YamlMappingNode Parse()
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(Workflow));
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }

    static void Isolate(ProcessStartInfo start)
    {
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("SLUICE_") || name.StartsWith("HF_") || name.StartsWith("GH_") || name.StartsWith("GIT")).ToList())
            start.Environment.Remove(name);
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        start.Environment["GIT_CONFIG_SYSTEM"] = "/dev/null";
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
    }

    static string Git(string folder, params string[] call)
    {
        var start = new ProcessStartInfo("git", call) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        Isolate(start);
        using var process = Process.Start(start)!;
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        process.WaitForExit();
        return process.ExitCode == 0 ? said.Result : throw new InvalidOperationException($"git {string.Join(' ', call)}: {complained.Result}");
    }

    public void Dispose() => _scratch.Dispose();

    [GeneratedRegex(@"\$\{\{(.*?)\}\}")]
    private static partial Regex Expression();

    [GeneratedRegex(@"\b(?:success|failure|cancelled|always)\(\)")]
    private static partial Regex StateOfJob();

    [GeneratedRegex(@"^([\w.]+) == '(\w*)'$")]
    private static partial Regex Comparison();
}

static class YamlNodes
{
    public static YamlNode? At(this YamlNode? node, string name) => node is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(name), out var found) ? found : null;

    public static string? Text(this YamlNode? node, string name) => (node.At(name) as YamlScalarNode)?.Value;
}
