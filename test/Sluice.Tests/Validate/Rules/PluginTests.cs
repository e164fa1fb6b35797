using System.Runtime.Loader;
using Sluice.Records;
using Sluice.Validate;
using Sluice.Validate.Rules;
using Sluice.Zones;

namespace Sluice.Tests.Validate.Rules;

public sealed class PluginTests : IDisposable
{
    readonly TempFolder _folder = new();

    // Built with these tests, in the same configuration.
    static string Sample => Path.Combine(Repository.Root, "samples", "plugin", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "ShoutingTitles.dll");

    public void Dispose() => _folder.Dispose();

    string Refusal(params string[] paths) => Assert.Throws<CorrectTheCallException>(() => CustomChecks.Load(null, paths)).Message;

    [Theory]
    [InlineData("ON THE SAFETY OF SAMPLES", 1)]
    [InlineData("On the safety of samples", 0)]
    [InlineData("RLHF FAQ", 0)]
    [InlineData("2021 2022 2023", 0)]
    public void The_sample_plug_in_is_built_loaded_and_finds_what_it_should(string title, int findings)
    {
        var checks = CustomChecks.Load(null, [Sample])!;

        Assert.Equal(findings, SomeRules.Codes(checks, Some.Line(1, row => row["title"] = title)).Count(code => code == "title.shouting"));
    }

    [Fact]
    public void It_runs_in_a_context_of_its_own_with_the_Sluice_that_runs()
    {
        Assert.False(File.Exists(Path.Combine(Path.GetDirectoryName(Sample)!, "Sluice.dll")), "a copy of Sluice would hide that ours is used");
        CustomChecks.Load(null, [Sample]);

        var context = Assert.Single(AssemblyLoadContext.All.Where(context => context.Name == "ShoutingTitles.dll").Select(context => context.Assemblies.Single()).DistinctBy(assembly => assembly.FullName));
        Assert.Equal(typeof(ICheck).Assembly, context.GetType("ShoutingTitles.TitleDoesNotShout")!.GetInterfaces().Single().Assembly);
        Assert.DoesNotContain(AssemblyLoadContext.Default.Assemblies, assembly => assembly.GetName().Name == "ShoutingTitles");
    }

    [Fact]
    public async Task A_check_that_throws_costs_no_record_and_does_not_end_the_run()
    {
        var path = SomePlugin.Write(_folder, "Throwing", new SomeCheck("Throwing.Always", ["some.thing"], Behaviour.Throws));
        var validation = new Validation(SomeValidation.Source, SomeValidation.New().Schema, new ValidateOptions { Custom = CustomChecks.Load(null, [path]) });
        var findings = new List<(Finding Finding, long Line)>();
        using var reader = new LineReader(new MemoryStream(Some.Bytes($"{Some.Line(1)}\n{Some.Line(2, row => row["source"] = "tomorrow")}\n")), "some.jsonl");
        var summary = await new FileCheck(validation).RunAsync(reader, null, (finding, site) => findings.Add((finding, site.Place.Line)), default);

        Assert.Equal((2, 0, 2), (summary.Read, summary.Valid, summary.Invalid));
        Assert.Equal([("plugin.failed", 1), ("source.unknown", 2), ("plugin.failed", 2)], findings.Select(at => (at.Finding.Code, at.Line)));
        Assert.Equal((Severity.Error, "Throwing.Always: InvalidOperationException: cannot judge this"), (findings[0].Finding.Severity, findings[0].Finding.Found));
    }

    [Fact]
    public void A_finding_is_taken_as_declared_and_cut_like_all_others()
    {
        var path = SomePlugin.Write(_folder, "Reporting", new SomeCheck("Reporting.Fine", ["some.thing"], Behaviour.Reports, "some.thing"), new SomeCheck("Reporting.Sly", ["some.other"], Behaviour.Reports, "url.malformed"));
        var findings = SomeRules.Findings(CustomChecks.Load(null, [path])!, Some.Line());

        Assert.Equal(["some.thing", "plugin.failed"], Some.Codes(findings));
        Assert.Equal(121, findings[0].Found!.Length);
        Assert.Contains("Reporting.Sly reported url.malformed", findings[1].Found);
        Assert.Contains("some.other", findings[1].Expected);
    }

    [Fact]
    public void What_a_plug_in_may_not_do_is_refused_all_at_once()
    {
        var one = SomePlugin.Write(_folder, "One", new SomeCheck("One.A", ["url.malformed"]), new SomeCheck("One.B", ["Bad Code"]), new SomeCheck("One.C", []), new SomeCheck("One.D", ["same.code", "rule.mine"]));
        var two = SomePlugin.Write(_folder, "Two", new SomeCheck("Two.A", ["same.code"]));
        var refusal = Refusal(one, two);

        Assert.Contains("One.A in " + one, refusal);
        Assert.Contains("'url.malformed', which is Sluice's own", refusal);
        Assert.Contains("'Bad Code'. Expected area.problem", refusal);
        Assert.Contains("One.C in " + one + " declares no code", refusal);
        Assert.Contains("'rule.mine', which is Sluice's own", refusal);
        Assert.Contains($"Two.A in {two} declares the code 'same.code', as One.D in {one} does", refusal);
    }

    [Fact]
    public void What_is_no_plug_in_is_refused_and_says_why()
    {
        Assert.Contains("There is no plug-in nowhere.dll", Refusal("nowhere.dll"));
        Assert.Contains("no .NET assembly", Refusal(_folder.Write("text.dll", "not an assembly")));
        Assert.Contains("holds no check", Refusal(SomePlugin.Write(_folder, "Empty")));
        Assert.Contains("Picky.Check cannot be made without parameters", Refusal(SomePlugin.Write(_folder, "Picky", new SomeCheck("Picky.Check", ["some.thing"], Behaviour.NeedsParameters))));
        Assert.Contains("InvalidOperationException: no licence for this", Refusal(SomePlugin.Write(_folder, "Broken", new SomeCheck("Broken.Check", ["some.thing"], Behaviour.ThrowsWhenMade))));
    }

    [Fact]
    public void Another_build_of_a_plug_in_is_another_configuration()
    {
        string Of(params string[] plugins) => new Validation(SomeValidation.Source, SomeValidation.New().Schema, new ValidateOptions { Custom = CustomChecks.Load(null, plugins) }).Configuration;
        var path = SomePlugin.Write(_folder, "Same", new SomeCheck("Same.Check", ["some.thing"]));
        var before = Of(path);
        Assert.Equal(before, Of(path));
        Assert.Contains("plugin Same 1.2.3.4 sha256:", before);

        SomePlugin.Write(_folder, "Same", new SomeCheck("Same.Check", ["some.thing"], Behaviour.Throws));
        Assert.NotEqual(before, Of(path));
    }

    [Fact]
    public void Each_validation_has_checks_of_its_own()
    {
        var checks = CustomChecks.Load(null, [Sample])!;
        Assert.NotSame(checks.Create().Single(), checks.Create().Single());
    }
}
