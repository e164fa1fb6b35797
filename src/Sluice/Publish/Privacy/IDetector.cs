namespace Sluice.Publish.Privacy;

/// <summary>
/// Finds one class in a text. Two of a class share no code and no data: what one does not see, the other must. By which
/// rules both judge is in <c>docs/privacy.md</c>.
/// </summary>
public interface IDetector
{
    PrivacyClass Class { get; }

    /// <summary><c>name@version</c>; raise the version when it would find anything else.</summary>
    string Name { get; }

    /// <summary>Adds what it finds to an empty list, in order and without overlaps. Its time grows with the text's length alone.</summary>
    void Find(ReadOnlySpan<char> text, List<PrivateSpan> found);
}
