using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Sluice.Tests;

/// <summary>What a workflow may write, and what it does write.</summary>
static partial class WorkflowWrites
{
    static readonly string[] Read = ["repo view", "release view", "release list", "release download", "issue list", "issue view", "label list"];
    static readonly string[] OfRelease = ["release create", "release new", "release upload", "release edit", "release delete", "release delete-asset"];
    static readonly string[] OfIssue = ["issue create", "issue new", "issue comment", "issue close", "issue edit", "issue reopen", "label create", "label edit"];

    // With these git goes or speaks elsewhere, and gh and the shell do what no line of a script says.
    static readonly string[] Redirecting = ["GH_REPO", "GH_HOST", "BASH_ENV", "ENV", "PATH", "LD_PRELOAD"];
    static readonly string[] Settings = ["user.name=", "user.email=", "core.autocrlf="];

    public static IEnumerable<string> Problems(string file, YamlMappingNode workflow, string root)
    {
        var owned = Owned(workflow);
        var writes = false;
        foreach (var (name, node) in (workflow.At("jobs") as YamlMappingNode)?.Children.Select(pair => ($"{pair.Key}", pair.Value)) ?? [])
        {
            var steps = (node.At("steps") as YamlSequenceNode ?? []).OfType<YamlMappingNode>().ToList();
            var commands = string.Join('\n', steps.Select(step => WorkflowScripts.Of(step, root)));
            var needed = Needed(commands);
            writes |= needed.ContainsValue("write");
            foreach (var problem in Permissions($"{file} {name}", node.At("permissions") ?? workflow.At("permissions"), needed)
                .Concat(Foreign($"{file} {name}", commands, workflow.At("env"), owned)).Concat(Moved($"{file} {name}", commands, workflow.At("env"), [node, .. steps]))
                .Concat(WorkflowScripts.Unread(commands, root).Select(unread => $"foreign: {file} {name}: `{unread}` is executed, and nobody can read here what it does")))
                yield return problem;
        }
        foreach (var problem in WorkflowLoops.Problems([(file, workflow)]).Where(problem => problem.Contains("starts it again")))
            yield return problem;
        if (!writes)
            yield break;
        if (owned.Count == 0)
            yield return $"owns: {file} writes and declares nothing in env.OWNS";
        if (workflow.At("concurrency").Text("group") is not { } group || workflow.At("concurrency").Text("cancel-in-progress") == "true" || WorkflowExpressions.In(group).Any(put => put.Trim() is not ("github.workflow" or "github.repository")))
            yield return $"concurrency: {file} writes, so two of it must not run at once, whatever they run for, and none be cut off";
    }

    /// <summary>The lines of <c>env.OWNS</c>: <c>branch NAME: PATH</c>, <c>tag NAME: WHY</c>, <c>release NAME: FILES</c>, <c>issue: LABEL</c>.</summary>
    public static HashSet<(string Kind, string Name)> Owned(YamlMappingNode workflow) =>
        [.. Declared().Matches(workflow.At("env").Text("OWNS") ?? "").Select(match => (match.Groups["kind"].Value, match.Groups["name"].Value is { Length: > 0 } name ? name : match.Groups["rest"].Value.Trim()))];

    static IEnumerable<(string Call, string Verb, string Name)> CallsOfGh(string commands) =>
        Gh().Matches(commands).Select(match => (match.Value.Trim(), $"{match.Groups["group"].Value} {match.Groups["verb"].Value}", match.Groups["name"].Value));

