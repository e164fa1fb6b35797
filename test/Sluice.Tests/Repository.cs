namespace Sluice.Tests;

/// <summary>The checkout that these tests run in.</summary>
static class Repository
{
    public static string Root { get; } = Find();

    static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Sluice.slnx")))
            folder = folder.Parent ?? throw new InvalidOperationException("These tests run inside a checkout.");
        return folder.FullName;
    }
}
