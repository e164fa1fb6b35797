using System.Text.RegularExpressions;

namespace Sluice.Tests;

/// <summary>What a workflow's <c>${{ }}</c> may name where it stands.</summary>
/// <param name="Place">For the finding.</param>
/// <param name="Contexts">Contexts that exist here.</param>
/// <param name="IsCondition">An <c>if</c>: an expression even without braces, and the only place for the state of a job.</param>
sealed record ExpressionPlace(string Place, IReadOnlySet<string> Contexts, bool IsCondition)
{
    /// <summary>Outputs of earlier steps, by step.</summary>
    public IReadOnlyDictionary<string, IReadOnlySet<string>> Steps { get; init; } = new Dictionary<string, IReadOnlySet<string>>();

    public IReadOnlySet<string> Inputs { get; init; } = new HashSet<string>();

    public IReadOnlySet<string> Needs { get; init; } = new HashSet<string>();
}

/// <summary>The expressions of GitHub Actions, as far as they can be wrong without a run.</summary>
static partial class WorkflowExpressions
{
    static readonly HashSet<string> Functions = ["contains", "startsWith", "endsWith", "format", "join", "toJSON", "fromJSON", "hashFiles"];
    static readonly HashSet<string> StateFunctions = ["success", "failure", "cancelled", "always"];
    static readonly HashSet<string> Literals = ["true", "false", "null"];

    /// <summary>Every expression of a text, without braces.</summary>
    public static IEnumerable<string> In(string text) => Braced().Matches(text).Select(match => match.Groups[1].Value);

    public static IEnumerable<string> Problems(string text, ExpressionPlace place)
    {
        var braced = In(text).ToList();
        if (Open().Count(text) != braced.Count)
            yield return $"expression: {place.Place} has a ${{{{ that is not closed: {text}";
        foreach (var expression in place.IsCondition && braced.Count == 0 ? [text] : braced)
            foreach (var problem in OfOne(expression, place))
                yield return $"expression: {place.Place}: {problem} in {expression.Trim()}";
    }

    /// <summary>Every context that a text names, with its path: <c>inputs.limit</c>.</summary>
    public static IEnumerable<string> NamesIn(string text) => In(text).SelectMany(expression => Names().Matches(Quoted().Replace(expression, "''"))).Where(name => !name.Groups["call"].Success).Select(name => name.Groups["name"].Value);

    static IEnumerable<string> OfOne(string expression, ExpressionPlace place)
    {
        var bare = Quoted().Replace(expression, "''");
        if (bare.Count(c => c == '(') != bare.Count(c => c == ')') || bare.Contains('"') || bare.Count(c => c == '\'') % 2 != 0)
            yield return "brackets or quotes do not match";
        foreach (Match name in Names().Matches(bare))
        {
            var steps = name.Groups["name"].Value.Split('.');
            if (name.Groups["call"].Success)
            {
                if (!Functions.Contains(steps[0]) && !(place.IsCondition && StateFunctions.Contains(steps[0])))
                    yield return $"no function {steps[0]} here";
            }
            else if (Literals.Contains(steps[0]))
                continue;
            else if (!place.Contexts.Contains(steps[0]))
                yield return $"no context {steps[0]} here";
            else if (steps is ["inputs", var input, ..] && !place.Inputs.Contains(input))
                yield return $"no input {input}";
            else if (steps is ["needs", var job, ..] && !place.Needs.Contains(job))
                yield return $"no job {job} in needs";
            else if (steps is ["steps"] && bare.Contains("toJSON(steps)"))
                continue;
            else if (steps[0] == "steps" && !(steps.Length > 2 && place.Steps.TryGetValue(steps[1], out var outputs)
                && (steps is [_, _, "outcome" or "conclusion"] || (steps is [_, _, "outputs", var output] && outputs.Contains(output)))))
                yield return $"no earlier step gives {string.Join('.', steps)}";
        }
    }

    [GeneratedRegex(@"\$\{\{((?:[^}']|'[^']*')*)\}\}")]
    private static partial Regex Braced();

    [GeneratedRegex(@"\$\{\{")]
    private static partial Regex Open();

    [GeneratedRegex("'[^']*'")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"(?<![\w.'-])(?<name>[A-Za-z_][\w-]*(?:\.[A-Za-z_*][\w-]*)*)\s*(?<call>\()?")]
    private static partial Regex Names();
}
