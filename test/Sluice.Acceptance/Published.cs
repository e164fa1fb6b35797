using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Sluice.Acceptance;

/// <summary>What a call of the published program gave back.</summary>
public sealed record Outcome(int ExitCode, string Out, string Err)
{
    public JsonNode Json => JsonNode.Parse(Out) ?? throw new InvalidOperationException("stdout is null, not a JSON document");

    public Outcome MustBe(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"exit {ExitCode}, expected {exitCode}\n{Out}\n{Err}");
        return this;
    }
}

/// <summary>The program as a user gets it: published once for all tests, started as its own process.</summary>
public sealed class Published
{
    static readonly Lazy<string> Program = new(Publish);

    public static string Repository { get; } = FindRepository();

    public static string Samples { get; } = Path.Combine(Repository, "samples", "hub");

    /// <summary>The published program's file, for <c>dotnet</c> to run.</summary>
    public static string File => Program.Value;

    /// <summary>The folder that it was published to.</summary>
    public static string Folder => Path.GetDirectoryName(Program.Value)!;

    static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(folder.FullName, "Sluice.slnx")))
            folder = folder.Parent ?? throw new InvalidOperationException("These tests run inside a checkout.");
        return folder.FullName;
    }

    static string Publish()
    {
        // Whoever has it published already, or changes nothing but tests and pages, saves the minutes.
        if (Environment.GetEnvironmentVariable("SLUICE_PUBLISHED") is { Length: > 0 } there)
            return there;
        var folder = Directory.CreateTempSubdirectory("sluice-published-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var publish = Start("dotnet", ["publish", "--no-restore", "-c", "Release", "-o", folder, Path.Combine(Repository, "src", "Sluice.Cli"), "-v", "quiet", "--nologo"], Repository, []);
        var output = publish.StandardOutput.ReadToEnd();
        publish.WaitForExit();
        Assert.True(publish.ExitCode == 0, output);
        return Path.Combine(folder, "Sluice.Cli.dll");
    }

    /// <summary>Starts <c>sluice …</c> and leaves it running.</summary>
    public static Process Start(string folder, string[] args, params (string Name, string? Value)[] environment) =>
        Start("dotnet", [Program.Value, .. args], folder, environment);

    /// <summary>The same, open to SIGINT also where whoever started these tests ignores it, as a shell does for what it puts into the background.</summary>
    public static Process StartInterruptible(string folder, string[] args) => OperatingSystem.IsLinux()
        ? Start("env", ["--default-signal=INT", "dotnet", Program.Value, .. args], folder, [])
        : Start(folder, args);

    /// <summary>Runs <c>sluice …</c> to its end.</summary>
    public static async Task<Outcome> RunAsync(string folder, string[] args, params (string Name, string? Value)[] environment)
    {
        using var process = Start(folder, args, environment);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromMinutes(3)).Token);
        return new Outcome(process.ExitCode, await output, await errors);
    }

    static Process Start(string file, string[] args, string folder, (string Name, string? Value)[] environment)
    {
        var start = new ProcessStartInfo(file, args) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        // Nothing of the caller's own set-up may decide a test.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("SLUICE_", StringComparison.Ordinal) || name.StartsWith("HF_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
