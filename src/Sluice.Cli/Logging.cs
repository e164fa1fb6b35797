using NLog;
using NLog.Config;
using NLog.Extensions.Logging;
using NLog.Layouts;
using NLog.Targets;
using Sluice.Zones;
using LogLevel = NLog.LogLevel;

namespace Sluice.Cli;

/// <summary>
/// Where log lines go: the console (stderr), and for runs that write, two rotating files in the lake, 10 MB × 5 each:
/// <c>logs/sluice.log</c> to read and <c>logs/sluice.jsonl</c> to query, with run, source, stage and record as fields.
/// </summary>
static class Logging
{
    const long LargestFile = 10 * 1024 * 1024;
    const int MostFiles = 5;

    public static NLogLoggerProvider Create(Terminal terminal, Lake? lake)
    {
        var configuration = new LoggingConfiguration();
        var console = new ConsoleTarget("console") { StdErr = true, Layout = "${level:uppercase=true:padding=-5} ${message}${onexception: ${exception:format=message}}" };
        configuration.AddRule(terminal.Verbose ? LogLevel.Debug : terminal.Quiet ? LogLevel.Error : LogLevel.Warn, LogLevel.Fatal, console);
        if (lake is not null)
        {
            configuration.AddRule(LogLevel.Debug, LogLevel.Fatal, File("text", Path.Combine(lake.Logs, "sluice.log"),
                "${date:universalTime=true:format=yyyy-MM-ddTHH\\:mm\\:ss.fffZ} ${level:uppercase=true:padding=-5} ${gdc:item=run} ${message}${onexception: ${exception:format=tostring}}"));
            configuration.AddRule(LogLevel.Debug, LogLevel.Fatal, File("json", Path.Combine(lake.Logs, "sluice.jsonl"), new JsonLayout
            {
                Attributes =
                {
                    new JsonAttribute("time", "${date:universalTime=true:format=yyyy-MM-ddTHH\\:mm\\:ss.fffZ}"),
                    new JsonAttribute("level", "${level:lowercase=true}"),
                    new JsonAttribute("run", "${gdc:item=run}"),
                    new JsonAttribute("source", "${event-properties:item=Source}"),
                    new JsonAttribute("stage", "${event-properties:item=Stage}"),
                    new JsonAttribute("record", "${event-properties:item=Record}"),
                    new JsonAttribute("message", "${message}"),
                    new JsonAttribute("exception", "${exception:format=tostring}"),
                },
            }));
        }
        var factory = new LogFactory { Configuration = configuration };
        return new NLogLoggerProvider(new NLogProviderOptions(), factory);
    }

    public static void SetRun(string run) => GlobalDiagnosticsContext.Set("run", run);

    static FileTarget File(string name, string path, Layout layout) => new(name)
    {
        FileName = path,
        Layout = layout,
        ArchiveAboveSize = LargestFile,
        // Without a name for what is full, the file that is written would be called otherwise after each roll.
        ArchiveFileName = path,
        MaxArchiveFiles = MostFiles - 1,
        KeepFileOpen = true,
        LineEnding = LineEndingMode.LF,
    };
}
