using System.Diagnostics;
using System.Text.RegularExpressions;
using Cronos;
using Sluice.Cli;

namespace Sluice.Tests;

/// <summary>The units and the crontab are ones that systemd and cron take, and call what there is.</summary>
public sealed partial class DeployTests
{
    static readonly string[] Units = ["sluice.service", "sluice.timer", "sluice-watch.service"];

    static string Read(params string[] path) => File.ReadAllText(Path.Combine([Repository.Root, "deploy", .. path]));

    /// <summary>What <c>systemd-analyze verify</c> says of the units; null where it is not there.</summary>
    static (int ExitCode, string Said)? Analyze(Func<string, string>? edit = null)
    {
        using var folder = new TempFolder();
        foreach (var unit in Units)
            // The program need not be installed where this is tried.
            folder.Write(unit, (edit ?? (text => text))(Read("systemd", unit)).Replace("/usr/bin/dotnet", "/bin/sh"));
        try
        {
            using var analyze = Process.Start(new ProcessStartInfo("systemd-analyze", ["verify", .. Units.Select(unit => folder.File(unit))]) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false })!;
            var said = analyze.StandardError.ReadToEnd();
            analyze.WaitForExit();
            return (analyze.ExitCode, said);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    [Fact]
    public void Systemd_finds_no_fault_with_the_units()
    {
        var found = Analyze();
        Assert.SkipWhen(found is null, "systemd-analyze is not on this machine.");
        Assert.True(found!.Value is { ExitCode: 0, Said: "" }, found.Value.Said);
    }

    [Theory]
    [InlineData("[Service]", "[Servce]")]
    [InlineData("Restart=on-failure", "Restart=always\nRestartForceExitStatus=3")]
    [InlineData("OnCalendar=Mon", "OnCalendar=Lundi")]
    [InlineData("/usr/bin/dotnet", "dotnet-that-is-not-there")]
    public void Systemd_finds_a_planted_fault(string from, string to)
    {
        var found = Analyze(text => text.Replace(from, to));
        Assert.SkipWhen(found is null, "systemd-analyze is not on this machine.");
        Assert.False(found!.Value is { ExitCode: 0, Said: "" });
    }

    [Fact]
    public void Every_unit_gives_up_what_it_does_not_need()
    {
        foreach (var unit in Units.Where(unit => unit.EndsWith(".service")))
            foreach (var line in new[] { "User=sluice", "NoNewPrivileges=yes", "ProtectSystem=strict", "ProtectHome=yes", "PrivateTmp=yes", "CapabilityBoundingSet=", "StateDirectory=sluice", "SystemCallFilter=@system-service" })
                Assert.Contains($"\n{line}\n", Read("systemd", unit));
    }

    [Fact]
    public void A_unit_waits_for_the_end_longer_than_the_program_does_and_being_stopped_is_no_failure()
    {
        Assert.Contains("ProcessTerminationTimeout = TimeSpan.FromSeconds(10)", File.ReadAllText(Path.Combine(Repository.Root, "src", "Sluice.Cli", "CommandLine.cs")));
        foreach (var unit in Units.Where(unit => unit.EndsWith(".service")))
            Assert.Contains("\nTimeoutStopSec=20s\nSuccessExitStatus=130 143\n", Read("systemd", unit));
    }

    [Fact]
    public void Timer_crontab_and_workflow_say_the_same_time()
    {
        Assert.Contains("\nOnCalendar=Mon *-*-* 02:00:00 UTC\n", Read("systemd", "sluice.timer"));
        var line = Read("cron", "sluice.cron").Split('\n').Last(line => line.Length > 0);
        Assert.Equal(CronExpression.Parse("0 2 * * 1"), CronExpression.Parse(string.Join(' ', line.Split(' ').Take(5))));
        Assert.Contains("- cron: \"0 2 * * 1\"\n", File.ReadAllText(Path.Combine(Repository.Root, ".github", "workflows", "weekly-refresh.yml")));
    }

    [Fact]
    public void Every_verb_that_is_called_exists()
    {
        var verbs = CommandLine.Build().Subcommands.Select(verb => verb.Name).ToHashSet();
        var called = Directory.EnumerateFiles(Path.Combine(Repository.Root, "deploy", "github"), "*.sh").Select(File.ReadAllText)
            .Append(Read("systemd", "sluice.service")).Append(Read("systemd", "sluice-watch.service")).Append(Read("cron", "sluice.cron"))
            .SelectMany(text => Calls().Matches(string.Join('\n', text.Split('\n').Where(line => !line.StartsWith('#')))).Select(match => match.Groups[1].Value)).Distinct().ToList();
        Assert.Superset(new HashSet<string> { "pack", "run", "watch" }, called.ToHashSet());
        Assert.Empty(called.Except(verbs));
    }

    // `sluice` at the start of a command, or the program's file; not a word in a sentence.
    [GeneratedRegex(@"(?:^ *sluice|Sluice\.Cli\.dll) ([a-z]+)", RegexOptions.Multiline)]
    private static partial Regex Calls();
}
