using Microsoft.Data.Sqlite;
using Microsoft.Win32.SafeHandles;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Serve;

/// <summary>One release, opened for reading. Releases never change, so it may be shared by all readers.</summary>
public sealed class ReleaseReader
{
    readonly string _index;
    readonly string? _localIndex;
    readonly Lazy<AliasTable> _aliases;
    readonly SafeFileHandle _documents;
    readonly SafeFileHandle _clusters;
    readonly SafeFileHandle? _local;

    public ReleaseReader(Lake lake, string id)
    {
        var folder = lake.Release(id);
        if (!Directory.Exists(folder))
            throw new GateFailedException($"{lake.CurrentFile} names release {id}, but {folder} is missing. Run `sluice publish`.");
        Manifest = ReceiptJson.Read<ReleaseManifest>(Path.Combine(folder, ReleaseManifest.FileName));
        foreach (var (path, found, expected) in Manifest.Differences(folder))
            throw new GateFailedException($"{path} has {found} bytes, its manifest says {expected}. Run `sluice publish`, which makes a damaged release again.");
        if (!Manifest.Files.ContainsKey(ClusterFile.InRelease))
            throw new GateFailedException($"Release {id} was made by an earlier Sluice, which knew no works. Run `sluice publish`, which makes a new one of the same documents.");
        ClustersPath = Path.Combine(folder, ClusterFile.InRelease);
        _aliases = new Lazy<AliasTable>(() => AliasTable.Read(Path.Combine(folder, AliasTable.InRelease)));
        _index = new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(folder, ReleaseManifest.SearchIndex),
            Mode = SqliteOpenMode.ReadOnly,
        }.ToString();
        _localIndex = Manifest.LocalIndex is not null && Path.Combine(folder, ReleaseManifest.LocalSearchIndex) is var all && File.Exists(all) ? all : null;
        _documents = File.OpenHandle(Path.Combine(folder, ReleaseManifest.Documents));
        _clusters = File.OpenHandle(ClustersPath);
        _local = File.Exists(Path.Combine(folder, ReleaseManifest.LocalTexts)) ? File.OpenHandle(Path.Combine(folder, ReleaseManifest.LocalTexts)) : null;
        MustKnowRights();
    }

    public ReleaseManifest Manifest { get; }

    public string Id => Manifest.Release;

    /// <summary>Records that upstream calls otherwise now; none in a release from before they were told.</summary>
    public AliasTable Aliases => _aliases.Value;

    /// <summary>The index that knows the most words: of all texts, or, in an exported copy, of those that are served. A name for <c>FROM</c>; the table is called <c>search</c>.</summary>
    public string Words => _localIndex is null ? "main.search" : "local.search";

    /// <summary>A pooled, read-only connection to the search index, and to that over all texts where it is there.</summary>
    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(_index);
        connection.Open();
        if (_localIndex is not null)
            Attach(connection, _localIndex);
        return connection;
    }

    // A connection from the pool has it already; it is read-only, as the connection is.
    static void Attach(SqliteConnection connection, string index)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT 1 FROM pragma_database_list WHERE name = 'local'";
        if (command.ExecuteScalar() is not null)
            return;
        command.CommandText = "ATTACH DATABASE $index AS local";
        command.Parameters.AddWithValue("$index", index);
        command.ExecuteNonQuery();
    }

    /// <summary>Whether it has what is not handed on; an exported copy has not.</summary>
    public bool HasLocal => _local is not null;

    public bool Holds(string documentId)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT 1 FROM documents WHERE document_id = $id";
        command.Parameters.AddWithValue("$id", documentId);
        return command.ExecuteScalar() is not null;
    }

    void MustKnowRights()
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM pragma_table_info('documents') WHERE name IN ('text_state', 'local_offset', 'local_length', 'license')";
        if ((long)command.ExecuteScalar()! != 4)
            throw new GateFailedException($"Release {Id} was made by an earlier Sluice, which did not know which texts may be served. Run `sluice publish`, which makes a new one of the same documents.");
    }

    /// <summary>A document's line, as it stands in <c>documents.jsonl</c>.</summary>
    public byte[] Read(long offset, int length) => Read(_documents, offset, length);

    /// <summary>The line of a document without served text, with what is not handed on; null if there is none, or this is an exported copy.</summary>
    public byte[]? ReadLocal((long Offset, int Length)? place) => _local is not null && place is { } there ? Read(_local, there.Offset, there.Length) : null;

    /// <summary>The release's file of clusters.</summary>
    public string ClustersPath { get; }

    /// <summary>The cluster whose line stands there.</summary>
    public Cluster ReadCluster(long offset, int length) => ClusterFile.Parse(Read(_clusters, offset, length), $"{ClustersPath} byte {offset}");

    static byte[] Read(SafeFileHandle file, long offset, int length)
    {
        var line = new byte[length];
        var read = 0;
        while (read < length && RandomAccess.Read(file, line.AsSpan(read), offset + read) is var n and > 0)
            read += n;
        return line;
    }
}
