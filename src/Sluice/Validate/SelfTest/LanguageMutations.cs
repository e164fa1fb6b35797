namespace Sluice.Validate.SelfTest;

/// <summary>Texts that are not in English, as a scraper gets them from a translated page.</summary>
static class LanguageMutations
{
    static readonly string[] NotEnglish = ["text.not_english"];

    public static IReadOnlyList<Mutation> All { get; } =
    [
        Translated("text_in_german",
            "Wenn ein lernendes System tut, was wir ihm sagen, heißt das noch nicht, dass es auch tut, was wir meinen. In diesem Beitrag geht es um die Frage, wie man Ziele so beschreibt, dass auch ein sehr fähiges System sie nicht missversteht.",
            "Wir haben kleine Modelle unter festen Bedingungen untersucht und fanden, dass die Aufsicht durch Menschen schon bei einfachen Aufgaben lückenhaft ist. Was daraus für größere Modelle folgt, ist noch offen, aber die Richtung der Ergebnisse gibt zu denken."),
        Translated("text_in_french",
            "Quand un système apprend à partir de nos préférences, rien ne garantit qu’il poursuive les buts que nous avions en tête. Cet article examine comment on peut décrire une tâche pour que même un modèle très capable ne la comprenne pas de travers.",
            "Nous avons étudié de petits modèles dans des conditions fixes, et nous montrons que la surveillance humaine laisse passer des erreurs dès les tâches les plus simples. Ce que cela veut dire pour des modèles plus grands reste une question ouverte."),
        Translated("text_in_spanish",
            "Que un sistema haga lo que le decimos no significa que haga lo que queremos decir. En este artículo se trata de cómo describir los objetivos para que ni siquiera un sistema muy capaz los entienda mal, y de lo que se puede hacer cuando esto ocurre.",
            "Hemos estudiado modelos pequeños en condiciones fijas y encontramos que la supervisión de las personas tiene huecos incluso en las tareas más sencillas. Lo que esto significa para los modelos más grandes todavía no se sabe."),
        Translated("text_in_russian",
            "Если обучаемая система делает то, что мы ей говорим, это ещё не значит, что она делает то, что мы имеем в виду. В этой статье речь идёт о том, как описывать цели так, чтобы даже очень способная система не поняла их неправильно.",
            "Мы изучили небольшие модели в постоянных условиях и обнаружили, что надзор со стороны людей пропускает ошибки даже в самых простых задачах. Что это значит для более крупных моделей, пока остаётся открытым вопросом."),
        Translated("text_in_chinese",
            "一个学习系统照我们说的去做，并不意味着它做的就是我们想要的。本文讨论怎样描述目标，才能使能力很强的系统也不会误解。我们在固定的条件下研究了小型模型，发现即使在最简单的任务中，人的监督也会漏掉错误。",
            "这对更大的模型意味着什么，目前还没有定论，但是结果的方向值得我们认真思考。在后面的几节里，我们先介绍实验的设计，然后给出主要的结果，最后讨论这些结果的局限和今后的工作。"),
        Translated("text_in_japanese",
            "学習するシステムが私たちの言うとおりに動くからといって、私たちの意図どおりに動くとは限りません。この記事では、非常に能力の高いシステムでも誤解しないように目標を記述する方法について考えます。",
            "私たちは一定の条件のもとで小さなモデルを調べ、最も簡単な課題でも人間の監督が誤りを見落とすことを見いだしました。これがより大きなモデルにとって何を意味するのかは、まだ明らかではありません。"),
    ];

    static Mutation Translated(string name, params string[] paragraphs) =>
        new(name, NotEnglish, record => record.WithText("text", string.Join("\n\n", Enumerable.Range(0, 3 + record.Pick(4)).Select(i => paragraphs[i % paragraphs.Length]))));
}
