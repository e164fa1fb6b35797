using System.Security.Cryptography;
using Sluice.Records;

namespace Sluice.Validate.Rules;

/// <summary>The checks of users: the rules of a rule file and the checks of plug-ins, as <c>docs/rules.md</c> describes them.</summary>
public sealed class CustomChecks
{
    readonly IReadOnlyList<Rule> _rules;
    readonly IReadOnlyList<Plugin> _plugins;

    CustomChecks(IReadOnlyList<Rule> rules, IReadOnlyList<Plugin> plugins)
    {
        (_rules, _plugins) = (rules, plugins);
        Identity = IdentityOf(rules, plugins);
    }

    /// <summary>All that decides what they report, as text: part of a validation's configuration.</summary>
    public string Identity { get; }

    /// <summary>Null if there is neither a rule file nor a plug-in.</summary>
    /// <exception cref="CorrectTheCallException">A rule or a plug-in cannot be used; the message names all that is wrong with it.</exception>
    public static CustomChecks? Load(string? ruleFile, IReadOnlyList<string> plugins)
    {
        if (ruleFile is null && plugins.Count == 0)
            return null;
        var loaded = plugins.Select(Plugin.Load).ToList();
        CheckCodes(loaded);
        return new CustomChecks(ruleFile is null ? [] : RuleFile.Read(ruleFile), loaded);
    }

    /// <summary>New checks for one validation, in the order of the rule file and then of the plug-ins.</summary>
    public IEnumerable<ICheck> Create() => [.. _rules, .. _plugins.SelectMany(plugin => plugin.Create())];

    static void CheckCodes(List<Plugin> plugins)
    {
        var problems = new List<string>();
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var plugin in plugins)
            foreach (var check in plugin.Create())
            {
                var who = $"{check.Name} in {plugin.Path}";
                if (check.Declared.Count == 0)
                    problems.Add($"{who} declares no code, so that it could report nothing.");
                foreach (var code in check.Declared)
                    if (!IsCode(code))
                        problems.Add($"{who} declares the code '{code}'. Expected area.problem, of small letters, digits and _.");
                    else if (FindingCode.All.Any(known => known.Code == code) || code.StartsWith(Rule.Area, StringComparison.Ordinal) || code.StartsWith("schema.", StringComparison.Ordinal))
                        problems.Add($"{who} declares the code '{code}', which is Sluice's own. Expected another.");
                    else if (!owners.TryAdd(code, who))
                        problems.Add($"{who} declares the code '{code}', as {owners[code]} does. Expected a code of its own.");
            }
        if (problems.Count > 0)
            throw new CorrectTheCallException($"A plug-in cannot be used:\n  {string.Join("\n  ", problems)}");
    }

    static bool IsCode(string? code) =>
        code?.Split('.') is { Length: 2 } parts && Array.TrueForAll(parts, part => part.Length > 0 && part.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_'));

    static string IdentityOf(IReadOnlyList<Rule> rules, IReadOnlyList<Plugin> plugins)
    {
        var json = new JsonLineBuilder().BeginArray();
        foreach (var rule in rules)
            rule.WriteTo(json);
        json.EndArray();
        return string.Join('\n', [$"rules sha256:{Convert.ToHexStringLower(SHA256.HashData(json.Bytes))}", .. plugins.Select(plugin => "plugin " + plugin.Identity)]);
    }
}
