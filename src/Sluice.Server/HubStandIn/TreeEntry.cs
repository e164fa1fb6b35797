using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Sluice.Server.HubStandIn;

/// <summary>A file or (without one) a folder in a list of files.</summary>
sealed record TreeEntry(string Path, StandInFile? File)
{
    /// <summary>Every file of a commit and every folder that one lies in, in the order of their paths.</summary>
    public static IReadOnlyList<TreeEntry> Of(StandInCommit commit)
    {
        var folders = commit.Files.SelectMany(file => Parents(file.Path)).Distinct(StringComparer.Ordinal).Select(folder => new TreeEntry(folder, null));
        return [.. commit.Files.Select(file => new TreeEntry(file.Path, file)).Concat(folders).OrderBy(entry => entry.Path, StringComparer.Ordinal)];
    }

    static IEnumerable<string> Parents(string path)
    {
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = path.IndexOf('/', slash + 1))
            yield return path[..slash];
    }

    /// <summary>Whether it lies in a folder, directly or, if recursive, anywhere below.</summary>
    public bool IsIn(string folder, bool recursive) =>
        (folder.Length == 0 || Path.StartsWith(folder + "/", StringComparison.Ordinal))
        && (recursive || !Path[(folder.Length == 0 ? 0 : folder.Length + 1)..].Contains('/', StringComparison.Ordinal));

    public JsonNode Json(StandInCommit commit, bool expand)
    {
        var entry = new JsonObject { ["type"] = File is null ? "directory" : "file", ["oid"] = File?.BlobOid ?? FolderOid(commit), ["size"] = File?.Size ?? 0, ["path"] = Path };
        if (File?.Sha256 is { } sha256)
        {
            entry["lfs"] = new JsonObject { ["oid"] = sha256, ["size"] = File.Size, ["pointerSize"] = File.Pointer.Length };
            entry["xetHash"] = File.XetHash;
        }
        if (expand)
        {
            var date = File?.LastWrite ?? commit.Files.Where(file => file.Path.StartsWith(Path + "/", StringComparison.Ordinal)).Max(file => file.LastWrite);
            entry["lastCommit"] = new JsonObject { ["id"] = commit.Sha, ["title"] = "Files on disk", ["date"] = DatasetEndpoints.Iso(date) };
        }
        return entry;
    }

    // Changes with what lies below, as git's does, but is not git's own.
    string FolderOid(StandInCommit commit) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(commit.Files
            .Where(file => file.Path.StartsWith(Path + "/", StringComparison.Ordinal)).Select(file => $"{file.ContentId}  {file.Path}\n")))))[..40];
}
