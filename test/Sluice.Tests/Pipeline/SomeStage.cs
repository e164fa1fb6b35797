using System.Runtime.CompilerServices;
using Sluice.Pipeline;
using Sluice.Records;

namespace Sluice.Tests.Pipeline;

/// <summary>A stage that rejects what has <c>"bad"</c> in it and counts how often it was run.</summary>
sealed class SomeStage(int version = 1, string configuration = "") : IStage<RawRecord, Document>
{
    public int Seen { get; private set; }

    public bool LosesOne { get; init; }

    public StageId Id => new("validate", version);

    public string Configuration => configuration;

    public async IAsyncEnumerable<Document> RunAsync(IAsyncEnumerable<RawRecord> records, IShardRun run, [EnumeratorCancellation] CancellationToken cancel)
    {
        var document = new Document();
        await foreach (var record in records.WithCancellation(cancel))
        {
            if (++Seen == 1 && LosesOne)
                continue;
            document.Line.Read(record.Line.Memory, out _);
            document.Place = record.Place;
            if (record.Line.IndexOf("bad"u8) >= 0)
                await run.RejectAsync(record, [Finding.Warning("source.unknown", "", null, ""), Finding.Error("url.malformed", "/url", "x", "y")]);
            else
                yield return document;
        }
    }
}
