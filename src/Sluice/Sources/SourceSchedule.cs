using System.Text.Json.Serialization;
using Cronos;

namespace Sluice.Sources;

/// <summary>When a source's turn comes, in UTC.</summary>
public sealed record SourceSchedule
{
    public const string Never = "never";
    public const string MondayAtTwo = "0 2 * * 1";
    public const int MostJitter = 720;

    // Not init: a field that the file lacks must keep its default, and one that is null there must not.
    /// <summary>Minute, hour, day of month, month, day of week. Null or <see cref="Never"/>: no turn comes. Default <see cref="MondayAtTwo"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Cron { get; set; } = MondayAtTwo;

    /// <summary>A turn is put off by up to this many minutes, always the same for one turn, so that not everybody asks at once. Default 10.</summary>
    public int JitterMinutes { get; set; } = 10;

    [JsonIgnore]
    public bool IsNever => Cron is null or Never;

    /// <summary>The first turn after an instant, without jitter; null if none comes.</summary>
    public DateTimeOffset? Next(DateTimeOffset after) =>
        !IsNever && Expression() is { } expression && expression.GetNextOccurrence(after.UtcDateTime) is { } next ? new DateTimeOffset(next, TimeSpan.Zero) : null;

    /// <summary>What is wrong with it, a sentence each.</summary>
    internal IEnumerable<string> Problems(string source)
    {
        if (!IsNever && Expression() is null)
            yield return $"{source}, schedule: cron is '{Cron}', expected five fields (minute, hour, day of month, month, day of week), like '{MondayAtTwo}', or '{Never}'.";
        else if (!IsNever && Next(new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero)) is null)
            yield return $"{source}, schedule: cron is '{Cron}', a day that never comes. To switch the schedule off, say '{Never}'.";
        if (JitterMinutes is < 0 or > MostJitter)
            yield return FormattableString.Invariant($"{source}, schedule: jitter_minutes is {JitterMinutes}, expected 0 to {MostJitter}.");
    }

    // Short names like @weekly are Cronos' own: other programs that read cron do not know all of them.
    CronExpression? Expression() =>
        Cron is { } text && !text.TrimStart().StartsWith('@') && CronExpression.TryParse(text, CronFormat.Standard, out var expression) ? expression : null;
}
