using System.Text.Json;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Cli;

/// <summary>A setting: from a flag, an environment variable (<c>SLUICE_…</c>) or <c>sluice.json</c> in the lake, in that order.</summary>
public sealed record Setting(string Name, string Default, string Help)
{
    public string Variable => "SLUICE_" + Name.ToUpperInvariant();

    /// <summary>Empty if it has none.</summary>
    public string Flag { get; init; } = "--" + Name.Replace('_', '-');

    /// <summary>Never shown: only that it is set.</summary>
    public bool IsSecret { get; init; }

    /// <summary>A value as it may be shown.</summary>
    public string Shown(string value) => IsSecret && value.Length > 0 ? "(set)" : value;

    /// <summary>All settings; <c>sluice config</c> prints them and <c>docs/cli.md</c> lists them.</summary>
    public static IReadOnlyList<Setting> All { get; } =
    [
        new("lake", "./lake", "The lake's folder (not from sluice.json, which lies in it)."),
        new("endpoint", "https://huggingface.co", "The hub: scheme, host and port. HF_ENDPOINT counts after SLUICE_ENDPOINT."),
        new("revision", "main", "Branch, tag or commit of the dataset."),
        new("deadline", "30", "Seconds to wait for an answer of the hub, retries included."),
        new("offline", "false", "Use only files that rest in the lake. HF_HUB_OFFLINE counts too."),
        new("no_auth", "false", "Send no token, whatever HF_TOKEN or the token file says."),
        new("mode", "", "full or delta. Default: delta once a complete dump exists."),
        new("full_after", "12", "Delta dumps after which the next run with news makes a full one, so that there is a newer base. 0: never. `--mode delta` goes before it."),
        new("limit", "", "Most kept rows, spread over the files; makes a sample."),
        new("min_date", "2020-01-01", "First day that is kept (UTC, included)."),
        new("max_date", "", "Last day that is kept (UTC, included)."),
        new("sources", "", "Collections that are kept, separated by white space or commas; empty for all."),
        new("keywords", "alignment safety interpretability robustness capabilities x-risk existential", "Kept if title or text contains one of them, in any case."),
        new("no_keywords", "false", "Keep rows whatever they contain."),
        new("min_length", "100", "Shortest text that is kept, in Unicode scalar values."),
        new("max_shrink", "20", "Percent by which a source's snapshot may become smaller before the run stops instead."),
        new("archive_after", "90d", "Age from which `retain` and `watch` move a dump to the archive. Empty: never."),
        new("keep_releases", "12", "How many of the newest releases `retain` and `watch` keep. 0: all."),
        new("registry", "", "A file over the shipped source registry (after the lake's sources.json)."),
        new("schema", "", "A JSON Schema instead of the registry's."),
        new("max_invalid", "", "Percent of invalid records above which nothing is promoted, and of findings by code: 2% url.malformed=0.5%."),
        new("ascii", "false", "Also report every field with a character beyond ASCII."),
        new("ascii_view", "false", "Give each cleaned record the field ascii: title, text and authors in ASCII."),
        new("rules", "", "A rule file: checks of your own."),
        new("plugins", "", "Assemblies with checks of your own, separated by white space or commas.") { Flag = "--plugin" },
        new("workers", "", "Threads that read texts when copies are looked for. Default: as many as the machine has, up to 8."),
        new("alert_file", "", "A file that gets each alert as a line of JSON; absolute, or from the lake's folder."),
        new("alert_webhook", "", "An http(s) address that each alert is posted to.") { IsSecret = true },
        new("alert_secret", "", "Signs what is posted.") { Flag = "", IsSecret = true },
        new("alert_smtp", "", "A mail server that each alert goes out by: smtp://host:port or smtps://host:port."),
        new("alert_from", "", "The address that alerts are mailed from."),
        new("alert_to", "", "The addresses that alerts are mailed to, separated by commas."),
        new("alert_user", "", "Who logs in at the mail server; empty: nobody."),
        new("alert_password", "", "The password for that.") { Flag = "", IsSecret = true },
        new("alert_resolved", "false", "Recovery is told too."),
        new("alert_disk", "2000", "Free disk, in MB, below which disk.low opens; 0: never."),
        new("serve_all", "false", "`serve` and `search` also show texts that may not be handed on, on this machine only."),
        new("urls", "http://127.0.0.1:5080", "Where `serve` listens, and `demo` unless --port says else."),
    ];
}

