using System.Text.Json;
using Sluice.Records;

namespace Sluice.Validate.Rules;

/// <summary>All that is wrong with a rule file, each with its rule.</summary>
sealed class RuleProblems
{
    readonly List<string> _all = [];

    public IReadOnlyList<string> All => _all;

    /// <summary>How many rules could not be read, so that the others keep their numbers.</summary>
    public int Skipped { get; set; }

    public void Add(string where, string problem) => _all.Add($"{where} {problem}");

    public T? Add<T>(string where, string problem) where T : class
    {
        Add(where, problem);
        return null;
    }

    /// <summary>Tells of keys that are not known or stand twice.</summary>
    public void Keys(string where, JsonElement json, IReadOnlyList<string> known)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in json.EnumerateObject())
            if (!known.Contains(property.Name, StringComparer.Ordinal))
                Add(where, $"has an unknown key '{property.Name}'.{Nearest.Hint(property.Name, known)}");
            else if (!seen.Add(property.Name))
                Add(where, $"has the key '{property.Name}' twice.");
    }

    /// <summary>What stands there, for a message.</summary>
    public static string Described(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.Null => "null",
        _ => Finding.Shorten(value.GetRawText())!,
    };
}
