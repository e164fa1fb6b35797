using System.Text;
using Sluice.Publish.Privacy;
using Sluice.Records;
using Sluice.Records.Citations;
using Sluice.Zones;

namespace Sluice.Publish;

/// <summary>
/// Writes how to cite each document of a release, as BibTeX and as CSL-JSON, one document at a time. What is put together
/// here is judged as a whole once more.
/// </summary>
sealed class CitationFiles(AtomicFolder folder, PrivacyGate gate) : IAsyncDisposable
{
    readonly HashedWriter _bibTeX = new(folder.File(ReleaseManifest.BibTeX));
    readonly HashedWriter _cslJson = new(folder.File(ReleaseManifest.CslJson));
    long _count;

    public async ValueTask AddAsync(RecordLine served)
    {
        var (bibTeX, cslJson) = (Citation.BibTeX(served), (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(Citation.CslJson(served)));
        await _bibTeX.WriteAsync(Encoding.UTF8.GetBytes((gate.Redact(bibTeX, onOneLine: false) ?? bibTeX) + "\n"));
        await _cslJson.WriteAsync(Encoding.UTF8.GetBytes(_count++ == 0 ? "[\n" : ",\n"));
        await _cslJson.WriteAsync(gate.RedactStrings(cslJson) ?? cslJson);
    }

    public async Task FinishAsync(IDictionary<string, DataFile> files)
    {
        await _cslJson.WriteAsync(Encoding.UTF8.GetBytes(_count == 0 ? "[]\n" : "\n]\n"));
        files[ReleaseManifest.BibTeX] = new DataFile(await _bibTeX.FinishAsync(), _bibTeX.Length, _count);
        files[ReleaseManifest.CslJson] = new DataFile(await _cslJson.FinishAsync(), _cslJson.Length, _count);
    }

    public async ValueTask DisposeAsync()
    {
        await _bibTeX.DisposeAsync();
        await _cslJson.DisposeAsync();
    }
}
