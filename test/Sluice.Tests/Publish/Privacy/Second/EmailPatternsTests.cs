using Sluice.Publish.Privacy;
using Sluice.Publish.Privacy.Second;
using static Sluice.Tests.Publish.Privacy.Second.SomeTexts;

namespace Sluice.Tests.Publish.Privacy.Second;

/// <summary>What the second detector takes for an e-mail address, what it leaves, and that it misses what it is told not to see.</summary>
public sealed class EmailPatternsTests
{
    public static readonly TheoryData<string> Private =
    [
        "mail jane.roe+x@mail.example.org now",
        "\"jane roe\"@example.org",
        "to jane@bücher.example today",
        "josé.ñandú@example.org",
        "jane＠example．org",
        "jane@[192.0.2.7]",
        "see mailto:jane@example.org?subject=hi",
        "?to=jane%40example.org&x=1",
        "jane&#64;example.org",
        "jane&commat;example&period;org",
        "jane&#x40;example.org",
        "jane @ example.org",
        "jane@ example.org",
        "jane @example.org",
        "jane@example .org",
        "jane @ example . org",
        "jane@cs. example. edu",
        "jane\n@ example.org",
        "jane@\nexample.org",
        "jane@exam-\nple.org",
        "ja\u200Bne@exa\u00ADmple.org",
        "jane\u200B@example.org",
        "jane [at] example [dot] org",
        "jane(at)example(dot)org",
        "jane {at} example.org",
        "jane <at> example.org",
        "jane[@]example[.]org",
        "jane AT example DOT org",
        "jane at example dot org",
        "write to jane at cs dot example dot edu please",
        "jane_at_example_dot_org",
        "jane-at-example-dot-org",
        "jane (at sign) example.org",
        "jane [at] cs [dot] example [dot] edu",
        "jane@example [dot] org",
        "jane[at]example.org",
        "JANE [AT] EXAMPLE [DOT] ORG",
        "jane[a\u200Bt]example.org",
        "{jane,john}@example.org",
        "{jane, john.doe}@cs.example.edu",
        "{jane|john}@example.org",
        "{jane; john}@example.org",
        "[jane, john]@example.org",
        "(jane,john)@example.org",
        "<jane,john>@example.org",
        "\\{jane, john\\}@example.org",
        "{jane,john} @ example.org",
        "{first.last}@example.org",
        "{jane,john}[at]example[dot]org",
        "jane.roe@exam… more text",
        "jane.roe@cs.exam... more",
        "jane.roe@… more",
        "jane.roe@... more",
        "jane.roe@[…] more",
        "jane.roe@",
        "contact jane.roe@exampl",
        "{jane, john}@exam… more",
        "{jane, john}@exam",
        "jane [at] exam… more",
        "jane [at] example",
        "…roe@example.org",
        "`jane@example.org` in code",
        "jane@example.org.",
        "(jane@example.org)",
        "jane\\_roe@example.org",
        "jane@example.org1 Abstract",
        "jane.roe@example.ac.uk, John",
        "jane at example [dot] org",
        "_jane@example.org_",
        "Jane <jane@example.org>, John <john@example.org>",
        "jane@xn--bcher-kva.example",
        "jane@example.xn--p1ai",
        "mail me at jane at example dot com.",
        "https://list.example/view?author=jane@example.org",
        "12345@example.com",
        "jane@163.example",
        "jane.roe@example.org and https://x.example",
        "jane@example.org\nfoo",
        "{\n jane,\n john\n}@example.org",
        "jane＠example。org",
        "jane (@) example (.) org",
        "JANE@EXAMPLE.ORG",
        "Jane@Example.Org is",
        "{jane,john,jack,...}@example.org is",
        "jane @ cs.example.edu, jim",
        "jane@example.org.In this",
        "john.doe [at] example dot com is",
        "john dot doe at example dot org is",
        "john [dot] doe [at] example [dot] org is",
        "see <a href=\"mailto:jane@example.org\">jane at example dot org</a>",
        "Correspondence to: Jane Roe <jane@example.org>.",
        "*jane@example.org* and **john@example.org**",
        "jane@example.org[1] says",
        "jane@example.org(work)",
        "$\\{jane, john\\}$@example.org is",
        "{jane,john}@ cs.example.edu is",
        "jane.roe@example.o…",
        "jane.roe@example.…",
        "jane.roe@cs.",
        "jane@exam…",
        "\"jane roe\"@exam…",
        "jane(at)exam...",
        "jane&#64;exam…",
        "{jane, john}@",
        "jane[at]example(dot)ac(dot)uk is",
        "jane <at> cs <dot> example <dot> edu is",
        "jane{at}example{dot}com is",
        "jane [ at ] example [ dot ] com is",
        "jane  at  example  dot  com is",
        "jane at example dot co dot uk is",
        "jane@example\n.org is",
        "jane@\u200Bexample\u200B.org is",
        "E-mail:jane@example.org,john@example.org;jim@example.org",
        "mailto%3Ajane%40example.org is",
        "&lt;jane@example.org&gt;",
        "jane&#0064;example&#46;org is",
        "{jane.roe,\njohn.doe}@example.org is",
        "$\\{$jane, john$\\}$@example.org is",
    ];

