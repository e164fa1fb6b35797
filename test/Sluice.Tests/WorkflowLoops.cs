using System.Buffers;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Sluice.Tests;

/// <summary>Whom a workflow wakes, by what it writes or by its end. In doubt it wakes.</summary>
static class WorkflowLoops
{
    static readonly SearchValues<char> Signs = SearchValues.Create("[]?+!\\");

    /// <summary>Workflows that a write of another one, or the end of a workflow that they start in turn, starts.</summary>
    public static IEnumerable<string> Problems(IReadOnlyList<(string File, YamlMappingNode Workflow)> all) =>
        (from writer in all
         from write in WorkflowWrites.Owned(writer.Workflow)
         from woken in all
         where IsWoken(woken.Workflow.At("on"), write)
         select $"loop: what {writer.File} writes ({write.Kind} {write.Name}) starts {woken.File}")
        .Concat(all.Where(one => Reaches(one, one, all, [])).Select(one => $"loop: the end of {one.File} starts it again"));

    static bool Reaches((string File, YamlMappingNode Workflow) from, (string File, YamlMappingNode Workflow) target, IReadOnlyList<(string File, YamlMappingNode Workflow)> all, HashSet<string> seen) =>
        all.Where(next => IsFollowedBy(from, next.Workflow)).Any(next => next.File == target.File || (seen.Add(next.File) && Reaches(next, target, all, seen)));

    // A workflow is named by its name, or by its path.
    static bool IsFollowedBy((string File, YamlMappingNode Workflow) from, YamlMappingNode next) =>
        WorkflowRules.Texts(next.At("on").At("workflow_run").At("workflows")).Any(named => new[] { from.Workflow.Text("name"), from.File, Path.GetFileName(from.File) }.Any(called => called is not null && Fits(named, called, inDoubt: true)));

    static bool IsWoken(YamlNode? on, (string Kind, string Name) write)
    {
        bool Has(string trigger) => on.At(trigger) is not null || (on as YamlScalarNode)?.Value == trigger || (on is YamlSequenceNode list && list.Any(one => $"{one}" == trigger));
        return write.Kind switch
        {
            "branch" => Has("create") || Has("delete") || (Has("push") && Matches(on.At("push"), "branches", "tags", write.Name)),
            "tag" => Has("create") || Has("delete") || (Has("push") && Matches(on.At("push"), "tags", "branches", write.Name)),
            "release" => Has("release"),
            _ => Has("issues") || Has("issue_comment") || Has("label"),
        };
    }

    // Without a filter everything does, and a filter of the other kind alone keeps all of this kind out.
    static bool Matches(YamlNode? push, string ours, string other, string name)
    {
        bool Any(string key, bool inDoubt) => WorkflowRules.Texts(push.At(key)).Any(pattern => Fits(pattern, name, inDoubt));
        return push.At(ours) is not null ? Any(ours, true)
            : push.At(ours + "-ignore") is not null ? !Any(ours + "-ignore", false)
            : push.At(other) is null && push.At(other + "-ignore") is null;
    }

    // A star is any text; what any other sign of a pattern means is not tried.
    static bool Fits(string pattern, string name, bool inDoubt) =>
        pattern.AsSpan().ContainsAny(Signs) ? inDoubt : Regex.IsMatch(name, $"^{Regex.Escape(pattern).Replace("\\*\\*", ".*").Replace("\\*", inDoubt ? ".*" : "[^/]*")}$");
}
