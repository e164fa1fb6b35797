using System.CommandLine;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Sluice.Pipeline;
using Sluice.Records;
using Sluice.Sources;
using Sluice.Zones;

namespace Sluice.Cli;

/// <summary>
/// One call of a verb: its lake, settings, clock, log and terminal. Errors become one line on stderr and an exit code
/// here and nowhere else.
/// </summary>
public sealed class Call
{
    readonly ParseResult _parsed;
    // Not by its own type, nor SQLite's below: verbs that neither log nor search would load both libraries.
    IDisposable? _logs;

    Call(ParseResult parsed, string? defaultLake)
    {
        _parsed = parsed;
        Settings = new Settings(Environment.GetEnvironmentVariable);
        Settings.SetFlag("lake", parsed.GetValue(GlobalOptions.Lake));
        var (lake, origin) = Settings.Find("lake");
        Lake = new Lake(origin == "default" && defaultLake is not null ? defaultLake : lake);
        Settings.ReadFile(Lake);
        Clock = EpochClock.FromEnvironment(Environment.GetEnvironmentVariable);
        Terminal = new Terminal(parsed.GetValue(GlobalOptions.Json), parsed.GetValue(GlobalOptions.Quiet), parsed.GetValue(GlobalOptions.Verbose));
    }

    public Settings Settings { get; }

    public Lake Lake { get; }

    public TimeProvider Clock { get; }

    public Terminal Terminal { get; }

    public T? Get<T>(Option<T> option) => _parsed.GetValue(option);

    public T? Get<T>(Argument<T> argument) => _parsed.GetValue(argument);

    /// <summary>Takes a flag over into the settings if it was given.</summary>
    public void Take(Option option, string name)
    {
        if (_parsed.GetResult(option) is not { Implicit: false } given)
            return;
        Settings.SetFlag(name, given.Tokens.Count == 0 ? "true" : string.Join(' ', given.Tokens.Select(token => token.Value)));
    }

    public SourceRegistry Registry()
    {
        var (scaffolds, lakeRegistry) = (Path.Combine(Lake.Root, "sources"), Path.Combine(Lake.Root, "sources.json"));
        IEnumerable<string> ofScaffolds = Directory.Exists(scaffolds) ? Directory.EnumerateDirectories(scaffolds).Order(StringComparer.Ordinal).Select(folder => Path.Combine(folder, "sources.json")).Where(File.Exists) : [];
        return SourceRegistry.Load([.. ofScaffolds, File.Exists(lakeRegistry) ? lakeRegistry : null, Settings.OrNull("registry")]);
    }

    /// <summary>Starts a run that writes: log files in the lake from here on. A dry run logs to the terminal only.</summary>
    public Run StartRun(bool dryRun)
    {
        var progress = Terminal.Progress(Clock);
        var run = new Run(Lake, Clock, LogOf(dryRun ? null : Lake), progress, dryRun);
        Logging.SetRun(run.Id);
        return run;
    }

    /// <summary>The call's log, one however often it is asked for; with a lake also in files there.</summary>
    public ILogger LogOf(Lake? lake)
    {
        var logs = _logs as NLog.Extensions.Logging.NLogLoggerProvider ?? Logging.Create(Terminal, lake);
        _logs = logs;
        return logs.CreateLogger("sluice");
    }

    /// <summary>Gives a verb its action.</summary>
    public static void Handle(Command verb, Func<Call, CancellationToken, Task<int>> action, string? defaultLake = null) =>
        verb.SetAction(async (parsed, cancel) =>
        {
            Call? call = null;
            try
            {
                call = new Call(parsed, defaultLake);
                return await action(call, cancel);
            }
            catch (StopException e)
            {
                return await FailAsync(call, e.ExitCode, e.Message);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                return await FailAsync(call, 130, "Stopped. What was finished is kept; the same call goes on from there.");
            }
            catch (Exception e) when (CheckTheMachineException.IsMeant(e))
            {
                return await FailAsync(call, 5, CheckTheMachineException.Of(e).Message);
            }
            catch (InvalidDataException e)
            {
                return await FailAsync(call, 1, $"A file is damaged: {e.Message} Run `sluice verify --all` to see which.");
            }
            catch (Exception e) when (IsOfIndex(e))
            {
                return await FailAsync(call, 1, $"The search index cannot be read: {e.Message}. Run `sluice verify --all` to see what differs; `sluice publish` makes a missing release again.");
            }
            catch (Exception e) when (call is not { Terminal.Verbose: true })
            {
                return await FailAsync(call, 1, $"This should not happen: {e.GetType().Name}: {e.Message} Run again with --verbose to see where, and please report it.");
            }
            finally
            {
                call?._logs?.Dispose();
            }
        });

    [MethodImpl(MethodImplOptions.NoInlining)]
    static bool IsOfIndex(Exception e) => e is Microsoft.Data.Sqlite.SqliteException;

    static async Task<int> FailAsync(Call? call, int exitCode, string message)
    {
        call?.Terminal.EndProgress();
        await Console.Error.WriteLineAsync("sluice: " + message);
        return exitCode;
    }
}
