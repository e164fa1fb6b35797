using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Zones;

namespace Sluice.Liveness;

/// <summary>A try at publishing, as the ledger tells it.</summary>
/// <param name="ByGate">True if a gate refused the release, which no second try changes.</param>
public sealed record Publishing(string Run, bool Failed, bool ByGate, string Because);

/// <summary>What the ledger tells of each source and of publishing, newest first, as far back as it matters: to the newest success.</summary>
public sealed class History
{
    // A source without a success, or a lake where nothing was published, would have the whole ledger read at each look.
    const int LookBack = 200;

    readonly Dictionary<string, List<Attempt>> _attempts = new(StringComparer.Ordinal);
    readonly List<Publishing> _publishings = [];

    /// <summary>Tries at a source, newest first, up to and with the newest that succeeded.</summary>
    public IReadOnlyList<Attempt> Of(string source) => _attempts.GetValueOrDefault(source) ?? [];

    /// <summary>Tries at publishing, newest first, up to and with the newest that succeeded.</summary>
    public IReadOnlyList<Publishing> Publishings => _publishings;

    /// <summary>Entries of the ledger that were read for it.</summary>
    public int EntriesRead { get; private set; }

    /// <summary>Reads the ledger, newest first and without what is of the future, until each source and publishing has its newest success. An entry that cannot be read tells nothing.</summary>
    /// <param name="sources">Those that matter though they have no dump yet.</param>
    /// <param name="before">A report that is not in the ledger yet, newer than all that is.</param>
    public static History Read(Lake lake, IEnumerable<string> sources, DateTimeOffset now, JsonObject? before = null)
    {
        var history = new History();
        if (before is not null)
            history.Add([.. LedgerTry.Of((string)before["run"]!, JsonSerializer.SerializeToElement(before, ReceiptJson.Options))]);
        var wanted = lake.Sources().Union(sources, StringComparer.Ordinal).ToList();
        if (!history.IsEnough(wanted))
            foreach (var (_, tries) in new LedgerTries(lake).NewestFirst(now))
            {
                history.EntriesRead++;
                history.Add(tries);
                if (history.IsEnough(wanted))
                    break;
            }
        return history;
    }

    bool IsEnough(List<string> wanted)
    {
        wanted.RemoveAll(source => Of(source) is [.., { Outcome: Outcome.Succeeded }]);
        return (wanted.Count == 0 && Publishings is [.., { Failed: false }]) || EntriesRead >= LookBack;
    }

    void Add(IReadOnlyList<LedgerTry> tries)
    {
        foreach (var tried in tries)
            if (Attempt.Of(tried) is { } attempt)
            {
                if (!_attempts.TryGetValue(tried.Source, out var attempts))
                    _attempts[tried.Source] = attempts = [];
                if (attempts is not [.., { Outcome: Outcome.Succeeded }])
                    attempts.Add(attempt);
            }
        if (_publishings is not [.., { Failed: false }] && PublishingOf(tries) is { } publishing)
            _publishings.Add(publishing);
    }

    // Only a run publishes, and only if it came so far.
    static Publishing? PublishingOf(IReadOnlyList<LedgerTry> tries)
    {
        if (tries.Count == 0 || tries.Any(tried => tried.IsExtractAlone))
            return null;
        if (tries.FirstOrDefault(tried => tried.Gate == "publish") is { } refused)
            return new Publishing(refused.Run, Failed: true, ByGate: true, refused.Because ?? "");
        if (!tries.All(tried => tried.Status is "complete" or "unchanged"))
            return null;
        // Each of them was read: what stopped the run after that stopped the publishing.
        return tries[0].ExitCode == LedgerTry.StoppedByHand ? null : new Publishing(tries[0].Run, Failed: tries[0].ExitCode is not null, ByGate: false, tries[0].Because ?? "");
    }
}
