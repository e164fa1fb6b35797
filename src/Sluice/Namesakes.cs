using System.Security.Cryptography;
using System.Text;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice;

/// <summary>
/// Which ids of a source are one record, and which addresses are one record's alone: read from every row of every file of
/// upstream's that its dumps name. Upstream changes ids; an address or a long text that no two ids ever had side by side
/// tells a record again.
/// </summary>
sealed class Namesakes
{
    // Fewer bytes of text are anybody's.
    const int TellingText = 200;

    /// <param name="Addresses">As a tombstone holds them.</param>
    readonly record struct Row(string Id, IReadOnlyList<string> Addresses, string? Text);

    readonly Dictionary<string, List<Row>> _byFile = new(StringComparer.Ordinal);
    readonly List<IReadOnlyList<string>> _dumps = [];

    // Versions of a file have most rows in common.
    readonly HashSet<string> _pool = new(StringComparer.Ordinal);

    /// <summary>How many rows of upstream's files go by one of these ids.</summary>
    public long RowsOf(IReadOnlySet<string> ids) => _byFile.Values.Sum(rows => rows.LongCount(row => ids.Contains(row.Id)));

    /// <exception cref="GateFailedException">A file is not what its name says, or is missing.</exception>
    public static async Task<Namesakes> ReadAsync(Lake lake, string source, Func<string, string?> addressOf, CancellationToken cancel)
    {
        var namesakes = new Namesakes();
        foreach (var dump in Erasure.AllOf(lake, source))
        {
            namesakes._dumps.Add([.. dump.Metadata.Files.Select(file => file.Sha256)]);
            foreach (var file in dump.Metadata.Files)
                if (!namesakes._byFile.ContainsKey(file.Sha256))
                    namesakes._byFile[file.Sha256] = await namesakes.RowsAsync(lake, dump, file, addressOf, cancel);
        }
        return namesakes;
    }

    async Task<List<Row>> RowsAsync(Lake lake, Dump dump, DumpFile file, Func<string, string?> addressOf, CancellationToken cancel)
    {
        var stream = UpstreamFile.Open(lake, dump.Source, file.Sha256)
            ?? throw new GateFailedException($"{dump.Source}/{dump.Name} is made from {file.Path}, and no file {file.Sha256} rests in the lake: without it the dump cannot be made again without the record. Nothing was touched. Restore the file from a copy, or take the dump away, and forget again.");
        var (rows, line) = (new List<Row>(), new RecordLine());
        using var reader = UpstreamRows.Open(stream, file.Path, dump.Metadata.Table);
        await foreach (var row in reader.RowsAsync(cancel))
            if (!row.TooLong && line.Read(row.Bytes, out _))
                rows.Add(new Row(Pooled(ForgottenRows.KeyOf(line)), line.GetString("url"u8) is { } url ? [.. ForgottenRows.AddressesOf(url, addressOf).Select(Pooled)] : [], TextOf(line) is { } text ? Pooled(text) : null));
        return reader.Sha256 == file.Sha256 ? rows
            : throw new GateFailedException($"{lake.Files(dump.Source)}: the file {file.Sha256} ({file.Path}) hashes to {reader.Sha256}. Nothing was touched. Restore it from a copy, or take the dump {dump.Name} away, and forget again.");
    }

    string Pooled(string text)
    {
        if (_pool.TryGetValue(text, out var there))
            return there;
        _pool.Add(text);
        return text;
    }

    static string? TextOf(RecordLine line) =>
        line.TryGetString("text"u8, out var text) && text.Length >= TellingText ? "text " + Convert.ToHexStringLower(SHA256.HashData(text)) : null;

    static IEnumerable<string> KeysOf(Row row) => row.Text is null ? row.Addresses : row.Addresses.Append(row.Text);

    /// <summary>
    /// All ids of the record that goes by one of these, and its addresses; with what else has one of its addresses, and is
    /// another record since both were there at once.
    /// </summary>
    /// <param name="alongside">Ids of records that are forgotten with it: an address that is theirs too tells it all the same.</param>
    public (SortedSet<string> Ids, SortedSet<string> Addresses, SortedSet<string> Others) Of(IEnumerable<string> known, IReadOnlySet<string> alongside)
    {
        var ids = new SortedSet<string>(known, StringComparer.Ordinal);
        while (true)
        {
            var keys = Rows().Where(row => ids.Contains(row.Id)).SelectMany(KeysOf).ToHashSet(StringComparer.Ordinal);
            var sharing = keys.ToDictionary(key => key, _ => new HashSet<string>(StringComparer.Ordinal), StringComparer.Ordinal);
            foreach (var row in Rows())
                foreach (var key in KeysOf(row).Where(sharing.ContainsKey))
                    sharing[key].Add(row.Id);
            var telling = sharing.Where(pair => !WereSideBySide(pair.Key, pair.Value, [.. ids, .. alongside])).ToList();
            var before = ids.Count;
            ids.UnionWith(telling.SelectMany(pair => pair.Value).Except(alongside, StringComparer.Ordinal));
            if (ids.Count > before)
                continue;
            return (ids,
                new(telling.Select(pair => pair.Key).Where(key => !key.StartsWith("text ", StringComparison.Ordinal)), StringComparer.Ordinal),
                new(sharing.Where(pair => !pair.Key.StartsWith("text ", StringComparison.Ordinal)).SelectMany(pair => pair.Value).Except(ids, StringComparer.Ordinal), StringComparer.Ordinal));
        }
    }

    IEnumerable<Row> Rows() => _byFile.Values.SelectMany(rows => rows);

    // What is one record already may stand twice in a file.
    bool WereSideBySide(string key, HashSet<string> sharing, HashSet<string> one) =>
        sharing.Count > 1 && !sharing.IsSubsetOf(one) && _dumps.Exists(files =>
            files.SelectMany(file => _byFile[file]).Where(row => sharing.Contains(row.Id) && KeysOf(row).Contains(key, StringComparer.Ordinal)).Select(row => one.Contains(row.Id) ? "" : row.Id).Distinct(StringComparer.Ordinal).Skip(1).Any());
}
