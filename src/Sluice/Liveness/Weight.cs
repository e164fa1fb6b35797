using Sluice.Records;

namespace Sluice.Liveness;

/// <summary>Which of several things that are the matter is the one to tell, and which only follow from it.</summary>
public static class Weight
{
    static readonly Dictionary<string, int> Places = FindingCode.OfLiveness.Select((code, place) => (code.Code, place)).ToDictionary(pair => pair.Code, pair => pair.place, StringComparer.Ordinal);

    static readonly string[] Shape = [FindingCode.SourceRejected, FindingCode.SourceYield, FindingCode.SourceVolume, FindingCode.SourceDrift];

    /// <summary>0 for the weightiest.</summary>
    public static int Of(string code) => Places[code];

    /// <summary>Whether both tell of what upstream's records are like: one change shows in several of them, and not always in the same week.</summary>
    public static bool AreOfShape(string one, string other) => Shape.Contains(one, StringComparer.Ordinal) && Shape.Contains(other, StringComparer.Ordinal);

    /// <summary>Whether the first, while it lasts, may be what the second comes from.</summary>
    /// <param name="ofMachine"><see cref="Verdict.OfMachine"/> of the second.</param>
    public static bool Explains(string cause, string code, bool ofMachine) => cause switch
    {
        FindingCode.SourceShrunk or FindingCode.SourceGated => code is FindingCode.SourceOverdue or FindingCode.SourceStale || Shape.Contains(code, StringComparer.Ordinal),
        FindingCode.SourceFailing => code is FindingCode.SourceOverdue or FindingCode.SourceStale,
        FindingCode.SourceOverdue => code is FindingCode.SourceStale,
        FindingCode.LakeUnwatched => code is FindingCode.SourceOverdue,
        FindingCode.DiskLow => ofMachine || code is FindingCode.ReleaseRefused,
        _ => false,
    };
}
