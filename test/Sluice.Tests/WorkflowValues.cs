using System.Globalization;
using System.Text.RegularExpressions;
using Cronos;
using YamlDotNet.RepresentationModel;

namespace Sluice.Tests;

/// <summary>What stands in a workflow and means something else to GitHub than to who reads it, or nothing.</summary>
static partial class WorkflowValues
{
    static readonly string[] Scopes = ["actions", "attestations", "checks", "contents", "deployments", "discussions", "id-token", "issues", "models", "packages", "pages", "pull-requests", "repository-projects", "security-events", "statuses"];
    static readonly string[] Levels = ["read", "write", "none"];
    static readonly string[] InputTypes = ["string", "boolean", "number", "choice", "environment"];

    public static IEnumerable<string> Problems(string file, YamlMappingNode workflow)
    {
        if (HasMerge(workflow))
            yield return $"yaml: {file}: GitHub knows no <<";
        foreach (var problem in OfPermissions(file, workflow.At("permissions")))
            yield return problem;
        if (workflow.At("on").At("workflow_dispatch").At("inputs") is YamlMappingNode inputs)
            foreach (var name in inputs.Names())
                foreach (var problem in OfInput($"{file} input {name}", inputs.At(name)))
                    yield return problem;
        foreach (var (name, job) in (workflow.At("jobs") as YamlMappingNode)?.Children.Select(pair => ($"{file} {pair.Key}", pair.Value)) ?? [])
        {
            foreach (var problem in OfPermissions(name, job.At("permissions")))
                yield return problem;
            foreach (var node in (job.At("steps") as YamlSequenceNode ?? []).Prepend(job))
            {
                var place = $"{name} {node.Text("name")}".TrimEnd();
                if (node.Text("timeout-minutes") is { } minutes && !minutes.Contains("${{") && !(double.TryParse(minutes, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var limit) && limit is > 0 and <= 360))
                    yield return $"shape: {place}: timeout-minutes is {minutes}, expected a number up to 360";
                if (node.At("if") is { } condition && IsConstant(condition))
                    yield return $"condition: {place}: `{condition}` is the same whatever happens";
            }
        }
    }

    static bool HasMerge(YamlNode node) => node switch
    {
        YamlMappingNode map => map.Children.Any(pair => $"{pair.Key}" == "<<" || HasMerge(pair.Value)),
        YamlSequenceNode list => list.Any(HasMerge),
        _ => false,
    };

    // Text around braces makes a text of the whole, and one that is not empty is true; a bare ! makes a tag of what follows.
    static bool IsConstant(YamlNode condition) =>
        condition is not YamlScalarNode { Value: { } text } || text.Trim() is var asked && (asked.Length == 0
            || (asked.Contains("${{") && !(asked.StartsWith("${{") && asked.EndsWith("}}") && WorkflowExpressions.In(asked).Count() == 1))
            || Constant().IsMatch(asked));

    static IEnumerable<string> OfPermissions(string place, YamlNode? permissions)
    {
        foreach (var scope in (permissions as YamlMappingNode)?.Names() ?? [])
            if (!Scopes.Contains(scope) || !Levels.Contains(permissions.Text(scope)))
                yield return $"permission: {place}: there is no {scope}: {permissions.Text(scope)}";
    }

    static IEnumerable<string> OfInput(string place, YamlNode? input)
    {
        var type = input.Text("type") ?? "string";
        if (!InputTypes.Contains(type))
            yield return $"shape: {place}: there is no type {type}";
        if ((type == "choice") != (input.At("options") is YamlSequenceNode { Children.Count: > 0 }))
            yield return $"shape: {place}: a choice, and nothing else, has options";
        if (input.Text("default") is { } preset && ((type == "boolean" && preset is not ("true" or "false")) || (type == "number" && !double.TryParse(preset, CultureInfo.InvariantCulture, out _))))
            yield return $"shape: {place}: the default {preset} is no {type}";
    }

    /// <summary>True unless it is five plain fields, of which two times are at least five minutes apart: GitHub takes no other.</summary>
    public static bool IsNoCron(string cron)
    {
        if (!FiveFields().IsMatch(cron) || !CronExpression.TryParse(cron, out var times))
            return true;
        var from = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var first = times.GetNextOccurrence(from);
        return first is null || times.GetOccurrences(first.Value, first.Value.AddDays(2), fromInclusive: true).ToList() is var all && all.Zip(all.Skip(1)).Any(pair => pair.Second - pair.First < TimeSpan.FromMinutes(5));
    }

    [GeneratedRegex(@"^(?:(?:\*|[0-9]+|[A-Za-z]{3})(?:-(?:[0-9]+|[A-Za-z]{3}))?(?:/[0-9]+)?(?:,|(?= |$)))+(?: (?:(?:\*|[0-9]+|[A-Za-z]{3})(?:-(?:[0-9]+|[A-Za-z]{3}))?(?:/[0-9]+)?(?:,|(?= |$)))+){4}$")]
    private static partial Regex FiveFields();

    [GeneratedRegex(@"^(?:\$\{\{)?\s*(?:true|false|null|always\(\)|[0-9.]+|'[^']*')\s*(?:\}\})?$|\|\|\s*(?:true|always\(\)|'[^']+')")]
    private static partial Regex Constant();
}
