using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Extract;
using Sluice.Pipeline;
using Sluice.Serve;
using Sluice.Sources;
using Sluice.Validate;
using Sluice.Zones;

namespace Sluice.Tests;

/// <summary>The C# example of the README. It is compiled here, and a test holds the two texts together.</summary>
static class ReadmeExample
{
    public static async Task RunAsync()
    {
        // <readme>
        var lake = new Lake("./lake");
        var flow = new Flow(SourceRegistry.Load(), new ValidateOptions());

        using (LakeLock.Take(lake))
        {
            var run = new Run(lake, TimeProvider.System, NullLogger.Instance);
            var report = await flow.RunAsync(run, ["alignment_research"], new ExtractOptions(), CancellationToken.None);
            Console.WriteLine($"{report.Status}, release {report.Release}");
        }

        var search = new Search(new Catalog(lake));
        var page = search.Query("\"reward hacking\" -linkpost", new DocumentFilter { YearFrom = 2022 }, limit: 5);
        foreach (var hit in page.Hits)
            Console.WriteLine($"{hit.Document.Date}  {hit.Document.Title}  {hit.Document.Url}");
        // </readme>
    }
}
