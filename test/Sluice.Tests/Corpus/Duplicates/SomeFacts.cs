using Sluice.Corpus.Duplicates;

namespace Sluice.Tests.Corpus.Duplicates;

static class SomeFacts
{
    public static RecordFacts Of(string id, int words = 300) => new()
    {
        DocumentId = id, File = 0, Offset = 0, Length = 0, Collection = 0, IsSummary = false, Keys = [], Host = 0, Title = 0, TitleIsTelling = false,
        FirstAuthor = 0, Year = 2022, Standing = new Standing(true, words, 0, 1, 3, false, false, false), MayBeTranslation = false,
    };
}
