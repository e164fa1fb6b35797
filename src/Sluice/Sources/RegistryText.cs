using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Sluice.Sources;

/// <summary>What is wrong with the JSON of an entry, in the words of who wrote it.</summary>
static partial class RegistryText
{
    public static string Of(JsonException problem)
    {
        var (message, at) = (problem.Message, problem.Path is { Length: > 1 } path ? path + ": " : "");
        if (Missing().Match(message) is { Success: true } missing)
            return $"{at}{missing.Groups["names"].Value} is missing.";
        if (Unknown().Match(message) is { Success: true } unknown)
            return $"{at}{unknown.Groups["name"].Value} is no field of an entry; docs/registry.md tells each.";
        if (at.Contains("licences.", StringComparison.Ordinal) && at.EndsWith(".text: ", StringComparison.Ordinal))
            return $"{at}expected serve, serve_unmodified or withhold.";
        if (at.Contains("contract.unknown_", StringComparison.Ordinal) || at.Contains("contract.fields.", StringComparison.Ordinal))
            return $"{at}expected evolve, freeze, quarantine or coerce.";
        if (message.Contains("could not be converted", StringComparison.Ordinal))
            return $"{at}what stands there is of another kind than is expected; docs/registry.md tells each field.";
        if (problem.LineNumber is not { } line || problem.BytePositionInLine is not { } column)
            return message;
        var said = Coordinates().Replace(message, "").TrimEnd('.', ' ');
        return string.Create(CultureInfo.InvariantCulture, $"line {line + 1}, byte {column + 1}: {said}.");
    }

    [GeneratedRegex("missing required properties including: (?<names>.*?)\\.(?: Path:.*)?$", RegexOptions.NonBacktracking)]
    private static partial Regex Missing();

    [GeneratedRegex("The JSON property (?<name>'[^']*') could not be mapped", RegexOptions.NonBacktracking)]
    private static partial Regex Unknown();

    [GeneratedRegex("(?: Path: [^|]*\\|)? LineNumber: .*$", RegexOptions.NonBacktracking)]
    private static partial Regex Coordinates();
}