    static Dictionary<string, string> Needed(string commands)
    {
        var needed = new Dictionary<string, string>();
        if (commands.Contains("actions/checkout@"))
            needed["contents"] = "read";
        if (Push().IsMatch(commands) || CallsOfGh(commands).Any(call => OfRelease.Contains(call.Verb)))
            needed["contents"] = "write";
        if (CallsOfGh(commands).Any(call => OfIssue.Contains(call.Verb)))
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
            if (!IsOwnPush([.. push.Groups["rest"].Value.Split(' ', '\t').Where(word => word.Length > 0).Select(Value)], owned))
                yield return $"foreign: {place}: `{push.Value.Trim()}` goes to a branch that it does not own";
        foreach (Match setting in Git().Matches(commands).SelectMany(call => Set().Matches(call.Value)))
            if (!Settings.Any(known => setting.Groups[1].Value.StartsWith(known)))
                yield return $"foreign: {place}: `{setting.Value.Trim()}` may lead git elsewhere";
        foreach (var (call, verb, name) in CallsOfGh(commands))
            if (Elsewhere().IsMatch(call) || !Read.Concat(OfRelease).Concat(OfIssue).Contains(verb))
                yield return $"foreign: {place}: `{call}` writes what no rule here can judge";
            else if (OfRelease.Contains(verb) && !(owned.Contains(("release", Value(name))) && (verb is not ("release create" or "release new") || owned.Contains(("tag", Value(name))))))
                yield return $"foreign: {place}: `{call}` writes a release or a tag that it does not own";
            else if (OfIssue.Contains(verb) && !owned.Any(own => own.Kind == "issue" && commands.Contains($"label={own.Name}\n")))
                yield return $"foreign: {place}: `{call}` writes an issue that it does not own";
        foreach (Match write in OtherWrite().Matches(commands))
            yield return $"foreign: {place}: `{write.Value.Trim()}` writes what no rule here can judge";
    }

    // Each of its refs, to the one remote, and none by force.
    static bool IsOwnPush(List<string> words, HashSet<(string Kind, string Name)> owned)
    {
        var named = words.Where(word => word is not ("--quiet" or "-q")).ToList();
        return named is ["origin", _, ..] && named.Skip(1).All(reference => reference.Split(':') is [.., var target] && !reference.StartsWith('+') && !reference.StartsWith(':') && !reference.StartsWith('-')
            && (target.StartsWith("refs/heads/") ? owned.Contains(("branch", target[11..])) : target.StartsWith("refs/tags/") && owned.Contains(("tag", target[10..]))));
    }

    // What the workflow says at its top must be what each step works with.
    static IEnumerable<string> Moved(string place, string commands, YamlNode? env, IEnumerable<YamlNode> below)
    {
        var names = (env as YamlMappingNode)?.Names() ?? [];
        foreach (var name in below.Select(node => node.At("env")).Prepend(env).OfType<YamlMappingNode>().SelectMany(map => map.Names().Where(name => Redirecting.Contains(name) || name.StartsWith("GIT_") || (!ReferenceEquals(map, env) && names.Contains(name)))))
            yield return $"foreign: {place}: a step's env changes {name}";
        foreach (Match write in Assigned().Matches(commands).Where(match => match.Groups[1].Value is var name && (names.Contains(name) || Redirecting.Contains(name) || name.StartsWith("GIT_"))))
            yield return $"foreign: {place}: `{write.Value.Trim()}` changes what the workflow says at its top";
        foreach (Match write in ForLater().Matches(commands))
            yield return $"foreign: {place}: {write.Value} changes the steps that follow";
    }

    [GeneratedRegex(@"^\s*(?<kind>branch|tag|release|issue)(?: (?<name>[\w./-]+))?:(?<rest>.*)$", RegexOptions.Multiline)]
    private static partial Regex Declared();

    [GeneratedRegex(@"\bgit\b[^\n|;&]*?\spush\b(?<rest>[^\n|;&]*)")]
    private static partial Regex Push();

    [GeneratedRegex(@"\bgit\b[^\n|;&]*")]
    private static partial Regex Git();

    [GeneratedRegex(@"\s(?:-c\s+|--config-env[= ])(\S+)")]
    private static partial Regex Set();

    [GeneratedRegex(@"\$\{?(\w+)\}?")]
    private static partial Regex Variable();

    [GeneratedRegex(@"(?<![\w./-])gh[ \t]+(?<group>[\w-]+)(?:[ \t]+(?<verb>[\w-]+))?(?:[ \t]+(?<name>[^\s;|&)]+))?[^\n;|&]*")]
    private static partial Regex Gh();

    [GeneratedRegex(@"\s(?:-R|--repo|--hostname)\b")]
    private static partial Regex Elsewhere();

    [GeneratedRegex(@"\bcurl\b[^\n]*|\bwget\b[^\n]*--(?:method|post|body)[^\n]*|\bgit\b[^\n|;&]*\s(?:send-pack|http-push|remote|config|subtree|svn)\b[^\n]*")]
    private static partial Regex OtherWrite();

    [GeneratedRegex(@"(?<![\w$.-])(\w+)\+?=")]
    private static partial Regex Assigned();

    [GeneratedRegex(@"\bGITHUB_(?:ENV|PATH)\b")]
    private static partial Regex ForLater();
}
