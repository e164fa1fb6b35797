using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Sluice.Tests;

/// <summary>What a step executes: its command, and every script that it comes to by whatever way.</summary>
static partial class WorkflowScripts
{
    static readonly string[] Endings = [".sh", ".bash", ".py", ".js", ".mjs", ".ps1", ".cmd"];

    /// <summary>A step's command with the scripts that it calls or sources, and those that they do, each call on one line; or the action that it uses.</summary>
    public static string Of(YamlNode step, string root) => step.Text("uses") is { } uses ? uses : With(Plain(step.Text("run") ?? "", ""), root, []);

    /// <summary>Scripts of this repository that commands name, by their path.</summary>
    public static IEnumerable<string> NamedIn(string commands, string root) =>
        Words().Matches(commands).Select(match => PathOf(match.Value)).Where(path => IsScript(path, root)).Distinct();

    /// <summary>What a command names of our own, there or not.</summary>
    public static IEnumerable<string> Mentioned(string commands) => Deployed().Matches(commands).Select(match => match.Value).Distinct();

    /// <summary>What is executed and is no file of this repository, so that nobody can read it.</summary>
    public static IEnumerable<string> Unread(string commands, string root) =>
        Called().Matches(commands).Select(match => match.Groups["path"].Value.Trim('"', '\'')).Where(path => !IsOf(PathOf(path), root))
            .Concat(Piped().Matches(commands).Select(match => match.Value.Trim())).Distinct();

    static string With(string commands, string root, HashSet<string> seen) =>
        commands + "\n" + string.Concat(NamedIn(commands, root).Where(seen.Add).ToList().Select(script => With(Plain(File.ReadAllText(Path.Combine(root, script)), Path.GetDirectoryName(script)!.Replace('\\', '/')), root, seen)));

    // Without comments; what goes on in the next line is one; the script's own folder by its name.
    static string Plain(string script, string folder) =>
        string.Join('\n', script.Replace("\\\n", " ").Split('\n').Where(line => !line.TrimStart().StartsWith('#'))).Replace("\"$(dirname \"$0\")/", $"\"{folder}/").Replace("$(dirname \"$0\")", folder);

    static string PathOf(string word) => Path.TrimEndingDirectorySeparator(Here().Replace(word.Trim('"', '\''), ""));

    static bool IsOf(string path, string root) => path.Length > 0 && !path.Contains("..") && !Path.IsPathRooted(path) && File.Exists(Path.Combine(root, path));

    static bool IsScript(string path, string root)
    {
        if (!IsOf(path, root))
            return false;
        if (Endings.Any(ending => path.EndsWith(ending)))
            return true;
        using var read = new StreamReader(Path.Combine(root, path));
        return read.Read() == '#' && read.Read() == '!';
    }

    [GeneratedRegex(@"[^\s;|&()<>""'=]+")]
    private static partial Regex Words();

    [GeneratedRegex(@"^(?:\./|\$GITHUB_WORKSPACE/|\$\{GITHUB_WORKSPACE\}/)+")]
    private static partial Regex Here();

    [GeneratedRegex(@"deploy/[\w./-]+\.sh")]
    private static partial Regex Deployed();

    // A file handed to an interpreter, or one that is named by a path where a command stands.
    [GeneratedRegex(@"(?:^|[;&|(]|\b(?:then|do|else|exec|sudo|!))[ \t]*(?:(?:bash|sh|zsh|dash|source|\.|python3?|node|pwsh|ruby|perl)[ \t]+(?:-[a-z]*[abd-z][ \t]+)*(?<path>(?![-!=<>/|]=?[ \t])(?!-)[^\s;|&)]+)|(?<path>[""']?(?:\.{1,2}/|/|~/|\$\{?\w+\}?/)[^\s;|&)]*))", RegexOptions.Multiline)]
    private static partial Regex Called();

    [GeneratedRegex(@"\|[ \t]*(?:bash|sh|zsh|dash|python3?|node)\b[^\n]*|\beval\b[^\n]*|\b(?:bash|sh|zsh|python3?|node|perl|ruby)[ \t]+-[a-z]*[ce]\b[^\n]*|\bxargs\b[^\n]*")]
    private static partial Regex Piped();
}