    public static readonly TheoryData<string> Open =
    [
        "@jane said (@jane) hi",
        "https://medium.com/@jane/story",
        "@jane@social.example",
        "jane@gpu01",
        "user@host:~$ ls",
        "user@192.168.0.1",
        "git@github.com:org/repo.git",
        "jane@cluster.example.edu:/home",
        "ssh -p 22 jane@login.example.edu",
        "scp -r out/x.txt jane@login.example.edu",
        "git clone jane@git.example.org/x",
        "https://jane@example.org/x",
        "postgres://u:p@db.example.org/x",
        "ssh://git@git.example.org/x",
        "lodash@4.17.21",
        "pkg@1.2.3",
        "actions/checkout@v4",
        "react@latest",
        "torch@v1.13.0",
        "@scope/pkg@2.0.0",
        "image@sha256:abcdef",
        "A@B.T",
        "x @ W.weight",
        "Q@K.transpose(-1,-2)",
        "f@g",
        "@property",
        "recall@10, precision@k, P@5, hits@1.",
        "NDCG@10.",
        "pass@k",
        "top-1@5",
        "5@3.2",
        "5 @ $3.50",
        "3 apples @ 2.00",
        "bought @ 1.25",
        "[email protected]",
        "[email&#160;protected]",
        "we met at example dot product",
        "look at the dot product",
        "at 5 dot points",
        "arrive at a dot . org chart",
        "recall@k… rises",
        "stare at yellow dot in the center",
        "at this point in time",
        "we met at this point in",
        "lodash@4…",
        "checkout@v4...",
        "user@host",
        "w = q @ k.T",
        "attn@W.T",
        "look at the dot in the middle",
        "he looked [at] them and",
        "Jane Roe @janeroe",
        "Jane @jane.bsky.social",
        "torch.einsum(x)@self.proj.weight",
        "user@gpu01. In the",
        "foo@bar.py",
        "5 [at] 3.2",
        "look-at-the-dot-com",
        "Roe @jane…",
        "[jane@login.example.edu ~]$ ls",
        "$ ssh -i ~/.ssh/key.pem ubuntu@ec2.example.com",
        "rsync -avz ./x jane@login.example.edu",
        "mosh jane@x.example.org",
        "git remote add origin jane@x.example.org",
        "npm i foo@next.js",
        "user@192.168.0.1:8080",
        "x.example/img@sha256:ab",
        "foo@bar.baz.py is",
        "email: @jane.example.org",
        "A @ B.T.mean()",
        "np.linalg.inv(A)@B.copy()",
        "x@self.W_q",
        "(a, b)@W.T",
        "matplotlib@3.1.x",
        "v@2.x",
        "k@10.",
        "root@localhost…",
        "user@host…",
        "admin@localhost",
        "out = attn @ v.transpose(1, 2)",
        "q @ k",
        "@torch.jit.script",
        "@app.route(\"/x\")",
        "F1@50",
        "mAP@0.5",
        "mAP@[0.5:0.95]",
        "look at the dot com bubble",
        "at the dot-com crash",
        "laser at red dot in",
        "looking at a dot, or",
        "<at> 5 o'clock",
        "(at) home.",
        "x[at] = y.z",
        "https://user:pw@db.example.com:5432/x",
        "see at [dot] in",
        "we look (at) page.",
    ];

