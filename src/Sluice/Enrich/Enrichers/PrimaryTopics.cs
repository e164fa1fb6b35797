using System.Text;
using Sluice.Records;

namespace Sluice.Enrich.Enrichers;

/// <summary>The first five tags and the topics whose terms occur in the text, sorted by code point, at most ten.</summary>
public sealed class PrimaryTopics : IEnricher
{
    static readonly (string Topic, string[] Terms)[] Topics =
    [
        ("interpretability", ["interpretability", "explainability", "transparency"]),
        ("alignment", ["alignment", "value learning", "reward modeling"]),
        ("robustness", ["robustness", "adversarial", "distribution shift"]),
        ("governance", ["governance", "policy", "regulation", "coordination"]),
        ("capabilities", ["capabilities", "scaling", "performance"]),
        ("rl", ["reinforcement learning", "rl", "reward"]),
        ("llm", ["language model", "llm", "gpt", "transformer"]),
    ];

    public string Method => "topic_terms@1";

    public IReadOnlyList<string> Fields { get; } = ["primary_topics"];

    public void Write(Reading document, JsonLineBuilder enriched)
    {
        var topics = new HashSet<string>(document.Tags.Take(5), StringComparer.Ordinal);
        foreach (var (topic, terms) in Topics)
            if (!topics.Contains(topic) && Reading.CountTerms(document.LowerText, terms) > 0)
                topics.Add(topic);
        enriched.Name("primary_topics"u8).BeginArray();
        // UTF-8 bytes order as code points do; UTF-16 units do not.
        foreach (var topic in topics.OrderBy(Encoding.UTF8.GetBytes, ByteOrder.Instance).Take(10))
            enriched.String(topic);
        enriched.EndArray();
    }

    sealed class ByteOrder : IComparer<byte[]>
    {
        public static readonly ByteOrder Instance = new();

        public int Compare(byte[]? x, byte[]? y) => x.AsSpan().SequenceCompareTo(y);
    }
}
