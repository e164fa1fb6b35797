using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sluice.Records;
using Sluice.Sources;

namespace Sluice.Schedule;

/// <summary>When a source is to be refreshed next. The same schedule, attempts and instant give the same turn.</summary>
/// <param name="Due">Null: never. It may lie in the past: then it is due now.</param>
/// <param name="Because">One sentence without its stop.</param>
public sealed record Turn(string Source, DateTimeOffset? Due, string Because)
{
    static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(15);
    static readonly TimeSpan LongestPause = TimeSpan.FromHours(6);

    // Of missed turns only that there are some matters.
    const int MostCounted = 100;

    public bool IsDueAt(DateTimeOffset now) => Due <= now;

    /// <param name="attempts">Of this source, newest first, as <see cref="Attempts.Of"/> gives them.</param>
    public static Turn Of(SourceEntry source, IEnumerable<Attempt> attempts, DateTimeOffset now)
    {
        var schedule = source.Turns;
        if (schedule.Next(now) is null)
            return new Turn(source.Id, null, "its schedule says never");
        // What was stopped by hand is still to be done.
        var tried = attempts.Where(attempt => attempt.Outcome != AttemptOutcome.Stopped);
        if (tried.FirstOrDefault() is not { } last)
            return new Turn(source.Id, now, "it has never run");
        var slot = schedule.Next(last.At)!.Value;
        var due = slot + JitterOf(source.Id, slot, schedule.JitterMinutes);
        if (last.Outcome == AttemptOutcome.Hindered)
        {
            // All those since the turn that they answer; the next turn begins anew.
            var failures = tried.TakeWhile(attempt => attempt.Outcome == AttemptOutcome.Hindered && schedule.Next(attempt.At) > last.At).Take(MostCounted).Count();
            if (last.Ended + PauseAfter(failures) is var again && again < due)
                return new Turn(source.Id, again, string.Create(CultureInfo.InvariantCulture, $"try {failures + 1}, after {last.Run} failed"));
        }
        return new Turn(source.Id, due, Missed(schedule, slot, now) is > 1 and var missed
            ? string.Create(CultureInfo.InvariantCulture, $"its turn of {Provenance.Timestamp(slot)}, once for {(missed == MostCounted ? "more than " : "")}{missed} that were missed")
            : $"its turn of {Provenance.Timestamp(slot)}");
    }

    /// <summary>How long to wait after so many failures in a row: 15 minutes, twice as long each time, at most 6 hours.</summary>
    public static TimeSpan PauseAfter(int failures) =>
        failures > 5 ? LongestPause : FirstPause * (1 << (failures - 1)) is var pause && pause < LongestPause ? pause : LongestPause;

    /// <summary>How far a turn is put off: to the second, spread evenly, and always the same for this source and turn.</summary>
    public static TimeSpan JitterOf(string source, DateTimeOffset slot, int minutes) =>
        TimeSpan.FromSeconds(BinaryPrimitives.ReadUInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{source} {Provenance.Timestamp(slot)}"))) % (uint)((minutes * 60) + 1));

    static int Missed(SourceSchedule schedule, DateTimeOffset slot, DateTimeOffset now)
    {
        var count = 0;
        for (DateTimeOffset? turn = slot; turn <= now && count < MostCounted; turn = schedule.Next(turn.Value))
            count++;
        return count;
    }
}
