using Microsoft.Data.Sqlite;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Serve;

/// <summary>One release, opened for reading. Releases never change, so it may be shared by all readers.</summary>
public sealed class ReleaseReader
{
    readonly string _index;
    readonly Microsoft.Win32.SafeHandles.SafeFileHandle _documents;

    public ReleaseReader(Lake lake, string id)
    {
        var folder = lake.Release(id);
        if (!Directory.Exists(folder))
            throw new GateFailedException($"{lake.CurrentFile} names release {id}, but {folder} is missing. Run `sluice publish`.");
        Manifest = ReceiptJson.Read<ReleaseManifest>(Path.Combine(folder, ReleaseManifest.FileName));
        foreach (var (name, file) in Manifest.Files)
            if (new FileInfo(Path.Combine(folder, name)) is var there && (!there.Exists || there.Length != file.Bytes))
                throw new GateFailedException($"{there.FullName} has {(there.Exists ? there.Length : 0)} bytes, its manifest says {file.Bytes}. Run `sluice publish`, which makes a damaged release again.");
        _index = new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(folder, ReleaseManifest.SearchIndex),
            Mode = SqliteOpenMode.ReadOnly,
        }.ToString();
        _documents = File.OpenHandle(Path.Combine(folder, ReleaseManifest.Documents));
    }

    public ReleaseManifest Manifest { get; }

    public string Id => Manifest.Release;

    /// <summary>A pooled, read-only connection to the search index.</summary>
    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(_index);
        connection.Open();
        return connection;
    }

    /// <summary>A document's line, as it stands in <c>documents.jsonl</c>.</summary>
    public byte[] Read(long offset, int length)
    {
        var line = new byte[length];
        var read = 0;
        while (read < length && RandomAccess.Read(_documents, line.AsSpan(read), offset + read) is var n and > 0)
            read += n;
        return line;
    }
}
