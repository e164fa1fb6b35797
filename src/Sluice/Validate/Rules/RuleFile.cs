using System.Text.Json;
using Sluice.Records;

namespace Sluice.Validate.Rules;

/// <summary>Reads a rule file. Everything that is wrong with it is told at once, and none of it is half-applied.</summary>
sealed class RuleFile
{
    static readonly string[] RuleKeys = ["name", "field", "operator", "value", "other", "when", "severity", "message"];

    readonly RuleProblems _problems = new();
    readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <exception cref="CorrectTheCallException">The file cannot be read, or something in it is wrong; the message names all of it.</exception>
    public static IReadOnlyList<Rule> Read(string path)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(path));
            var reader = new RuleFile();
            var rules = reader.Rules(json.RootElement);
            return reader._problems.All is { Count: > 0 } problems
                ? throw new CorrectTheCallException($"The rule file {path} cannot be used:\n  {string.Join("\n  ", problems)}")
                : rules;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or JsonException)
        {
            throw new CorrectTheCallException($"The rule file {path} cannot be read: {e.Message}");
        }
        catch (InvalidOperationException)
        {
            throw new CorrectTheCallException($"The rule file {path} cannot be read: half of a surrogate pair stands alone in one of its strings.");
        }
    }

    List<Rule> Rules(JsonElement root)
    {
        var rules = new List<Rule>();
        if (root.ValueKind != JsonValueKind.Object)
        {
            _problems.Add("the file", $"is {Described(root)}. Expected an object: {{\"rules\": [ … ]}}.");
            return rules;
        }
        _problems.Keys("the file", root, ["rules"]);
        if (!root.TryGetProperty("rules", out var list) || list.ValueKind != JsonValueKind.Array)
        {
            _problems.Add("the file", $"has no list of 'rules'{(list.ValueKind == JsonValueKind.Undefined ? "" : $", but {Described(list)}")}. Expected {{\"rules\": [ … ]}}.");
            return rules;
        }
        foreach (var item in list.EnumerateArray())
            if (Rule(item, $"rule {rules.Count + _problems.Skipped + 1}") is { } rule)
                rules.Add(rule);
            else
                _problems.Skipped++;
        return rules;
    }

    Rule? Rule(JsonElement json, string where)
    {
        if (json.ValueKind != JsonValueKind.Object)
            return _problems.Add<Rule>(where, $"is {Described(json)}. Expected an object with {string.Join(", ", RuleKeys)}.");
        var name = Name(json, where);
        if (name is not null)
            where += $" '{name}'";
        _problems.Keys(where, json, RuleKeys);
        var must = new ConditionReader(_problems).Read(json, where);
        var when = When(json, where);
        var severity = Severity(json, where);
        var message = json.TryGetProperty("message", out var said) ? Text(said, where, "message") : null;
        return name is null || must is null ? null : new Rule(name, severity, must, when, message);
    }

    string? Name(JsonElement json, string where)
    {
        if (!json.TryGetProperty("name", out var named))
            return _problems.Add<string>(where, "has no 'name'. Expected one of small letters, digits and _.");
        if (Text(named, where, "name") is not { } name)
            return null;
        if (name.Length == 0 || name.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '_'))
            return _problems.Add<string>(where, $"has the name '{name}'. Expected small letters, digits and _.");
        if (!_names.Add(name))
            _problems.Add(where, $"has the name '{name}', as a rule before it has.");
        return name;
    }

    List<Condition> When(JsonElement json, string where)
    {
        var conditions = new List<Condition>();
        if (!json.TryGetProperty("when", out var when))
            return conditions;
        var list = when.ValueKind == JsonValueKind.Array ? [.. when.EnumerateArray()] : new List<JsonElement> { when };
        for (var i = 0; i < list.Count; i++)
        {
            var at = $"{where}: when{(when.ValueKind == JsonValueKind.Array ? $"[{i}]" : "")}";
            if (list[i].ValueKind != JsonValueKind.Object)
            {
                _problems.Add(at, $"is {Described(list[i])}. Expected a condition: an object with {string.Join(", ", ConditionReader.Keys)}.");
                continue;
            }
            _problems.Keys(at, list[i], ConditionReader.Keys);
            if (new ConditionReader(_problems).Read(list[i], at) is { } condition)
                conditions.Add(condition);
        }
        return conditions;
    }

    Severity Severity(JsonElement json, string where)
    {
        if (!json.TryGetProperty("severity", out var said) || Text(said, where, "severity") is not { } severity)
            return Records.Severity.Warning;
        if (severity is not ("error" or "warning"))
            _problems.Add(where, $"has the severity '{severity}'.{Nearest.Hint(severity, ["error", "warning"])}");
        return severity == "error" ? Records.Severity.Error : Records.Severity.Warning;
    }

    string? Text(JsonElement value, string where, string key) => value.ValueKind == JsonValueKind.String
        ? value.GetString()
        : _problems.Add<string>(where, $"has {Described(value)} as its '{key}'. Expected a string.");

    static string Described(JsonElement value) => RuleProblems.Described(value);
}
