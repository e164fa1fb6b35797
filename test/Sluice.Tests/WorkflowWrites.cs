using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Sluice.Tests;

/// <summary>What a workflow may write, what it does write, and whom that wakes.</summary>
static partial class WorkflowWrites
{
    public static IEnumerable<string> Problems(string file, YamlMappingNode workflow, string root)
    {
        var owned = Owned(workflow);
        var writes = false;
        foreach (var (name, node) in (workflow.At("jobs") as YamlMappingNode)?.Children.Select(pair => ($"{pair.Key}", pair.Value)) ?? [])
        {
            var commands = string.Join('\n', (node.At("steps") as YamlSequenceNode ?? []).OfType<YamlMappingNode>().Select(step => ScriptOf(step, root)));
            var needed = Needed(commands);
            writes |= needed.ContainsValue("write");
            foreach (var problem in Permissions($"{file} {name}", node.At("permissions") ?? workflow.At("permissions"), needed).Concat(Foreign($"{file} {name}", commands, workflow.At("env"), owned)))
                yield return problem;
        }
        if (!writes)
            yield break;
        if (owned.Count == 0)
            yield return $"owns: {file} writes and declares nothing in env.OWNS";
        if (workflow.Text("name") is { } called && WorkflowRules.Texts(workflow.At("on").At("workflow_run").At("workflows")).Contains(called))
            yield return $"loop: {file} starts itself again";
        if (workflow.At("concurrency").Text("group") is null || workflow.At("concurrency").Text("cancel-in-progress") == "true")
            yield return $"concurrency: {file} writes, so two of it must not run at once and none be cut off";
    }

    /// <summary>Workflows that a write of another one starts.</summary>
    public static IEnumerable<string> Loops(IReadOnlyList<(string File, YamlMappingNode Workflow)> all) =>
        from writer in all
        from write in Owned(writer.Workflow)
        from woken in all
        where IsWoken(woken.Workflow.At("on"), write)
        select $"loop: what {writer.File} writes ({write.Kind} {write.Name}) starts {woken.File}";

    static bool IsWoken(YamlNode? on, (string Kind, string Name) write)
    {
        bool Has(string trigger) => on.At(trigger) is not null || (on as YamlScalarNode)?.Value == trigger || (on is YamlSequenceNode list && list.Any(one => $"{one}" == trigger));
        return write.Kind switch
        {
            "branch" => Has("create") || Has("delete") || (Has("push") && Matches(on.At("push"), write.Name)),
            "release" => Has("release") || Has("create") || (Has("push") && on.At("push").At("tags") is not null),
            _ => Has("issues") || Has("issue_comment") || Has("label"),
        };
    }

    // Without a filter every branch does; a star is taken for any text.
    static bool Matches(YamlNode? push, string branch)
    {
        bool Any(string key) => WorkflowRules.Texts(push.At(key)).Any(pattern => Regex.IsMatch(branch, $"^{Regex.Escape(pattern).Replace("\\*", ".*")}$"));
        return push.At("branches") is not null ? Any("branches") : push.At("branches-ignore") is not null ? !Any("branches-ignore") : push.At("tags") is null;
    }

    /// <summary>The lines of <c>env.OWNS</c>: <c>branch NAME: PATH</c>, <c>release NAME: FILES</c>, <c>issue: LABEL</c>.</summary>
    static HashSet<(string Kind, string Name)> Owned(YamlMappingNode workflow) =>
        [.. Declared().Matches(workflow.At("env").Text("OWNS") ?? "").Select(match => (match.Groups["kind"].Value, match.Groups["name"].Value is { Length: > 0 } name ? name : match.Groups["rest"].Value.Trim()))];

    static Dictionary<string, string> Needed(string commands)
    {
        var needed = new Dictionary<string, string>();
        if (commands.Contains("actions/checkout@"))
            needed["contents"] = "read";
        if (Push().IsMatch(commands) || ReleaseWrite().IsMatch(commands))
            needed["contents"] = "write";
        if (IssueWrite().IsMatch(commands))
            needed["issues"] = "write";
        return needed;
    }

