using System.CommandLine;
using System.Globalization;
using Sluice.Extract;
using Sluice.Hub;
using Sluice.Records;
using Sluice.Validate;
using Sluice.Validate.Rules;

namespace Sluice.Cli.Verbs;

/// <summary>The flags of extract and validate, which <c>run</c> takes too.</summary>
sealed class ExtractFlags
{
    readonly Option<string> _mode = new("--mode") { Description = "full or delta (default: delta once a complete dump exists)", HelpName = "MODE" };
    readonly Option<string> _fullAfter = new("--full-after") { Description = "Delta dumps after which the next one with news is a full one (default 12; 0: never)", HelpName = "N" };
    readonly Option<string> _limit = new("--limit") { Description = "Most kept rows, spread over the files; makes a sample that is never promoted", HelpName = "N" };
    readonly Option<bool> _offline = new("--offline") { Description = "Use only files that rest in the lake" };
    readonly Option<string> _deadline = new("--deadline") { Description = "Seconds to wait for an answer (default 30)", HelpName = "S" };
    readonly Option<string> _minDate = new("--min-date", "--since") { Description = "First day kept (default 2020-01-01); a filter, never a cursor", HelpName = "D" };
    readonly Option<string> _maxDate = new("--max-date") { Description = "Last day kept", HelpName = "D" };
    readonly Option<string[]> _sources = new("--sources") { Description = "Collections kept, for example arxiv lesswrong", HelpName = "NAME", AllowMultipleArgumentsPerToken = true };
    readonly Option<string[]> _keywords = new("--keywords") { Description = "Kept if title or text contains one of these", HelpName = "WORD", AllowMultipleArgumentsPerToken = true };
    readonly Option<bool> _noKeywords = new("--no-keywords") { Description = "Keep rows whatever they contain" };
    readonly Option<string> _minLength = new("--min-length") { Description = "Shortest text kept (default 100)", HelpName = "N" };
    readonly Option<string> _revision = new("--revision") { Description = "Branch, tag or commit (default main)", HelpName = "REV" };
    readonly Option<string> _endpoint = new("--endpoint") { Description = "Scheme, host and port to ask instead of a source's own (the hub: HF_ENDPOINT; default https://huggingface.co)", HelpName = "URL" };
    readonly Option<bool> _noAuth = new("--no-auth") { Description = "Send no token" };
    readonly Option<string> _maxShrink = new("--max-shrink") { Description = "Percent by which the snapshot may become smaller before the run stops (default 20)", HelpName = "PCT" };
    readonly Option<string> _registry = new("--registry") { Description = "A file over the shipped source registry", HelpName = "FILE" };

    public readonly Option<bool> DryRun = new("--dry-run") { Description = "Read upstream, print what would happen, write nothing" };

    IEnumerable<(Option Option, string Name)> All =>
    [
        (_mode, "mode"), (_fullAfter, "full_after"), (_limit, "limit"), (_offline, "offline"), (_deadline, "deadline"), (_minDate, "min_date"), (_maxDate, "max_date"),
        (_sources, "sources"), (_keywords, "keywords"), (_noKeywords, "no_keywords"), (_minLength, "min_length"), (_revision, "revision"),
        (_endpoint, "endpoint"), (_noAuth, "no_auth"), (_maxShrink, "max_shrink"), (_registry, "registry"),
    ];

    public void AddTo(Command verb)
    {
        foreach (var (option, _) in All)
            verb.Options.Add(option);
        verb.Options.Add(DryRun);
    }

    /// <summary>Reads all flags into the settings, then the settings into options.</summary>
    public ExtractOptions Read(Call call)
    {
        foreach (var (option, name) in All)
            call.Take(option, name);
        var settings = call.Settings;
        if (settings.Find("no_keywords").Origin == "--no-keywords" && settings.Find("keywords").Origin == "--keywords")
            throw new CorrectTheCallException("--keywords and --no-keywords exclude each other. Give one of them.");
        return new ExtractOptions
        {
            Mode = settings["mode"] switch
            {
                "" => null,
                "full" => ExtractMode.Full,
                "delta" => ExtractMode.Delta,
                var other => throw new CorrectTheCallException($"{settings.Said("mode")} is '{other}', which is neither full nor delta."),
            },
            FullAfter = Number(settings, "full_after", 0),
            Limit = settings.OrNull("limit") is null ? null : Number(settings, "limit", 1),
            Offline = settings.IsOn("offline"),
            Revision = settings["revision"],
            Selection = new Selection
            {
                MinDate = Day(settings, "min_date"),
                MaxDate = Day(settings, "max_date"),
                Collections = settings.Words("sources") is { Count: > 0 } names ? names : null,
                Keywords = AllWords(settings) ? [] : Keywords(call, settings),
                MinLength = Number(settings, "min_length", 0),
            },
            // HF_ENDPOINT is the hub's own: it says nothing of other servers.
            Endpoint = settings.Find("endpoint").Origin is "default" or "HF_ENDPOINT" ? null : HubOptions.ParseEndpoint(settings["endpoint"]),
            MaxShrink = Percentage.Of(settings, "max_shrink") ?? 20,
            Hub = new HubOptions
            {
                Endpoint = HubOptions.ParseEndpoint(settings["endpoint"]),
                Token = settings.IsOn("no_auth") || settings.IsOn("offline") ? null : HubToken.Checked(HubToken.Find(Environment.GetEnvironmentVariable)),
                Deadline = TimeSpan.FromSeconds(Number(settings, "deadline", 1, 86_400)),
            }.WithEnvironment(Environment.GetEnvironmentVariable),
        };
    }

