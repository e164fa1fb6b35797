using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Schedule;

/// <summary>
/// That a watch is refreshing a source: <c>watch/running.json</c>, there from the beginning of the run to its end and only
/// under the lake's lock. So whoever holds the lock and finds it knows that whoever wrote it was killed.
/// </summary>
public sealed record Underway(string Run, string Source)
{
    /// <summary>Whether one is there, for a look without the lock.</summary>
    public static bool IsThere(Lake lake) => File.Exists(lake.UnderwayFile);

    /// <summary>Where it cannot be written, the run goes on all the same.</summary>
    public void TryWrite(Lake lake)
    {
        try
        {
            AtomicFile.Write(lake.UnderwayFile, ReceiptJson.Write(new JsonObject { ["run"] = Run, ["source"] = Source }));
        }
        catch (Exception e) when (CheckTheMachineException.IsMeant(e))
        {
            // A full disk: the run will say so.
        }
    }

    /// <summary>Null if there is none, or it cannot be read.</summary>
    public static Underway? Find(Lake lake)
    {
        try
        {
            return IsThere(lake) && ReceiptJson.Read<JsonElement>(lake.UnderwayFile) is var json && LedgerTry.Text(json, "run") is { } run && LedgerTry.StartOf(run) is not null && LedgerTry.Text(json, "source") is { } source
                ? new Underway(run, source) : null;
        }
        catch (Exception e) when (e is StopException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public static void Clear(Lake lake)
    {
        try
        {
            if (IsThere(lake))
                File.Delete(lake.UnderwayFile);
        }
        catch (Exception e) when (CheckTheMachineException.IsMeant(e))
        {
            // The run has its entry in the ledger: the next one takes it away.
        }
    }
}
