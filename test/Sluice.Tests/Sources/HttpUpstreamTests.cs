using System.Text;
using Microsoft.AspNetCore.Http;
using Sluice.Extract;
using Sluice.Hub;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Tests.Sources;

public sealed class HttpUpstreamTests
{
    const string Otter = "Otter-1,River Lab,2024-03-01,https://example.org/otter,A model of otters.,\"Ann Example, Bo Example\",\"Language,Vision\"";
    const string Bee = "Bee-2,Hive Institute,2025-01-02,https://example.org/bee,A model of bees.,,Language";

    [Fact]
    public async Task The_file_rests_byte_for_byte_under_its_own_hash_which_is_the_revision()
    {
        await using var csv = await SomeCsv.StartAsync(Otter, Bee);

        var report = await csv.ExtractAsync();

        var sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(csv.Content));
        Assert.Equal((ExtractStatus.Complete, sha256, 2, 2), (report.Status, report.Revision, report.Counts.Read, report.Counts.Kept));
        Assert.Equal(csv.Content, await File.ReadAllBytesAsync(Path.Combine(csv.Lake.Files(SomeCsv.Source), sha256)));
        Assert.Empty(Verification.OfAll(csv.Lake));
        Assert.All(csv.Asked, asked => Assert.Null(asked.Authorization));
    }

    [Fact]
    public async Task What_the_server_says_is_still_the_same_is_not_sent_again()
    {
        await using var csv = await SomeCsv.StartAsync(Otter, Bee);
        await csv.ExtractAsync();

        var again = await csv.ExtractAsync();

        Assert.Equal((ExtractStatus.Unchanged, null, 2L), (again.Status, again.Dump, again.Counts.Unchanged));
        Assert.Equal([200, 304], csv.Answers.Select(answer => answer.Status));
    }

    [Fact]
    public async Task Without_an_entity_tag_the_bytes_themselves_tell_that_nothing_changed()
    {
        await using var csv = await SomeCsv.StartAsync(Otter, Bee);
        csv.TellsETag = false;
        await csv.ExtractAsync();

        var again = await csv.ExtractAsync();

        Assert.Equal((ExtractStatus.Unchanged, null), (again.Status, again.Dump));
        Assert.Equal([200, 200], csv.Answers.Select(answer => answer.Status));
    }

    [Fact]
    public async Task An_edit_elsewhere_in_a_row_is_a_change_and_not_another_record()
    {
        await using var csv = await SomeCsv.StartAsync(Otter, Bee);
        await csv.ExtractAsync();
        csv.Write("Ant-0,Hill,2023-01-01,https://example.org/ant,,,", Otter.Replace("A model of otters.", "A better one."), Bee);

        var report = await csv.ExtractAsync();

        Assert.Equal((ExtractMode.Delta, 1, 0, 1, 0, 1), (report.Mode, report.Counts.Added, report.Counts.Reappeared, report.Counts.Changed, report.Counts.Removed, report.Counts.Unchanged));
    }

    [Fact]
    public async Task A_transfer_that_breaks_goes_on_where_it_stopped()
    {
        await using var csv = await SomeCsv.StartAsync([.. Enumerable.Range(0, 3000).Select(i => $"M{i},Lab,2024-01-01,https://example.org/{i},Words about model {i}.,,")]);
        var broken = 0;
        csv.Fault = async http =>
        {
            if (broken++ > 0)
                return false;
            http.Response.Headers.ETag = csv.ETag;
            http.Response.ContentLength = csv.Content.Length;
            await http.Response.Body.WriteAsync(csv.Content.AsMemory(0, 50_000));
            await http.Response.Body.FlushAsync();
            // What was sent must have come before the connection is gone.
            await Task.Delay(300);
            http.Abort();
            return true;
        };

        var report = await csv.ExtractAsync();

        Assert.Equal((ExtractStatus.Complete, 3000), (report.Status, report.Counts.Kept));
        Assert.Equal(206, csv.Answers[^1].Status);
        Assert.StartsWith("bytes=", csv.Answers[^1].Range);
    }

    [Fact]
    public async Task A_file_that_changed_in_between_is_fetched_from_the_start()
    {
        await using var csv = await SomeCsv.StartAsync([.. Enumerable.Range(0, 3000).Select(i => $"M{i},Lab,2024-01-01,https://example.org/{i},Words about model {i}.,,")]);
        var broken = 0;
        csv.Fault = async http =>
        {
            if (broken++ > 0)
                return false;
            http.Response.Headers.ETag = csv.ETag;
            http.Response.ContentLength = csv.Content.Length;
            await http.Response.Body.WriteAsync(csv.Content.AsMemory(0, 50_000));
            await http.Response.Body.FlushAsync();
            // What was sent must have come before the connection is gone.
            await Task.Delay(300);
            csv.Write(Otter);
            http.Abort();
            return true;
        };

        var report = await csv.ExtractAsync();

        Assert.Equal((ExtractStatus.Complete, 1), (report.Status, report.Counts.Kept));
    }

    [Fact]
    public async Task Busy_servers_are_asked_again_and_their_wish_to_wait_is_kept()
    {
        await using var csv = await SomeCsv.StartAsync(Otter);
        var times = 0;
        csv.Fault = http => Task.FromResult(times++ < 2 && Busy(http));

        Assert.Equal(ExtractStatus.Complete, (await csv.ExtractAsync()).Status);
        Assert.Equal([503, 503, 200], csv.Answers.Select(answer => answer.Status));

        static bool Busy(HttpContext http)
        {
            http.Response.StatusCode = 503;
            http.Response.Headers.RetryAfter = "0";
            return true;
        }
    }

    [Theory]
    [InlineData("text/html; charset=utf-8", typeof(CheckTheEndpointException))]
    [InlineData("text/csv; charset=shift_jis", typeof(FixTheNameOrAccessException))]
    public async Task What_is_no_csv_that_can_be_read_is_refused_and_nothing_is_committed(string type, Type refusal)
    {
        await using var csv = await SomeCsv.StartAsync(Otter);
        csv.ContentType = type;

        await Assert.ThrowsAsync(refusal, () => csv.ExtractAsync());

        Assert.Empty(Dump.All(csv.Lake, SomeCsv.Source));
    }

    [Fact]
    public async Task A_declared_latin_1_makes_no_mojibake()
    {
        await using var csv = await SomeCsv.StartAsync(Otter.Replace("Ann Example", "Zoë Éxample"));
        csv.ContentType = "text/csv; charset=ISO-8859-1";

        var report = await csv.ExtractAsync();

        Assert.Contains("Zoë Éxample", await File.ReadAllTextAsync(Path.Combine(csv.Lake.Root, report.Dump!, "data.jsonl")));
    }

    [Fact]
    public async Task An_address_that_is_gone_is_said_and_nothing_is_committed()
    {
        await using var csv = await SomeCsv.StartAsync(Otter);
        csv.Fault = http =>
        {
            http.Response.StatusCode = 404;
            return Task.FromResult(true);
        };

        var stop = await Assert.ThrowsAnyAsync<FixTheNameOrAccessException>(() => csv.ExtractAsync());

        Assert.Contains("/data/notable_ai_models.csv", stop.Message);
        Assert.Empty(Dump.All(csv.Lake, SomeCsv.Source));
    }

    [Fact]
    public async Task A_dry_run_reads_upstream_and_writes_nothing()
    {
        await using var csv = await SomeCsv.StartAsync(Otter, Bee);

        var report = await csv.ExtractAsync(dryRun: true);

        Assert.Equal(2, report.Counts.Kept);
        Assert.False(Directory.Exists(csv.Lake.Root));
    }

    [Fact]
    public async Task Offline_reads_what_rests_here()
    {
        await using var csv = await SomeCsv.StartAsync(Otter, Bee);
        await csv.ExtractAsync();

        var offline = await csv.ExtractAsync(options => options with { Offline = true, Mode = ExtractMode.Full });

        Assert.Equal((ExtractStatus.Complete, 2, 1), (offline.Status, offline.Counts.Kept, csv.Answers.Count));
    }

    [Theory]
    [InlineData(401, "no password or token is sent")]
    [InlineData(403, "no password or token is sent")]
    [InlineData(404, "Check the address of the file")]
    [InlineData(410, "Check the address of the file")]
    public async Task A_refusal_speaks_of_the_file_and_of_no_dataset_or_token_of_a_hub(int status, string words)
    {
        await using var some = await SomeCsv.StartAsync("Otter,Lab,2024-01-01,https://example.org/1,Words.,Ann Example,x");
        some.Fault = http =>
        {
            http.Response.StatusCode = status;
            return Task.FromResult(true);
        };

        var problem = await Assert.ThrowsAsync<FixTheNameOrAccessException>(() => some.ExtractAsync());

        Assert.Contains(words, problem.Message);
        Assert.DoesNotContain("HF_TOKEN", problem.Message);
        Assert.DoesNotContain("dataset's name", problem.Message);
    }

    [Fact]
    public async Task Extract_judges_by_the_columns_that_stand_for_ours()
    {
        await using var csv = await SomeCsv.StartAsync(Otter, Bee, "Cat-3,Lab,,https://example.org/cat,A model of cats.,,", "Dog-4,Lab,last spring,https://example.org/dog,x,,", "short");

        var report = await csv.ExtractAsync(options => options with { Selection = new Selection { MinDate = new DateOnly(2025, 1, 1), Keywords = ["BEES"], MinLength = 5 } });

        Assert.Equal((5, 1), (report.Counts.Read, report.Counts.Kept));
        Assert.Equal([("before_min_date", 1L), ("malformed_json", 1L), ("missing_date", 1L), ("unreadable_date", 1L)], report.Counts.Dropped.Select(pair => (pair.Key, pair.Value)));
        var rows = new List<(string Codes, string Sent)>();
        await foreach (var row in QuarantineRow.ReadAsync(csv.Lake.Quarantine(SomeCsv.Source, Path.GetFileName(report.Dump!)), default))
            rows.Add((string.Join(' ', row.Codes), Encoding.UTF8.GetString(row.Sent()!.Value.Span)));
        Assert.Equal(["date.missing", "date.unreadable", "json.malformed"], rows.Select(row => row.Codes));
        Assert.Contains("\"Model\":\"Cat-3\"", rows[0].Sent);
        Assert.Equal("short", rows[2].Sent);
    }
}
