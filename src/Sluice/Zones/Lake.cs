using Sluice.Records;

namespace Sluice.Zones;

/// <summary>
/// The folder that holds everything. Only this class knows where things lie; every path is legal on Windows too.
/// Opening a lake creates nothing: the first writer calls <see cref="Create"/>.
/// </summary>
public sealed class Lake(string root)
{
    Lake? _files;
    Lake? _raw;
    HashSet<(string Source, string Dump)> _hidden = [];

    /// <summary>
    /// A lake at another place that reads upstream's files of this one, and with <paramref name="raw"/> its dumps too:
    /// where things are derived again to be compared.
    /// </summary>
    public Lake Shadow(string shadowRoot, bool raw) => new(shadowRoot) { _files = this, _raw = raw ? this : null };

    /// <summary>The one line of <c>lake.json</c>, exactly.</summary>
    public const string FormatLine = "{\"format\": 1}\n";

    public string Root { get; } = Path.GetFullPath(root);

    public bool Exists => File.Exists(FormatFile);

    /// <summary>The same lake as it was before these dumps came.</summary>
    public Lake Without(IEnumerable<Dump> dumps) => new(Root) { _files = _files, _raw = _raw, _hidden = [.. dumps.Select(dump => (dump.Source, dump.Name))] };

    public string FormatFile => Path.Combine(Root, "lake.json");

    public string SettingsFile => Path.Combine(Root, "sluice.json");

    public string LockFile => Path.Combine(Root, ".lock");

    public string Logs => Path.Combine(Root, "logs");

    /// <summary>What `sluice watch` keeps of itself; nothing in it is needed to go on.</summary>
    public string Watch => Path.Combine(Root, "watch");

    public string HeartbeatFile => Path.Combine(Watch, "heartbeat.json");

    /// <summary>The run that a watch is about, for as long as it goes on.</summary>
    public string UnderwayFile => Path.Combine(Watch, "running.json");

    public string WatchLockFile => Path.Combine(Watch, ".lock");

    public string Runs => Path.Combine(Root, "runs");

    public string Raw => Path.Combine((_raw ?? this).Root, "raw");

    /// <summary>Upstream's files, verbatim, named by their sha256.</summary>
    public string Files(string source) => Path.Combine((_files ?? this).Root, "raw", source, "files");

    public string Dumps(string source) => Path.Combine(Raw, source, "dumps");

    /// <summary>The folder of a source's dumps in a record zone.</summary>
    public string ZoneOf(Zone zone, string source) =>
        zone == Zone.Raw ? Dumps(source) : Path.Combine(Root, "transformed", zone.Name(), source);

    /// <summary>Where dumps and upstream files rest that nothing current is made from, compressed.</summary>
    public string Archive => Path.Combine((_raw ?? this).Root, "archive");

    public string ArchivedDump(string source, string dump) => Path.Combine(Archive, source, "dumps", dump);

    /// <summary>Archived upstream files, <c>&lt;sha256&gt;.gz</c>.</summary>
    public string ArchivedFiles(string source) => Path.Combine((_files ?? this).Archive, source, "files");

    public string FolderOf(Zone zone, string source, string dump) => Path.Combine(ZoneOf(zone, source), dump);

    public string Quarantine(string source, string dump) => Path.Combine(Root, "quarantine", source, dump);

    /// <summary>Every folder that a dump has, there or not, by its name in the archive; raw, which makes it a dump, comes first.</summary>
    public IReadOnlyList<(string Part, string Folder)> PartsOf(string source, string dump) =>
    [
        .. new[] { Zone.Raw, Zone.Validated, Zone.Cleaned, Zone.Enriched }.Select(zone => (zone.Name(), FolderOf(zone, source, dump))),
        ("quarantine", Quarantine(source, dump)),
    ];

    /// <summary>Where a whole-corpus stage writes, a folder for each state of its inputs.</summary>
    public string Corpus(string stage) => Path.Combine(Root, "corpus", stage);

    /// <summary>What people decided, attributed; never derived and never overwritten by a stage.</summary>
    public string Curated => Path.Combine((_files ?? this).Root, "curated");

    public string Serveable => Path.Combine(Root, "serveable");

    public string Releases => Path.Combine(Serveable, "releases");

    public string CurrentFile => Path.Combine(Serveable, "current");

    /// <summary>Names the releases that wait for a person's word; see <see cref="HeldReleases"/>.</summary>
    public string HeldFile => Path.Combine(Serveable, "held");

    /// <summary>The ids of all releases, by name.</summary>
    public IReadOnlyList<string> ReleaseNames() => NamesIn(Releases);

    public string Release(string id) => Path.Combine(Releases, id);

    /// <summary>The id of the release that is served, or null before the first.</summary>
    public string? CurrentRelease => File.Exists(CurrentFile) ? File.ReadAllText(CurrentFile).Trim() : null;

    /// <summary>A path relative to the lake, with forward slashes on every system.</summary>
    public string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    /// <summary>Sources that have a raw zone, by name.</summary>
    public IReadOnlyList<string> Sources() => NamesIn(Raw);

    /// <summary>Names of a source's dumps in a zone, oldest first. Folders still being written are not dumps.</summary>
    public IReadOnlyList<string> DumpNames(Zone zone, string source) => [.. NamesIn(ZoneOf(zone, source)).Where(name => !_hidden.Contains((source, name)))];

    /// <summary>Names of a source's dumps in the archive, oldest first, also where a live copy stands beside.</summary>
    public IReadOnlyList<string> ArchivedDumpNames(string source) => NamesIn(Path.Combine(Archive, source, "dumps"));

    static List<string> NamesIn(string folder) =>
        !Directory.Exists(folder)
            ? []
            : [.. Directory.EnumerateDirectories(folder).Select(Path.GetFileName).OfType<string>()
                .Where(name => !name.StartsWith('.')).Order(StringComparer.Ordinal)];

    /// <summary>Makes the folder and its format file if there is none yet.</summary>
    public void Create()
    {
        try
        {
            Directory.CreateDirectory(Root);
            if (!Exists)
                AtomicFile.Write(FormatFile, FormatLine);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CheckTheMachineException($"The lake {Root} cannot be written: {e.Message} Choose another folder with --lake, or mend its permissions.", e);
        }
        MustBeOfThisFormat();
    }

    void MustBeOfThisFormat()
    {
        if (File.ReadAllText(FormatFile).Trim() != FormatLine.Trim())
            throw new CorrectTheCallException($"{FormatFile} is not that of a lake of format 1. Choose another folder with --lake.");
    }

    /// <summary>Throws unless there is a lake to read.</summary>
    public Lake MustExist()
    {
        if (Exists)
            MustBeOfThisFormat();
        return Exists ? this : throw new CorrectTheCallException($"There is no lake at {Root}. Run `sluice run` to make one, or name another with --lake.");
    }
}
