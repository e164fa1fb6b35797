using System.Text.Json.Nodes;
using Sluice.Server.HubStandIn;
using static Sluice.Server.HubStandIn.FaultKind;
using static Sluice.Tests.Extract.Ending;
using static Sluice.Tests.Extract.HubFault;

namespace Sluice.Tests.Extract;

/// <summary>Faults in what the hub says of the dataset: its commit, its pages, its entries, its names.</summary>
static class HubListFaults
{
    static readonly string Zeros = new('0', 40);

    static readonly HubRules Pages = new() { LargestGitFile = LargestGitFile, PageSize = 1 };

    public static IEnumerable<HubFault> All =>
    [
        Row("The list", "is cut short, once", RightBytes).With(new Fault { Kind = CutJson, Path = Tree }),
        Row("The list", "is cut short, for ever", Exit3, "file list", "not JSON").With(new Fault { Kind = CutJson, Path = Tree, Times = 0 }),
        Row("The list", "is a page, for ever", Exit3, "file list", "text/html").With(new Fault { Kind = HtmlPage, Path = Tree, Times = 0 }),
        Row("The list", "is no list", Exit3, "is not a list").With(Replaced(Tree, """{"error":null}""", whole: true)),
        Row("The list", "breaks off, once", RightBytes).With(new Fault { Kind = Truncate, Path = Tree }),
        Row("The list", "has fields that nobody knows", RightBytes).With(Replaced(Tree, """{"novel":{"a":[1]},"xetHash":"***"}""")),
        Row("The list", "has kinds of entries that nobody knows", RightBytes).With(Replaced(Tree, """[{"type":"submodule","path":"x.jsonl"},{"type":"directory","path":"y","oid":"0"},7,null]""")),
        Row("The list", "answers 500 for its second page, for ever", Exit3, "file list", "500") with { Rules = Pages, Faults = _ => [new Fault { Kind = Status, Status = 500, Path = Tree, From = 2, Times = 0 }] },
        Row("The list", "answers 500 for its second page, once", RightBytes) with { Rules = Pages, Faults = _ => [new Fault { Kind = Status, Status = 500, Path = Tree, From = 2 }] },
        Row("The list", "has a next page that is the same again", Exit3, "does not end").With(new Fault { Kind = Link, Path = Tree, Times = 0 }),
        Row("The list", "has a next page of the same entries", RightBytes).With(new Fault { Kind = Link, Path = Tree, Location = "duplicates" }),
        Row("The list", "names a file twice and differently", Exit3, Git, Zeros).With(Entry(Git)),
        Row("The list", "names a file twice with two sizes", Exit3, "arxiv.jsonl", "\\(7 bytes").With(
            new Fault { Kind = Link, Path = Tree, Location = "duplicates" }, new Fault { Kind = ReplaceJson, Path = Tree, From = 2, Json = JsonNode.Parse("""{"size":7,"lfs":null}""") }),
        Row("The list", "names a file without a size", Exit3, "x.jsonl").With(Replaced(Tree, $$"""[{"type":"file","path":"x.jsonl","oid":"{{Zeros}}"}]""")),
        Row("The list", "names a file with a size below nothing", Exit3, "x.jsonl").With(Replaced(Tree, $$"""[{"type":"file","path":"x.jsonl","oid":"{{Zeros}}","size":-1}]""")),
        Row("The list", "names a file without a content id", Exit3, "x.jsonl").With(Replaced(Tree, """[{"type":"file","path":"x.jsonl","size":1}]""")),
        Row("The list", "names a file with a content id that is a path", Exit3, "x.jsonl").With(Replaced(Tree, """[{"type":"file","path":"x.jsonl","size":1,"oid":"../../../../../../../../../../etc/passwd"}]""")),
        Row("The list", "promises a file that is not there", Exit4, "x.jsonl", "EntryNotFound").With(Entry("x.jsonl")),
        Row("The list", "promises content ids that the bytes do not have", Exit4, "arxiv.jsonl", Git, Lfs, "promised " + Zeros).With(Replaced(Tree, $$"""{"oid":"{{Zeros}}","lfs":null}""")),
        Row("The list", "holds no data", Exit3, "no data file").With(Replaced(Tree, "[]", whole: true)),
        .. BadPaths.Select(path => Row("Names in the list", $"`{path.Shown}`", Exit3, "cannot be taken").With(Entry(path.Json))),
        Row("Names in the list", "`../x.txt`, which is no data", RightBytes).With(Entry("../x.txt")),
        .. new[] { "é ü.jsonl", "a b.jsonl", "a#b.jsonl", "a%20b.jsonl", "a[1].jsonl", "a+b&c=d.jsonl", "a'b\"c.jsonl", "日本語/✓.jsonl", "e\u0301.jsonl" }.Select(name =>
            Row("Names in the list", $"`{name}`", RightBytes) with { MoreFiles = [name] }),
        Row("Names in the list", "`X.jsonl` and `x.jsonl`, equal but for case", RightBytes) with { MoreFiles = ["X.jsonl", "x.jsonl"] },
        Row("The information", "is cut short, once", RightBytes).With(new Fault { Kind = CutJson, Path = Info }),
        Row("The information", "is cut short, for ever", Exit3, "main", "not JSON").With(new Fault { Kind = CutJson, Path = Info, Times = 0 }),
        Row("The information", "is a page, for ever", Exit3, "main", "text/html").With(new Fault { Kind = HtmlPage, Path = Info, Times = 0 }),
        Row("The information", "names no commit", Exit3, "main", "no commit").With(Replaced(Info, """{"sha":null}""")),
        Row("The information", "names a commit that is none", Exit3, "main", "no commit").With(Replaced(Info, """{"sha":"main"}""")),
        Row("The information", "has fields that nobody knows", RightBytes).With(Replaced(Info, """{"novel":[1],"siblings":null,"tags":7}""")),
        Row("The information", "says gated in words, and the files are open", RightBytes).With(Replaced(Info, """{"gated":"manual"}""")),
        Row("The branch", "moves between the information and the list", RightBytes) with { Faults = hub => [MovedTo(hub, Tree)] },
        Row("The branch", "moves between two pages of the list", RightBytes) with { Rules = Pages, Faults = hub => [MovedTo(hub, Tree) with { From = 2 }] },
        Row("The branch", "moves while a file is sent", RightBytes) with { Faults = hub => [MovedTo(hub, GitBytes), new Fault { Kind = Truncate, Path = GitBytes }] },
        Row("The branch", "moves, and the commit's files are gone", Exit4, Git, "EntryNotFound") with
        {
            Faults = hub => [new Fault { Kind = MoveBranch, Path = ResolveGit, Run = () => hub.Write(Git, "{}") }],
        },
    ];