    static IEnumerable<string> Permissions(string place, YamlNode? permissions, Dictionary<string, string> needed)
    {
        if (permissions is not YamlMappingNode given)
        {
            yield return $"permission: {place} does not say what it may do";
            yield break;
        }
        foreach (var (scope, level) in needed.Where(pair => given.Text(pair.Key) is var has && has != "write" && has != pair.Value))
            yield return $"permission: {place} needs {scope}: {level}";
        foreach (var scope in given.Names().Where(scope => given.Text(scope) != "none" && (!needed.TryGetValue(scope, out var level) || (given.Text(scope) == "write" && level != "write"))))
            yield return $"permission: {place} has {scope}: {given.Text(scope)} and does not need it";
    }

    static IEnumerable<string> Foreign(string place, string commands, YamlNode? env, HashSet<(string Kind, string Name)> owned)
    {
        string Value(string word) => Variable().Replace(word.Trim('"', '\''), match => env.Text(match.Groups[1].Value) ?? match.Value);
        foreach (Match push in Push().Matches(commands))
            if (!Target().IsMatch(push.Value) || !owned.Contains(("branch", Value(Target().Match(push.Value).Groups[1].Value))))
                yield return $"foreign: {place}: `{push.Value.Trim()}` goes to a branch that it does not own";
        foreach (Match write in ReleaseWrite().Matches(commands))
            if (!owned.Contains(("release", Value(write.Groups[1].Value))))
                yield return $"foreign: {place}: `{write.Value}` writes a release that it does not own";
        foreach (Match write in IssueWrite().Matches(commands))
            if (!owned.Any(own => own.Kind == "issue" && commands.Contains($"label={own.Name}\n")))
                yield return $"foreign: {place}: `{write.Value}` writes an issue that it does not own";
        foreach (Match write in OtherWrite().Matches(commands))
            yield return $"foreign: {place}: `{write.Value}` writes what no rule here can judge";
    }

    /// <summary>A step's command with the scripts that it calls, and those that they call; or the action that it uses.</summary>
    public static string ScriptOf(YamlNode step, string root) => step.Text("uses") is { } uses ? uses : WithScripts(step.Text("run") ?? "", root, []);

    static string WithScripts(string commands, string root, HashSet<string> seen) =>
        commands + "\n" + string.Concat(ScriptsOf(commands).Where(seen.Add).Select(script => Path.Combine(root, script)).Where(File.Exists).Select(path => WithScripts(WithoutComments(File.ReadAllText(path)), root, seen)));

    static string WithoutComments(string script) => string.Join('\n', script.Split('\n').Where(line => !line.TrimStart().StartsWith('#')));

    public static IEnumerable<string> ScriptsOf(string commands) => Script().Matches(commands).Select(match => match.Value).Distinct();

    [GeneratedRegex(@"deploy/[\w./-]+\.sh")]
    private static partial Regex Script();

    [GeneratedRegex(@"^\s*(?<kind>branch|release|issue)(?: (?<name>[\w./-]+))?:(?<rest>.*)$", RegexOptions.Multiline)]
    private static partial Regex Declared();

    [GeneratedRegex(@"\bgit\b[^\n|;&]* push\b[^\n]*")]
    private static partial Regex Push();

    [GeneratedRegex(@"refs/heads/([^\s""']+)")]
    private static partial Regex Target();

    [GeneratedRegex(@"\$\{?(\w+)\}?")]
    private static partial Regex Variable();

    [GeneratedRegex(@"\bgh release (?:create|upload|edit|delete|delete-asset) (\S+)")]
    private static partial Regex ReleaseWrite();

    [GeneratedRegex(@"\bgh (?:issue (?:create|comment|close|edit|delete|reopen)|label (?:create|edit|delete))\b")]
    private static partial Regex IssueWrite();

    [GeneratedRegex(@"\bgh (?:api|pr|repo (?!view)|secret|variable|workflow|run)\b|\bcurl\b")]
    private static partial Regex OtherWrite();
}
