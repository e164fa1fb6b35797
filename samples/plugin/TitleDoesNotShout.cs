using Sluice.Records;
using Sluice.Validate;

namespace ShoutingTitles;

/// <summary><c>title.shouting</c> (a warning): a title of several words is not all in capital letters.</summary>
public sealed class TitleDoesNotShout : ICheck
{
    // An acronym or two may stand in capitals: that is no shouting.
    const int FewestWords = 3;

    public IReadOnlyList<string> Codes => ["title.shouting"];

    public void Check(Reading reading, List<Finding> findings)
    {
        var title = reading.Title.Trim();
        var (words, hasSmallLetter) = (1, false);
        foreach (var c in title)
        {
            words += c == ' ' ? 1 : 0;
            hasSmallLetter |= char.IsLower(c);
        }
        if (words >= FewestWords && !hasSmallLetter && title.ContainsAnyInRange('A', 'Z'))
            findings.Add(Finding.Warning("title.shouting", "/title", title.ToString(), "small letters too"));
    }
}
