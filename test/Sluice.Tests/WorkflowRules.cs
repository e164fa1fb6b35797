using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Sluice.Tests;

/// <summary>
/// What GitHub would refuse, or do without being asked, in the workflows of a repository: <c>rule: place and reason</c>, a
/// line each. Rules of shape are here; what a workflow writes is judged in <see cref="WorkflowWrites"/>.
/// </summary>
static partial class WorkflowRules
{
    static readonly string[] OfWorkflow = ["name", "run-name", "on", "permissions", "env", "defaults", "concurrency", "jobs"];
    static readonly string[] OfJob = ["name", "permissions", "needs", "if", "runs-on", "environment", "concurrency", "outputs", "env", "defaults", "steps", "timeout-minutes", "strategy", "continue-on-error", "container", "services"];
    static readonly string[] OfStep = ["id", "if", "name", "uses", "run", "shell", "with", "env", "continue-on-error", "timeout-minutes", "working-directory"];
    static readonly string[] OfInput = ["description", "required", "default", "type", "options"];
    static readonly string[] OfFilter = ["branches", "branches-ignore", "paths", "paths-ignore", "tags", "tags-ignore", "types", "workflows"];
    static readonly string[] Events = ["push", "pull_request", "schedule", "workflow_dispatch", "workflow_run", "release", "issues", "issue_comment", "label", "create", "delete"];
    static readonly string[] Actions = ["actions/checkout", "actions/setup-dotnet", "actions/upload-artifact"];
    static readonly string[] Harmless = ["runner.temp", "runner.os", "github.workspace", "github.sha", "github.run_id", "github.token"];
    static readonly string[] Shells = ["bash", "sh", "pwsh", "powershell", "cmd", "python"];
    static readonly HashSet<string> AtWorkflow = ["github", "inputs", "vars", "secrets"];
    static readonly HashSet<string> AtJob = [.. AtWorkflow, "needs", "strategy", "matrix"];
    static readonly HashSet<string> AtJobCondition = ["github", "inputs", "vars", "needs"];
    static readonly HashSet<string> AtStep = [.. AtJob, "steps", "runner", "env", "job"];

