using System.Text.Json.Nodes;
using Sluice.Pipeline;
using Sluice.Zones;
using Spectre.Console;
using Progress = Sluice.Pipeline.Progress;

namespace Sluice.Cli;

/// <summary>Results on stdout (a table for people or one JSON document), everything else on stderr.</summary>
public sealed class Terminal(bool json, bool quiet, bool verbose)
{
    static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);
    static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(100);

    bool _barIsOn;

    public bool Json => json;

    public bool Quiet => quiet;

    public bool Verbose => verbose;

    public void WriteJson(JsonNode node) => Console.Out.Write(ReceiptJson.Write(node));

    /// <summary>With <c>--json</c> a run that was stopped still is one document: the one in the ledger.</summary>
    public void ReportFailure(Lake lake, string run, Records.StopException stop)
    {
        EndProgress();
        if (json)
            WriteJson(Ledger.Find(lake, run) ?? Ledger.Failure(lake, run, stop.Message));
    }

    public void WriteLine(string line) => Console.Out.WriteLine(line);

    /// <summary>What a record holds must not steer the terminal: control characters are shown as U+001B.</summary>
    public static string Visible(string text) =>
        text.AsSpan().IndexOfAnyInRange('\0', '\u001f') < 0 && text.AsSpan().IndexOfAnyInRange('\u007f', '\u009f') < 0 ? text
        : string.Concat(text.Select(c => char.IsControl(c) && c is not ('\n' or '\t') ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"\u27e8U+{(int)c:X4}\u27e9") : c.ToString()));

    /// <summary>A remark for people: stderr, and not when quiet.</summary>
    public void Say(string line)
    {
        EndProgress();
        if (!quiet)
            Console.Error.WriteLine(line);
    }

    /// <summary>What must be known, quiet or not: stderr.</summary>
    public void Warn(string line)
    {
        EndProgress();
        Console.Error.WriteLine("sluice: " + line);
    }

    public void WriteTable(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var column in columns)
            table.AddColumn(new TableColumn(Markup.Escape(column)) { Alignment = column.StartsWith('#') ? Justify.Right : Justify.Left });
        foreach (var row in rows)
            table.AddRow([.. row.Select(cell => Markup.Escape(Visible(cell)))]);
        // Into a pipe there is no window to fit: cells must stay whole.
        if (Console.IsOutputRedirected)
            AnsiConsole.Profile.Width = 1000;
        AnsiConsole.Write(table);
    }

    /// <summary>A bar on a terminal, a line each ten seconds otherwise.</summary>
    public Action<Progress> Progress(TimeProvider clock)
    {
        if (quiet)
            return _ => { };
        var last = clock.GetTimestamp();
        var isTerminal = !Console.IsErrorRedirected;
        return progress =>
        {
            if (clock.GetElapsedTime(last) < (isTerminal ? Frame : Beat))
                return;
            last = clock.GetTimestamp();
            var of = progress.Of is { } total ? $"/{total}" : "";
            if (!isTerminal)
            {
                Console.Error.WriteLine($"{progress.Source} {progress.Stage} {progress.Shard}: {progress.Done}{of}");
                return;
            }
            var filled = progress.Of is > 0 ? (int)(20 * progress.Done / progress.Of.Value) : 0;
            var bar = progress.Of is null ? "" : $"[{new string('#', Math.Min(20, filled))}{new string('.', 20 - Math.Min(20, filled))}] ";
            Console.Error.Write($"\r\u001b[K{bar}{progress.Stage} {progress.Shard} {progress.Done}{of}");
            _barIsOn = true;
        };
    }

    public void EndProgress()
    {
        if (_barIsOn)
            Console.Error.Write("\r\u001b[K");
        _barIsOn = false;
    }
}
