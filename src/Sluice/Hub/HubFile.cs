namespace Sluice.Hub;

/// <summary>A file of a dataset at one revision.</summary>
/// <param name="Path">As the hub names it, with forward slashes; checked to be relative and free of <c>..</c>.</param>
/// <param name="Size">Bytes of the real file, also for LFS.</param>
/// <param name="Oid">Its content id: the sha256 of an LFS file (64 hex), the git blob sha1 of another (40 hex).</param>
/// <param name="LastModified">The date of the last commit that touched it, as sent, or null if the hub does not tell.</param>
public sealed record HubFile(string Path, long Size, string Oid, string? LastModified)
{
    public bool IsLfs => Oid.Length == 64;

    /// <summary>The entity tag under which a web server gave these bytes, as sent; null where there is none.</summary>
    public string? ETag { get; init; }
}

/// <summary>A dataset at one commit: everything asked later names this sha, never a branch.</summary>
/// <param name="Sha">40 hex digits of a commit; of other kinds of source 64, a hash over the content.</param>
public sealed record HubRevision(string Dataset, string Sha, string? LastModified, IReadOnlyList<HubFile> Files);
