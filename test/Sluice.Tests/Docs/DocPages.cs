namespace Sluice.Tests.Docs;

/// <summary>Every page of the checkout that people read.</summary>
static class DocPages
{
    static readonly string[] Folders = ["docs", "samples", "bench", "deploy", "templates", "src"];

    /// <summary>Relative paths with slashes, in order.</summary>
    public static IEnumerable<string> Paths(string root) => Directory.EnumerateFiles(root, "*.md")
        .Concat(Folders.Select(folder => Path.Combine(root, folder)).Where(Directory.Exists).SelectMany(folder => Directory.EnumerateFiles(folder, "*.md", SearchOption.AllDirectories)))
        .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/'))
        // The dataset card of the sample hub is data, and what a build leaves is no page.
        .Where(path => !path.StartsWith("samples/hub/", StringComparison.Ordinal) && !path.Split('/').Any(part => part is "bin" or "obj")).Order(StringComparer.Ordinal);

    public static IReadOnlyList<DocPage> All(string root) => [.. Paths(root).Select(path => DocPage.Parse(path, File.ReadAllText(Path.Combine(root, path))))];
}
