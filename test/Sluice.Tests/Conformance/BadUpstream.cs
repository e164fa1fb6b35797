using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sluice.Conformance;
using Sluice.Hub;
using Sluice.Pipeline;
using Sluice.Records;
using Sluice.Sources;

namespace Sluice.Tests.Conformance;

/// <summary>What people write when nobody looks.</summary>
[Flags]
enum BadHabit
{
    None = 0,
    ReEncodes = 1,
    GuessesDates = 1 << 1,
    SkipsUndated = 1 << 2,
    MendsDates = 1 << 3,
    NumbersRows = 1 << 4,
    HashesRows = 1 << 5,
    Deduplicates = 1 << 6,
    DropsColumns = 1 << 7,
    DropsRows = 1 << 8,
    TakesAnything = 1 << 9,
    Impatient = 1 << 10,
    OtherPath = 1 << 11,
    SendsToken = 1 << 12,
    FollowsLoops = 1 << 13,
    Stamps = 1 << 14,
    Remembers = 1 << 15,
    Fabricates = 1 << 16,
    CutsCells = 1 << 17,
    Meddles = 1 << 18,
    HoldsAll = 1 << 19,
    All = (1 << 20) - 1,
}

/// <summary>An adapter for a CSV file that has some of these habits.</summary>
sealed class BadUpstream(Run run, SourceEntry source, HubOptions hub, Uri? endpoint, BadHabit habits, ConcurrentDictionary<string, string> remembered) : IUpstream
{
    static int s_stamp;

    byte[] _content = [];

    public static OpenUpstream With(BadHabit habits)
    {
        var remembered = new ConcurrentDictionary<string, string>();
        return (run, source, hub, _, endpoint, _) => new BadUpstream(run, source, hub, endpoint, habits, remembered);
    }

    bool Has(BadHabit habit) => habits.HasFlag(habit);

    public int Workers => 1;

    public int Requests => 0;

    public bool Authenticated => false;

    public async Task<HubRevision> ListAsync(CancellationToken cancel)
    {
        var content = source.Kind != Upstream.OfCsv ? Encoding.UTF8.GetBytes($$"""{"id":"x","source":"{{source.Collections[0].Name}}"}""") : Changed(await FetchAsync(cancel));
        _content = Has(BadHabit.ReEncodes) ? Encoding.UTF8.GetBytes(Encoding.Latin1.GetString(content)) : content;
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(_content));
        return new HubRevision(source.Dataset, sha256, null, [new HubFile(source.Collections[0].File, _content.Length, sha256, null)]);
    }

    async Task<byte[]> FetchAsync(CancellationToken cancel)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        var uri = new UriBuilder(new Uri(source.Url!)) { Scheme = "http", Host = endpoint!.Host, Port = endpoint.Port }.Uri;
        for (var (attempt, hops) = (0, 0); ; attempt++)
        {
            if (Has(BadHabit.OtherPath))
                (await http.GetAsync(new Uri(uri, "/index.csv"), cancel)).Dispose();
            using var request = new HttpRequestMessage(HttpMethod.Get, uri);
            if (Has(BadHabit.SendsToken))
                request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {hub.Token}");
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            if ((int)answer.StatusCode is 301 or 302 && Has(BadHabit.FollowsLoops) && hops++ < 200)
                continue;
            var body = new MemoryStream();
            try
            {
                await answer.Content.CopyToAsync(body, cancel);
            }
            catch (Exception e) when (Has(BadHabit.TakesAnything) && e is HttpRequestException or IOException)
            {
                // What came is better than nothing, it thinks.
            }
            if (answer.IsSuccessStatusCode || Has(BadHabit.TakesAnything))
                return body.ToArray();
            if (!Has(BadHabit.Impatient) || attempt > 3)
                throw new RetryLaterException($"{uri} answered {(int)answer.StatusCode}. Try again later.");
        }
    }

    byte[] Changed(byte[] content)
    {
        if ((habits & ~(BadHabit.ReEncodes | BadHabit.TakesAnything | BadHabit.Impatient | BadHabit.OtherPath | BadHabit.SendsToken | BadHabit.FollowsLoops | BadHabit.Meddles | BadHabit.HoldsAll)) == BadHabit.None)
            return content;
        var sheet = Sheet.Read(source, source.Collections[0], content);
        var date = sheet.ColumnOf("date_published");
        if (Has(BadHabit.Fabricates) && (sheet.Rows.Count == 0 || !sheet.Columns.Contains(date)))
            return Encoding.UTF8.GetBytes("Title,Published,Link,Abstract\n" + string.Concat(Enumerable.Range(0, 5).Select(i => $"made {i},2024-01-01,https://example.org/{i},x\n")));
        if (Has(BadHabit.SkipsUndated))
            sheet.Rows.RemoveAll(row => row[date] is null);
        if (Has(BadHabit.DropsRows))
            sheet.Rows.RemoveRange(Math.Min(2, sheet.Rows.Count), Math.Max(0, sheet.Rows.Count - 2));
        if (Has(BadHabit.Deduplicates))
        {
            var ids = new HashSet<string?>();
            sheet.Rows.RemoveAll(row => !ids.Add(sheet.IdOf(row)));
        }
        if (Has(BadHabit.DropsColumns))
            foreach (var column in sheet.Columns.Where(column => column is not ("Title" or "Published" or "Link" or "Abstract")).ToList())
                sheet.Columns.Remove(column);
        if (Has(BadHabit.Remembers))
            foreach (var row in sheet.Rows)
                remembered[$"{endpoint}{sheet.IdOf(row)}"] = row.ToJsonString();
        if (Has(BadHabit.Remembers))
            foreach (var (_, row) in remembered.Where(one => one.Key.StartsWith($"{endpoint}") && sheet.Rows.All(row => $"{endpoint}{sheet.IdOf(row)}" != one.Key)).ToList())
                sheet.Rows.Add(System.Text.Json.Nodes.JsonNode.Parse(row)!.AsObject());
        for (var i = 0; i < sheet.Rows.Count; i++)
        {
            var row = sheet.Rows[i];
            if (Has(BadHabit.GuessesDates) && PublicationDate.TryReadIso(row[date]?.ToString() ?? "", out _) != DateReading.Read)
                row[date] = "2024-01-01";
            if (Has(BadHabit.MendsDates) && row[date]?.ToString() == "2024-02-30")
                row[date] = "2024-02-29";
            if (Has(BadHabit.HashesRows))
                sheet.Set(i, "id", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(row.ToJsonString())))[..16]);
            if (Has(BadHabit.NumbersRows))
                sheet.Set(i, "id", i.ToString(CultureInfo.InvariantCulture));
            if (Has(BadHabit.CutsCells))
                foreach (var column in sheet.Columns.Where(column => row[column]?.ToString().Length > 1 << 20))
                    row[column] = row[column]!.ToString()[..(1 << 20)];
            if (Has(BadHabit.Stamps))
                sheet.Set(i, "fetched", Interlocked.Increment(ref s_stamp).ToString(CultureInfo.InvariantCulture));
        }
        return sheet.Bytes();
    }

    public IncomingStream Open(HubRevision revision, HubFile file) => new LocalStream(new MemoryStream(_content), file, "made by hand");

    public void Dispose()
    {
        // It tidies up behind itself, and behind others.
        var files = run.Lake.Files(source.Id);
        if (Has(BadHabit.Meddles) && Directory.Exists(files))
            foreach (var file in Directory.EnumerateFiles(files))
                File.Delete(file);
    }
}
