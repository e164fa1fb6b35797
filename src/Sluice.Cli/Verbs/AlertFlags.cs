using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Sluice.Alerts;
using Sluice.Pipeline;
using Sluice.Records;
using Sluice.Sources;

namespace Sluice.Cli.Verbs;

/// <summary>Who is told, and of what: for every verb that looks. Secrets have no flag, since others can see a process's flags.</summary>
sealed class AlertFlags
{
    readonly Option<string> _file = new("--alert-file") { Description = "Append each alert to FILE as a line of JSON", HelpName = "FILE" };
    readonly Option<string> _webhook = new("--alert-webhook") { Description = "Post each alert to URL; SLUICE_ALERT_SECRET signs it", HelpName = "URL" };
    readonly Option<string> _smtp = new("--alert-smtp") { Description = "Mail each alert by this server, smtp://host:port or smtps://host:port", HelpName = "URL" };
    readonly Option<string> _from = new("--alert-from") { Description = "The address that alerts are mailed from", HelpName = "ADDRESS" };
    readonly Option<string> _to = new("--alert-to") { Description = "The addresses that alerts are mailed to, separated by commas", HelpName = "ADDRESSES" };
    readonly Option<string> _user = new("--alert-user") { Description = "Who logs in at the mail server, with SLUICE_ALERT_PASSWORD", HelpName = "NAME" };
    readonly Option<bool> _resolved = new("--alert-resolved") { Description = "Tell recovery too" };
    readonly Option<string> _disk = new("--alert-disk") { Description = "Free disk, in MB, below which disk.low opens (default 2000; 0: never)", HelpName = "MB" };

    IEnumerable<(Option Option, string Name)> All =>
    [
        (_file, "alert_file"), (_webhook, "alert_webhook"), (_smtp, "alert_smtp"), (_from, "alert_from"), (_to, "alert_to"),
        (_user, "alert_user"), (_resolved, "alert_resolved"), (_disk, "alert_disk"),
    ];

    public void AddTo(Command verb)
    {
        foreach (var (option, _) in All)
            verb.Options.Add(option);
    }

    /// <summary>Takes the flags over into the settings.</summary>
    /// <exception cref="CorrectTheCallException">They name nobody who could be told; better now than when there is something to tell.</exception>
    public void Read(Call call)
    {
        foreach (var (option, name) in All)
            call.Take(option, name);
        Close(Channels(call));
        LowDisk(call);
        call.Settings.IsOn("alert_resolved");
    }

    /// <summary>Closes what <see cref="Channels"/> opened.</summary>
    public static void Close(IReadOnlyList<IAlertChannel> channels)
    {
        foreach (var channel in channels.OfType<IDisposable>())
            channel.Dispose();
    }

    /// <summary>The channels that the settings name, in the order in which they are asked: the nearest first.</summary>
    public static IReadOnlyList<IAlertChannel> Channels(Call call)
    {
        var (settings, channels) = (call.Settings, new List<IAlertChannel>());
        if (settings.OrNull("alert_file") is { } file)
            channels.Add(new FileChannel(Path.GetFullPath(file, call.Lake.Root)));
        if (settings.OrNull("alert_webhook") is { } webhook)
            channels.Add(new WebhookChannel(Uri.TryCreate(webhook, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.UserInfo.Length == 0 ? address
                : throw new CorrectTheCallException($"{settings.Said("alert_webhook")} is no http(s) address without a password in it."), settings.OrNull("alert_secret"), call.Clock));
        if (settings.OrNull("alert_smtp") is not null)
            channels.AddRange(MailSettings.Open(settings, call.Clock));
        return channels;
    }

    static long LowDisk(Call call) =>
        long.TryParse(call.Settings["alert_disk"], NumberStyles.None, CultureInfo.InvariantCulture, out var megabytes) && megabytes < 1_000_000_000 ? megabytes * 1_000_000
        : throw new CorrectTheCallException($"{call.Settings.Said("alert_disk")} is '{call.Settings["alert_disk"]}'. Expected MB, as a whole number.");

    /// <summary>A lookout as the settings want it.</summary>
    public static Lookout Open(Call call, SourceRegistry registry, IReadOnlyList<IAlertChannel> channels, ILogger log, bool impatient = false) =>
        new(registry, call.Lake, call.Clock, channels, log) { LowDisk = LowDisk(call), TellsRecovery = call.Settings.IsOn("alert_resolved"), Impatient = impatient };

    /// <summary>The look after a run. Whatever goes wrong with it is a warning: the run itself is over.</summary>
    public static async Task LookAfterRunAsync(Call call, SourceRegistry registry, Run run, CancellationToken cancel)
    {
        try
        {
            await LookAsync(call, registry, run.Log, cancel);
        }
        catch (OperationCanceledException)
        {
            call.Terminal.Warn("Stopped before all alerts were told; the next look goes on.");
        }
        catch (Exception e) when (e is StopException || CheckTheMachineException.IsMeant(e))
        {
            call.Terminal.Warn("The look at the sources failed: " + e.Message);
        }
    }

    /// <summary>Looks if anybody is to be told, or a look was there before.</summary>
    /// <exception cref="StopException">The alerts' own files are damaged or cannot be written.</exception>
    public static async Task LookAsync(Call call, SourceRegistry registry, ILogger log, CancellationToken cancel)
    {
        var channels = Channels(call);
        try
        {
            if (channels.Count > 0 || File.Exists(AlertState.PathOf(call.Lake)))
                Told(call, await Open(call, registry, channels, log).LookAsync(cancel));
        }
        finally
        {
            Close(channels);
        }
    }

    /// <summary>What opened and what is over, for people, on stderr. What was not taken is in the log already, as a warning.</summary>
    public static void Told(Call call, LookoutReport report)
    {
        foreach (var opened in report.Opened)
            call.Terminal.Say($"Alert {opened.Code} {opened.Source}: {opened.Found}; expected {opened.Expected}. `sluice alerts list` tells what to do.");
        foreach (var closed in report.Closed)
            call.Terminal.Say($"Resolved: {closed.Code} {closed.Source}.");
    }
}