    [Theory]
    [MemberData(nameof(Private))]
    public void It_is_found_and_nothing_of_it_remains(string text)
    {
        Assert.NotEmpty(Spans(new EmailPatterns(), text));
        Assert.DoesNotMatch("jane|john|roe|[.]org|[.]edu|[.]com|bücher|josé", SomeTexts.Blackened(text, Spans(new EmailPatterns(), text)));
    }

    [Theory]
    [MemberData(nameof(Open))]
    public void What_only_looks_like_it_is_left(string text) => Assert.Empty(Found(new EmailPatterns(), text));

    [Theory]
    [InlineData("mail jane.roe+x@mail.example.org today", (int)EmailForms.Plain)]
    [InlineData("\"jane roe\"@example.org", (int)EmailForms.Quoted)]
    [InlineData("jane@[192.0.2.7]", (int)EmailForms.Literal)]
    [InlineData("jane＠example．org", (int)EmailForms.FullWidth)]
    [InlineData("jane&#64;example.org", (int)EmailForms.Coded)]
    [InlineData("jane\\@example.org", (int)EmailForms.Escaped)]
    [InlineData("j\u200Bane@\u200Bexample.org", (int)EmailForms.Unseen)]
    [InlineData("jane @ example.org", (int)EmailForms.SpacedAt)]
    [InlineData("jane@cs. example. edu", (int)EmailForms.SpacedDot)]
    [InlineData("jane@exam-\nple.org", (int)EmailForms.Hyphenated)]
    [InlineData("jane [at] example.org", (int)EmailForms.BracketedAt)]
    [InlineData("jane@example[.]org", (int)EmailForms.BracketedDot)]
    [InlineData("jane at example dot org", (int)EmailForms.SpelledDot)]
    [InlineData("jane at cs dot example dot org", (int)EmailForms.SpelledAt)]
    [InlineData("jane_at_example_dot_org", (int)EmailForms.Joined)]
    [InlineData("{jane,john}@example.org", (int)EmailForms.Group)]
    [InlineData("jane.roe@exam… and more", (int)EmailForms.CutByDots)]
    [InlineData("write to jane.roe@exam", (int)EmailForms.CutByEnd)]
    public void A_detector_without_a_form_misses_it(string text, int form)
    {
        Assert.NotEmpty(Found(new EmailPatterns(), text));
        Assert.NotEqual(Found(new EmailPatterns(), text), Found(new EmailPatterns((EmailForms)form), text));
        Assert.Empty(Found(new EmailPatterns((EmailForms)form), text));
    }

    [Theory]
    [InlineData("@")]
    [InlineData("a.")]
    [InlineData("{a,")]
    [InlineData("a@")]
    [InlineData("a@a.")]
    [InlineData("at ")]
    [InlineData("a at a dot ")]
    [InlineData("a[at]a")]
    [InlineData("(")]
    [InlineData("{a}@")]
    [InlineData("&#64;")]
    [InlineData("\\{")]
    public void A_million_characters_of_one_kind_are_read_to_their_end(string unit) => AssertOrdered(Spans(new EmailPatterns(), Million(unit)));

    [Fact]
    public void What_it_finds_is_in_order_and_of_its_class()
    {
        var text = string.Join("\n\n", Private.Select(row => row.Data));

        var spans = Spans(new EmailPatterns(), text);

        AssertOrdered(spans);
        Assert.All(spans, span => Assert.Equal(PrivacyClass.Email, span.Class));
        Assert.Equal("email.pattern@1", new EmailPatterns().Name);
    }
}
