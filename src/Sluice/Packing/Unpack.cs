using System.Security.Cryptography;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Packing;

/// <summary>What a call unpacked. <paramref name="Release"/> is the one that is served, or null.</summary>
public sealed record UnpackReport(int Files, long Bytes, int Parts, string? Release);

/// <summary>Makes a lake of a packed one: every byte is held against the index aside, then one rename makes it visible.</summary>
public sealed class Unpack(string folder, Lake lake)
{
    const int MostNamed = 20;

    readonly List<string> _wrong = [];

    /// <summary>Free bytes where the lake will lie.</summary>
    public Func<string, long> FreeBytes { get; init; } = Disk.FreeBytes;

    /// <exception cref="CorrectTheCallException">Something is there already.</exception>
    /// <exception cref="GateFailedException">A part or a file is missing or damaged; all are named, and nothing appears.</exception>
    public UnpackReport Write(CancellationToken cancel)
    {
        if (Directory.Exists(lake.Root) && Directory.EnumerateFileSystemEntries(lake.Root).Any())
            throw new CorrectTheCallException($"{lake.Root} is not empty, and unpacking never writes over a lake. Name another folder with --lake, or move that one away.");
        var index = Path.Combine(folder, "git", PackIndex.FileName);
        var files = PackIndex.Read(index);
        if (!files.Any(file => file.Path == lake.Relative(lake.FormatFile)))
            throw new GateFailedException($"{index} names no lake.json, so what it describes is no lake. Fetch it again from where the pack is kept.");
        var parent = Path.GetDirectoryName(lake.Root) ?? lake.Root;
        Directory.CreateDirectory(parent);
        if (files.Sum(file => file.Bytes) is var needed && FreeBytes(parent) is var free && free < needed)
            throw new CheckTheMachineException($"The lake has {needed} bytes, and {parent} has {free} left. Make room, or choose another disk with --lake.");
        var aside = Path.Combine(parent, AtomicFile.AsidePrefix + Path.GetFileName(lake.Root));
        if (Directory.Exists(aside))
            Directory.Delete(aside, recursive: true);
        try
        {
            Directory.CreateDirectory(aside);
            var parts = Fill(aside, files, cancel);
            if (_wrong.Count > 0)
                throw new GateFailedException($"The lake cannot be unpacked from {folder}: {string.Join("; ", _wrong.Take(MostNamed))}{(_wrong.Count > MostNamed ? $"; and {_wrong.Count - MostNamed} more" : "")}. Fetch these again from where the pack is kept, or use an older pack.");
            MustBeALake(aside);
            if (Directory.Exists(lake.Root))
                Directory.Delete(lake.Root);
            Directory.Move(aside, lake.Root);
            Durable.FlushFolder(parent);
            return new UnpackReport(files.Count, needed, parts, lake.MustExist().CurrentRelease);
        }
        finally
        {
            if (Directory.Exists(aside))
                Directory.Delete(aside, recursive: true);
        }
    }

    void MustBeALake(string aside)
    {
        if (File.ReadAllText(new Lake(aside).FormatFile).Trim() != Lake.FormatLine.Trim())
            throw new GateFailedException($"lake.json of {folder} is not that of a lake of format 1. Fetch it again from where the pack is kept, or unpack it with the program that packed it.");
    }

    int Fill(string aside, IReadOnlyList<PackedFile> files, CancellationToken cancel)
    {
        foreach (var file in files.Where(file => file.Where == PackIndex.InGit))
        {
            cancel.ThrowIfCancellationRequested();
            var path = GitSide.PlaceOf(Path.Combine(folder, "git"), file);
            if (!File.Exists(path) || !PlainFile.Is(path))
            {
                _wrong.Add($"git/lake/{file.Path} is {(File.Exists(path) ? "no plain file" : "missing")}");
                continue;
            }
            using var content = File.OpenRead(path);
            Take(aside, file, content, "git");
        }
        var parts = files.Where(file => file.Where != PackIndex.InGit).GroupBy(file => file.Where, StringComparer.Ordinal).ToList();
        foreach (var part in parts)
        {
            cancel.ThrowIfCancellationRequested();
            var path = Path.Combine(folder, "assets", part.Key);
            if (!File.Exists(path))
                _wrong.Add($"assets/{part.Key} is missing");
            else if (!PlainFile.Is(path))
                _wrong.Add($"assets/{part.Key} is no plain file");
            else if (!PartFile.IsSound(path))
                _wrong.Add($"assets/{part.Key} is damaged: its hash begins otherwise than its name");
            else
                Open(aside, path, part.ToDictionary(file => file.Path, StringComparer.Ordinal));
        }
        return parts.Count;
    }

    void Open(string aside, string path, Dictionary<string, PackedFile> expected)
    {
        var part = "assets/" + Path.GetFileName(path);
        try
        {
            PartFile.Read(path, (name, bytes, content) =>
            {
                if (!expected.Remove(name, out var file))
                    _wrong.Add($"{part} holds {name}, which the index does not place there");
                else if (bytes == file.Bytes)
                    Take(aside, file, content, part);
                else
                    throw new InvalidDataException($"{name} has {bytes} bytes, expected {file.Bytes}");
            });
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            _wrong.Add($"{part} cannot be read: {e.Message}");
        }
        _wrong.AddRange(expected.Keys.Select(name => $"{part} lacks {name}"));
    }

    void Take(string aside, PackedFile file, Stream content, string from)
    {
        var path = Path.Combine(aside, file.Path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var to = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        var buffer = new byte[1 << 16];
        long bytes = 0;
        // What is longer than promised is not written to its end: it is wrong already.
        while (bytes <= file.Bytes && content.Read(buffer) is > 0 and var read)
        {
            hash.AppendData(buffer, 0, read);
            to.Write(buffer, 0, read);
            bytes += read;
        }
        to.Flush(flushToDisk: true);
        if (bytes != file.Bytes || Convert.ToHexStringLower(hash.GetHashAndReset()) is var found && found != file.Sha256)
            _wrong.Add($"{file.Path} of {from} differs from the index: {(bytes != file.Bytes ? $"{bytes} bytes or more, expected {file.Bytes}" : "another hash")}");
    }
}
