namespace Sluice.Acceptance.Docs;

/// <summary>The prepared folder, made when a test first asks for it, and taken away after the last.</summary>
public sealed class DocsFolderOnce : IAsyncDisposable
{
    readonly Lazy<Task<DocsFolder>> _folder = new(DocsFolder.PrepareAsync);

    public Task<DocsFolder> Folder => _folder.Value;

    public async ValueTask DisposeAsync()
    {
        if (_folder.IsValueCreated)
            await (await _folder.Value).DisposeAsync();
    }
}