    // Whichever of the two was said closer to the call counts.
    static bool AllWords(Settings settings) =>
        settings.IsOn("no_keywords") && settings.RankOf("no_keywords") <= settings.RankOf("keywords");

    // On the command line a keyword may hold a space ("reward hacking"); in a variable words are separated by them.
    IReadOnlyList<string> Keywords(Call call, Settings settings) =>
        settings.Find("keywords").Origin == "--keywords" ? call.Get(_keywords)!
        : settings.Words("keywords") is { Count: > 0 } words ? words
        : throw new CorrectTheCallException($"{settings.Said("keywords")} holds no keyword. To keep rows whatever they contain, set no_keywords.");

    static DateOnly? Day(Settings settings, string name) =>
        settings.OrNull(name) is not { } text ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new CorrectTheCallException($"{settings.Said(name)} is '{text}'. Expected a day that exists, as YYYY-MM-DD.");

    static int Number(Settings settings, string name, int least, int most = int.MaxValue) =>
        int.TryParse(settings[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
        : throw new CorrectTheCallException($"{settings.Said(name)} is '{settings[name]}'. Expected a whole number from {least} to {most}.");
}

/// <summary>The flags of validate.</summary>
/// <param name="threshold">Whether the verb has a threshold to trip.</param>
sealed class ValidateFlags(bool threshold = true)
{
    readonly Option<string> _schema = new("--schema") { Description = "A JSON Schema instead of the registry's", HelpName = "FILE" };
    readonly Option<string[]> _maxInvalid = new("--max-invalid") { Description = "Percent of invalid records above which nothing is promoted, for example 2%; by finding code too: url.malformed=0.5%", HelpName = "PCT" };
    readonly Option<bool> _ascii = new("--ascii") { Description = "Also report every field with a character beyond ASCII" };
    readonly Option<string> _rules = new("--rules") { Description = "A rule file: checks of your own", HelpName = "FILE" };
    readonly Option<string[]> _plugins = new("--plugin") { Description = "An assembly with checks of your own; may be given several times", HelpName = "DLL" };

    public void AddTo(Command verb)
    {
        verb.Options.Add(_schema);
        if (threshold)
            verb.Options.Add(_maxInvalid);
        verb.Options.Add(_ascii);
        verb.Options.Add(_rules);
        verb.Options.Add(_plugins);
    }

    public ValidateOptions Read(Call call)
    {
        call.Take(_schema, "schema");
        if (threshold)
            call.Take(_maxInvalid, "max_invalid");
        call.Take(_ascii, "ascii");
        call.Take(_rules, "rules");
        return new ValidateOptions
        {
            Schema = call.Settings.OrNull("schema"),
            Threshold = Threshold.Parse(call.Settings.Words("max_invalid"), call.Settings.Said("max_invalid")),
            Ascii = call.Settings.IsOn("ascii"),
            Custom = Custom(call.Settings, call.Get(_plugins)),
        };
    }

    /// <summary>The checks of users that the settings name, or null. A path on the command line may hold a space; elsewhere paths are separated by white space or commas.</summary>
    public static CustomChecks? Custom(Settings settings, string[]? plugins = null) =>
        CustomChecks.Load(settings.OrNull("rules"), plugins is { Length: > 0 } ? plugins : settings.Words("plugins"));
}

/// <summary>A setting that is a share: <c>2%</c>, <c>2</c> or <c>0.5</c>.</summary>
static class Percentage
{
    public static double? Of(Settings settings, string name)
    {
        if (settings.OrNull(name) is not { } text)
            return null;
        return double.TryParse(text.TrimEnd('%', ' '), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent is >= 0 and <= 100
            ? percent
            : throw new CorrectTheCallException($"{settings.Said(name)} is '{text}'. Expected a percentage from 0 to 100, like 2%.");
    }
}