/// <summary>The effective settings of one call, and where each came from.</summary>
public sealed class Settings
{
    readonly Dictionary<string, string> _flags = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> _file = new(StringComparer.Ordinal);
    readonly Func<string, string?> _environment;

    public Settings(Func<string, string?> environment) => _environment = environment;

    /// <summary>Reads the lake's <c>sluice.json</c>, an object of strings, numbers, booleans or lists of strings.</summary>
    public void ReadFile(Lake lake)
    {
        if (!File.Exists(lake.SettingsFile))
            return;
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(lake.SettingsFile));
            if (json.RootElement.ValueKind != JsonValueKind.Object)
                throw new CorrectTheCallException($"{lake.SettingsFile} is not a JSON object of settings.");
            foreach (var property in json.RootElement.EnumerateObject())
            {
                if (property.Name == "lake")
                    throw new CorrectTheCallException($"{lake.SettingsFile} names a lake, but it lies in one. Use --lake or SLUICE_LAKE.");
                var setting = Setting.All.FirstOrDefault(known => known.Name == property.Name)
                    ?? throw new CorrectTheCallException($"{lake.SettingsFile} has an unknown setting '{property.Name}'.{Nearest.Hint(property.Name, Setting.All.Select(known => known.Name).Where(name => name != "lake"))}");
                if (property.Value.ValueKind is JsonValueKind.Null or JsonValueKind.Object || (property.Value.ValueKind == JsonValueKind.Array && property.Value.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.String)))
                    throw new CorrectTheCallException($"{property.Name} in {lake.SettingsFile} is {setting.Shown(property.Value.GetRawText())}. Expected a string, a number, true or false, or a list of strings.");
                _file[property.Name] = property.Value.ValueKind == JsonValueKind.Array
                    ? string.Join(' ', property.Value.EnumerateArray().Select(item => item.ToString()))
                    : property.Value.ValueKind is JsonValueKind.True ? "true" : property.Value.ValueKind is JsonValueKind.False ? "false" : property.Value.ToString();
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new CorrectTheCallException($"{lake.SettingsFile} cannot be read: {e.Message}");
        }
    }

    public void SetFlag(string name, string? value)
    {
        if (value is not null)
            _flags[name] = value;
    }

    /// <summary>The value and where it came from: <c>flag</c>, a variable's name, <c>sluice.json</c> or <c>default</c>.</summary>
    public (string Value, string Origin) Find(string name)
    {
        var setting = Setting.All.First(setting => setting.Name == name);
        if (_flags.TryGetValue(name, out var flag))
            return (flag, setting.Flag);
        if (_environment(setting.Variable) is { Length: > 0 } variable)
            return (variable, setting.Variable);
        if (name == "endpoint" && _environment("HF_ENDPOINT") is { Length: > 0 } endpoint)
            return (endpoint, "HF_ENDPOINT");
        foreach (var offline in name == "offline" ? ["HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"] : Array.Empty<string>())
            if (_environment(offline) is { } said && !IsOff(said))
                return (said, offline);
        return _file.TryGetValue(name, out var file) ? (file, "sluice.json") : (setting.Default, "default");
    }

    /// <summary>How close to the call a value was said: 0 a flag, 1 a variable, 2 the file, 3 the default.</summary>
    public int RankOf(string name) => Find(name).Origin switch
    {
        "default" => 3,
        "sluice.json" => 2,
        var origin => origin.StartsWith("--", StringComparison.Ordinal) ? 0 : 1,
    };

    public string this[string name] => Find(name).Value;

    public string? OrNull(string name) => this[name] is { Length: > 0 } value ? value : null;

    /// <exception cref="CorrectTheCallException">The value is neither on nor off: a mistyped switch must not mean off.</exception>
    public bool IsOn(string name) => Hub.HubOptions.IsTruthy(this[name])
        || (IsOff(this[name]) ? false
            : throw new CorrectTheCallException($"{Said(name)} is '{this[name]}'. Expected 1, on, yes or true, or 0, off, no or false."));

    static bool IsOff(string text) => text.Trim().ToUpperInvariant() is "" or "0" or "OFF" or "NO" or "FALSE";

    /// <summary>How a setting was said, for messages: a flag, a variable, or its name in <c>sluice.json</c>.</summary>
    public string Said(string name) => Find(name).Origin is "sluice.json" ? $"{name} in sluice.json" : Find(name).Origin;

    public IReadOnlyList<string> Words(string name) => this[name].Split([' ', ',', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries);
}