    static IEnumerable<(string Shown, string Json)> BadPaths =>
    [
        ("../x.jsonl", "../x.jsonl"), ("a/../../x.jsonl", "a/../../x.jsonl"), ("./x.jsonl", "./x.jsonl"), ("a//x.jsonl", "a//x.jsonl"), ("/etc/x.jsonl", "/etc/x.jsonl"),
        (@"C:\x.jsonl", @"C:\\x.jsonl"), ("C:/x.jsonl", "C:/x.jsonl"), (@"a\..\b.jsonl", @"a\\..\\b.jsonl"), (@"\\host\share\x.jsonl", @"\\\\host\\share\\x.jsonl"),
        ("a<NUL>x.jsonl", @"a\u0000x.jsonl"), ("a<line feed>x.jsonl", @"a\nx.jsonl"), ("<escape>[2Jx.jsonl", @"\u001b[2Jx.jsonl"),
    ];

    static HubFault Row(string group, string what, Ending ending, params string[] says) => new(group, what, ending, says);

    static Fault Entry(string path) => Replaced(Tree, $$"""[{"type":"file","path":"{{path}}","size":10,"oid":"{{Zeros}}"}]""");

    static Fault Replaced(string path, string json, bool whole = false) => new() { Kind = ReplaceJson, Path = path, Json = JsonNode.Parse(json), Whole = whole, Times = 0 };

    static Fault MovedTo(SomeHub hub, string path)
    {
        var folder = Directory.CreateDirectory(hub.Beside("moved")).FullName;
        File.WriteAllText(Path.Combine(folder, Git), "{}\n");
        return new Fault { Kind = MoveBranch, Path = path, Folder = folder };
    }
}