    public static IEnumerable<string> Problems(string file, string yaml, string root)
    {
        YamlMappingNode workflow;
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            workflow = (YamlMappingNode)stream.Documents.Single().RootNode;
        }
        catch (Exception e) when (e is YamlException or InvalidCastException or InvalidOperationException or ArgumentException)
        {
            return [$"yaml: {file}: {e.Message}"];
        }
        return OfDocument(file, workflow, root).Concat(WorkflowValues.Problems(file, workflow)).Concat(WorkflowWrites.Problems(file, workflow, root));
    }

    static IEnumerable<string> OfDocument(string file, YamlMappingNode workflow, string root)
    {
        foreach (var problem in Unknown(workflow, OfWorkflow, file).Concat(Triggers(workflow, file)))
            yield return problem;
        var inputs = (workflow.At("on").At("workflow_dispatch").At("inputs") as YamlMappingNode)?.Names().ToHashSet() ?? [];
        foreach (var text in Texts(workflow.At("env")).Concat(Texts(workflow.At("concurrency"))))
            foreach (var problem in WorkflowExpressions.Problems(text, new ExpressionPlace(file, AtWorkflow, false) { Inputs = inputs }))
                yield return problem;
        if (workflow.At("jobs") is not YamlMappingNode { Children.Count: > 0 } jobs)
        {
            yield return $"shape: {file} has no jobs";
            yield break;
        }
        foreach (var name in jobs.Names())
            foreach (var problem in OfJobNamed(name, jobs, inputs, $"{file} {name}", root))
                yield return problem;
    }

    static IEnumerable<string> Triggers(YamlMappingNode workflow, string file)
    {
        IReadOnlyList<string> events = workflow.At("on") switch { YamlMappingNode map => map.Names(), YamlSequenceNode list => [.. list.Select(one => $"{one}")], YamlScalarNode one => [one.Value!], _ => [] };
        if (events.Count == 0)
            yield return $"on: {file} is started by nothing";
        foreach (var unknown in events.Except(Events))
            yield return $"on: {file}: no event {unknown}";
        foreach (var name in events)
            if (workflow.At("on").At(name) is YamlMappingNode filter && name is not ("schedule" or "workflow_dispatch"))
                foreach (var problem in Unknown(filter, OfFilter, $"{file} on {name}"))
                    yield return problem;
        if (workflow.At("on").At("schedule") is { } schedule)
        {
            if (schedule is not YamlSequenceNode)
                yield return $"cron: {file}: schedule is no list, so nothing is started";
            foreach (var entry in schedule as YamlSequenceNode ?? [])
                if (entry.Text("cron") is not { } cron || WorkflowValues.IsNoCron(cron))
                    yield return $"cron: {file}: {entry} is not five fields that GitHub knows, five minutes apart at least";
        }
        if (workflow.At("on").At("workflow_dispatch").At("inputs") is YamlMappingNode inputs)
            foreach (var name in inputs.Names())
            {
                foreach (var problem in Unknown((YamlMappingNode)inputs.At(name)!, OfInput, $"{file} input {name}"))
                    yield return problem;
                if (inputs.At(name).Text("type") == "choice" && inputs.At(name).At("options") is YamlSequenceNode options && inputs.At(name).Text("default") is { } preset && options.All(option => $"{option}" != preset))
                    yield return $"shape: {file}: the default of {name} is none of its options";
            }
    }

    static IEnumerable<string> OfJobNamed(string name, YamlMappingNode jobs, HashSet<string> inputs, string place, string root)
    {
        var job = (YamlMappingNode)jobs.At(name)!;
        foreach (var problem in Unknown(job, OfJob, place))
            yield return problem;
        if (job.At("runs-on") is null || job.At("steps") is not YamlSequenceNode)
            yield return $"shape: {place} needs runs-on and steps";
        var needs = NeedsOf(job).ToHashSet();
        foreach (var need in needs.Where(need => jobs.At(need) is null))
            yield return $"needs: {place}: no job {need}";
        if (IsReached(name, name, jobs, []))
            yield return $"needs: {place} waits for itself";
        foreach (var (text, isCondition) in Texts(job.At("env")).Select(text => (text, false)).Concat(Texts(job.At("if")).Select(text => (text, true))))
            foreach (var problem in WorkflowExpressions.Problems(text, new ExpressionPlace(place, isCondition ? AtJobCondition : AtJob, isCondition) { Inputs = inputs, Needs = needs }))
                yield return problem;
        var outputs = new Dictionary<string, IReadOnlySet<string>>();
        foreach (var (step, number) in (job.At("steps") as YamlSequenceNode ?? []).OfType<YamlMappingNode>().Select((step, i) => (step, i + 1)))
        {
            var where = $"{place} step {step.Text("name") ?? $"{number}"}";
            foreach (var problem in OfStepAt(step, where, root))
                yield return problem;
            foreach (var (key, node) in step.Children)
                foreach (var text in Texts(node))
                    foreach (var problem in WorkflowExpressions.Problems(text, new ExpressionPlace(where, key.ToString() == "if" ? AtStep.Except(["secrets"]).ToHashSet() : AtStep, key.ToString() == "if") { Inputs = inputs, Needs = needs, Steps = outputs }))
                        yield return problem;
            if (step.Text("id") is { } id && !outputs.TryAdd(id, Output().Matches(WorkflowScripts.Of(step, root)).Select(match => match.Groups[1].Value).ToHashSet()))
                yield return $"shape: {where}: there is a step {id} already";
        }
    }

    static IEnumerable<string> OfStepAt(YamlMappingNode step, string place, string root)
    {
        foreach (var problem in Unknown(step, OfStep, place))
            yield return problem;
        if (step.Text("uses") is null == step.Text("run") is null)
            yield return $"shape: {place} needs either uses or run";
        if (step.Text("uses") is { } uses && !Pinned().IsMatch(uses))
            yield return $"pin: {place}: {uses} is not pinned to a full commit";
        if (step.Text("uses") is { } action && !Actions.Contains(action.Split('@')[0]))
            yield return $"action: {place}: {action} is none of those that were looked at: {string.Join(", ", Actions)}";
        if (step.Text("shell") is { } shell && !Shells.Contains(shell))
            yield return $"shell: {place}: no shell {shell}";
        // What a person typed must not become a command.
        if (step.Text("run") is { } run && WorkflowExpressions.In(run).FirstOrDefault() is { } put)
            yield return $"injection: {place}: {put.Trim()} is put into a command; hand it over by env";
        // An action may make one of what it is given.
        foreach (var given in Texts(step.At("with")).SelectMany(WorkflowExpressions.NamesIn).Where(name => !Harmless.Contains(name)))
            yield return $"injection: {place}: {given} is given to an action";
        foreach (var script in WorkflowScripts.Mentioned(step.Text("run") ?? ""))
            if (!File.Exists(Path.Combine(root, script)))
                yield return $"script: {place}: there is no {script}";
            else if (!OperatingSystem.IsWindows() && !File.GetUnixFileMode(Path.Combine(root, script)).HasFlag(UnixFileMode.UserExecute))
                yield return $"script: {place}: {script} cannot be executed";
    }

    static bool IsReached(string from, string target, YamlMappingNode jobs, HashSet<string> seen) =>
        NeedsOf(jobs.At(from) as YamlMappingNode).Any(need => need == target || (seen.Add(need) && IsReached(need, target, jobs, seen)));

    static IEnumerable<string> NeedsOf(YamlMappingNode? job) =>
        job?.At("needs") switch { YamlScalarNode one => [one.Value!], YamlSequenceNode many => many.Select(one => $"{one}"), _ => [] };

    static IEnumerable<string> Unknown(YamlMappingNode node, string[] known, string place) => node.Names().Except(known).Select(name => $"key: {place}: unknown key {name}");

    /// <summary>Every scalar at or below a node.</summary>
    public static IEnumerable<string> Texts(YamlNode? node) => node switch
    {
        YamlScalarNode { Value: { } text } => [text],
        YamlSequenceNode list => list.SelectMany(Texts),
        YamlMappingNode map => map.Children.Values.SelectMany(Texts),
        _ => [],
    };

    public static YamlNode? At(this YamlNode? node, string name) => node is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(name), out var found) ? found : null;

    public static string? Text(this YamlNode? node, string name) => (node.At(name) as YamlScalarNode)?.Value;

    public static List<string> Names(this YamlMappingNode map) => [.. map.Children.Keys.Select(key => $"{key}")];

    [GeneratedRegex(@"^[\w.-]+/[\w./-]+@[0-9a-f]{40}$")]
    private static partial Regex Pinned();

    [GeneratedRegex(@"echo ""(\w+)=[^""]*"" ?>> ?""?\$GITHUB_OUTPUT")]
    private static partial Regex Output();
}
