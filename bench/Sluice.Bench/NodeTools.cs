using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Sluice.Bench;

/// <summary>The validators that come from npm: ajv and the native CLI of Blaze. Installed on first use, by their lock file, in a folder that is not kept.</summary>
static class NodeTools
{
    static readonly string Source = Path.Combine(Corpus.FindRoot(), "bench", "ajv");
    static readonly string Folder = Path.Combine(Corpus.FindRoot(), "out", "ajv");
    static readonly string Modules = Path.Combine(Folder, "node_modules");

    public static string AjvScript { get; } = Path.Combine(Folder, "validate.js");

    public static bool HasAjv => Directory.Exists(Path.Combine(Modules, "ajv"));

    /// <summary>The native program itself, so that no script is measured with it; null if there is none for this machine.</summary>
    public static string? Blaze =>
        Path.Combine(Modules, "@sourcemeta", "jsonschema", "build", "github-releases", $"jsonschema-linux-{(RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x86_64")}") is var path && File.Exists(path) ? path : null;

    /// <summary>Null if they are there now, else why not.</summary>
    public static async Task<string?> InstallAsync()
    {
        try
        {
            Directory.CreateDirectory(Folder);
            foreach (var path in Directory.EnumerateFiles(Source))
                File.Copy(path, Path.Combine(Folder, Path.GetFileName(path)), overwrite: true);
            if (Directory.Exists(Modules))
                return null;
            var npm = Child.Settings("npm", ["ci", "--no-audit", "--no-fund"]);
            npm.WorkingDirectory = Folder;
            await Child.MeasureAsync(npm, mostCode: 0);
            return null;
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            return e.Message.ReplaceLineEndings(" ");
        }
    }
}
