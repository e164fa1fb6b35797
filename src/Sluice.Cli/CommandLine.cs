using System.CommandLine;
using System.CommandLine.Parsing;
using Sluice.Cli.Verbs;
using Sluice.Records;

namespace Sluice.Cli;

/// <summary>The verbs of <c>sluice</c>, in the order in which people meet them.</summary>
public static class CommandLine
{
    public static RootCommand Build()
    {
        var root = new RootCommand("A data lake for AI-alignment literature: ingest, validate, clean, enrich, publish, search, serve.");
        foreach (var option in GlobalOptions.All)
            root.Options.Add(option);
        foreach (var verb in (Command[])
        [
            DemoVerb.Create(), RunVerb.Create(), WatchVerb.Create(), ExtractVerb.Create(), ValidateVerb.Create(), CleanVerb.Create(), EnrichVerb.Create(), PublishVerb.Create(), ReleasesVerb.Create(), ExportVerb.Create(),
            DumpsVerb.Create(), ShowVerb.Create(), HeadVerb.Create(), WhyVerb.Create(), DuplicatesVerb.Create(), DiffVerb.Create(), QuarantineVerb.Create(), SourcesVerb.Create(), AsciiVerb.Create(), VerifyVerb.Create(), RebuildVerb.Create(), ArchiveVerb.Create(), RetainVerb.Create(), PackVerbs.Pack(), PackVerbs.Unpack(), ForgetVerb.Create(), SearchVerb.Create(), CiteVerb.Create(), ServeVerb.Create(), HubVerb.Create(),
            StatusVerb.Create(), AlertsVerb.Create(), DoctorVerb.Create(), ConfigVerb.Create(), CompletionVerb.Create(),
        ])
            root.Subcommands.Add(verb);
        return root;
    }

    /// <summary>Parses and runs; a call that cannot be parsed is exit 2, with the nearest valid name.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        if (args.Length == 0)
            args = ["--help"];
        // No bundles: `-quality` is a word to leave out of a search, not -q and a word.
        var parsed = Build().Parse(args, new ParserConfiguration { EnablePosixBundling = false });
        if (SwallowedFlag(parsed) is { } swallowed)
        {
            await Console.Error.WriteLineAsync("sluice: " + swallowed);
            return 2;
        }
        var unknown = parsed.UnmatchedTokens.Concat(MistakenFlags(parsed)).Distinct(StringComparer.Ordinal).Take(3).ToList();
        if ((parsed.Errors.Count == 0 && unknown.Count == 0) || args[0].StartsWith("[suggest", StringComparison.Ordinal))
            return await InvokeAsync(parsed);
        foreach (var error in unknown.Count > 0 ? [] : parsed.Errors)
            await Console.Error.WriteLineAsync("sluice: " + error.Message.Trim());
        foreach (var token in unknown)
            await Console.Error.WriteLineAsync($"sluice: '{token}' is not known here.{Nearest.Hint(token, KnownHere(parsed, token))}");
        await Console.Error.WriteLineAsync($"sluice: see `{Path(parsed.CommandResult.Command)} --help`.");
        return 2;
    }

    // Help, version and suggestions go through here; they know the program by its file's name.
    static async Task<int> InvokeAsync(ParseResult parsed)
    {
        var output = new StringWriter();
        var exitCode = await parsed.InvokeAsync(new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            // deploy/systemd waits a little longer.
            ProcessTerminationTimeout = TimeSpan.FromSeconds(10),
            Output = output,
        });
        await Console.Out.WriteAsync(output.ToString().Replace("Sluice.Cli", "sluice", StringComparison.Ordinal));
        return exitCode;
    }

    // `--keywords --no-keywords` would take the second flag for a keyword, and `--lake --json` make a lake of that name.
    static string? SwallowedFlag(ParseResult parsed) =>
        parsed.CommandResult.Children.Concat(parsed.RootCommandResult.Children).OfType<OptionResult>()
            .SelectMany(option => option.Tokens.Select(token => (option.Option.Name, token.Value)))
            .Where(given => given.Value.StartsWith("--", StringComparison.Ordinal))
            .Select(given => $"{given.Name} has no value: '{given.Value}' behind it is a flag.").FirstOrDefault();

    // A mistyped flag would otherwise pass as one more SOURCE or as a word to search for.
    static IEnumerable<string> MistakenFlags(ParseResult parsed) =>
        parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens)
            .Select(token => token.Value).Where(value => value.StartsWith("--", StringComparison.Ordinal) && value.Length > 2);

    static IEnumerable<string> KnownHere(ParseResult parsed, string token)
    {
        var command = parsed.CommandResult.Command;
        return token.StartsWith('-')
            ? command.Options.Concat(GlobalOptions.All).Where(option => !option.Hidden).Select(option => option.Name).Append("--help").Distinct(StringComparer.Ordinal)
            : command.Subcommands.Select(verb => verb.Name);
    }

    static string Path(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{Path(parent)} {command.Name}" : "sluice";
}
