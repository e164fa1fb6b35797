using System.Text.Json.Nodes;
using Sluice.Server.HubStandIn;
using Sluice.Zones;
using static Sluice.Tests.Extract.Ending;
using static Sluice.Tests.Extract.HubFault;

namespace Sluice.Tests.Extract;

/// <summary>Faults of the disk, and what a kill leaves behind.</summary>
static class MachineFaults
{
    const long SmallDisk = 8 << 20;

    public static IEnumerable<HubFault> All =>
    [
        Row("the dataset is larger than any disk", Exit5, "MB free").With(new Fault
        {
            Kind = FaultKind.ReplaceJson, Path = Tree, Times = 0,
            Json = JsonNode.Parse($$"""[{"type":"file","path":"x.jsonl","size":9000000000000000000,"oid":"{{new string('0', 40)}}"},{"type":"file","path":"y.jsonl","size":9000000000000000000,"oid":"{{new string('1', 40)}}"}]"""),
        }),
        Row("the disk has too little room before the first byte", Exit5, "MB free") with { Disk = SmallDisk, Prepare = hub => Fill(hub, 200_000) },
        Row("the disk fills up while a file is stored", Exit5, "No space left") with
        {
            Disk = SmallDisk,
            Hub = hub => hub with { Workers = 1 },
            Faults = hub => [new Fault { Kind = FaultKind.MoveBranch, Path = ResolveGit, Run = () => Fill(hub, 0) }],
        },
        Row("the disk fills up while the dump is written", Exit5, "No space left") with
        {
            Disk = SmallDisk,
            During = (hub, progress) =>
            {
                if (progress.Stage == "extract")
                    Fill(hub, 0);
            },
        },
        Row("the lake is read-only", Exit5, "cannot be") with { Disk = SmallDisk, Prepare = hub => Mount.ReadOnly(hub.Lake.Root) },
        Row("the folder of files vanishes while a file is stored", Exit5, Lfs, "cannot be stored") with
        {
            Hub = hub => hub with { Workers = 1 },
            Faults = hub => [new Fault { Kind = FaultKind.MoveBranch, Path = LfsBytes, Run = () => Directory.Delete(hub.Lake.Files(SomeHub.Source), recursive: true) }],
        },
        Row("a kill left half a file and half a dump", RightBytes) with { Prepare = LeaveBehind },
    ];

    static HubFault Row(string what, Ending ending, params string[] says) => new("The machine", what, ending, says);

    /// <summary>Fills the lake's disk but for some bytes.</summary>
    static void Fill(SomeHub hub, long leave)
    {
        using var filler = new FileStream(Path.Combine(hub.Lake.Root, "filler"), FileMode.Append);
        try
        {
            var block = new byte[4096];
            while (leave == 0 || new DriveInfo(hub.Lake.Root).AvailableFreeSpace > leave)
            {
                filler.Write(block);
                filler.Flush();
            }
        }
        catch (IOException)
        {
            // Full: that was the aim.
        }
    }

    static void LeaveBehind(SomeHub hub)
    {
        var files = hub.Lake.Files(SomeHub.Source);
        File.WriteAllText(Path.Combine(files, ".aside-" + new string('a', 40)), "half a fi");
        var dump = Directory.CreateDirectory(Path.Combine(hub.Lake.FolderOf(Zone.Raw, SomeHub.Source, "x"), "..", ".aside-2026-01-31_030000")).FullName;
        File.WriteAllText(Path.Combine(dump, "data.jsonl"), "{\"id\":");
    }
}
