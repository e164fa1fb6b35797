using System.CommandLine;
using System.Text;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Cli.Verbs;

/// <summary><c>sluice head DUMP</c>: sample records, spread over the dump's shards.</summary>
static class HeadVerb
{
    public static Command Create()
    {
        var target = new Argument<string>("DUMP") { Description = "A dump's name or folder, or a source (its latest dump)" };
        var number = new Option<int>("-n") { Description = "How many", DefaultValueFactory = _ => 5, HelpName = "N" };
        var verb = new Command("head", "Sample records of a dump, spread over its files.\n\nExample: sluice head alignment_research -n 3 --json | jq '.[].title'");
        verb.Arguments.Add(target);
        verb.Options.Add(number);
        Call.Handle(verb, async (call, cancel) =>
        {
            var dump = Dump.Find(call.Lake.MustExist(), call.Get(target)!);
            var lines = await SampleAsync(dump, Math.Max(0, call.Get(number)), cancel);
            if (call.Terminal.Json)
            {
                call.Terminal.WriteLine("[" + string.Join(",\n", lines.Select(line => Encoding.UTF8.GetString(line))) + "]");
                return 0;
            }
            var record = new RecordLine();
            call.Terminal.WriteTable(["date", "collection", "title", "id"], lines.Select(line =>
            {
                record.Read(line, out _);
                return (IReadOnlyList<string>)[record.GetString("date_published"u8) ?? "", record.GetString("source"u8) ?? "", Finding.Shorten(record.GetString("title"u8)) ?? "", record.GetString("id"u8) ?? ""];
            }));
            return 0;
        });
        return verb;
    }

    // Round the shards until there are enough, each from its start.
    static async Task<List<byte[]>> SampleAsync(Dump dump, int wanted, CancellationToken cancel)
    {
        var shards = dump.Metadata.Shards;
        var quota = new long[shards.Count];
        for (var left = wanted; left > 0;)
        {
            var before = left;
            for (var i = 0; i < shards.Count && left > 0; i++)
                if (quota[i] < shards[i].Lines)
                {
                    quota[i]++;
                    left--;
                }
            if (left == before)
                break;
        }
        var lines = new List<byte[]>();
        for (var i = 0; i < shards.Count; i++)
        {
            var taken = 0L;
            if (quota[i] == 0)
                continue;
            var data = dump.Open(Zone.Raw, "data.jsonl");
            ColdFile.Skip(data, shards[i].Offset);
            using var reader = new LineReader(data, dump.Data, shards[i].Bytes) { Longest = LineReader.LongestOfOurs };
            await foreach (var row in reader.RowsAsync(cancel))
            {
                lines.Add(row.Bytes.ToArray());
                if (++taken == quota[i])
                    break;
            }
        }
        // A row whose date Extract could not read stands with what Validate made of it.
        foreach (var late in lines.Count < wanted ? DumpPart.Of(dump.FolderOf(Zone.Validated)).Where(part => part.Manifest.Late) : [])
        {
            using var reader = new LineReader(ColdFile.Open(late.Data), late.Data, hashed: false) { Longest = LineReader.LongestOfOurs };
            await foreach (var row in reader.RowsAsync(cancel))
            {
                if (lines.Count == wanted)
                    break;
                lines.Add(row.Bytes.ToArray());
            }
        }
        return lines;
    }
}
