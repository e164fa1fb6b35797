using Sluice.Hub;

namespace Sluice.Tests.Hub;

public sealed class RateBudgetTests
{
    static readonly Uri Api = new("http://hub/api/datasets/a/b"), File = new("http://hub/datasets/a/b/resolve/main/x"), Cached = new("http://hub/api/resolve-cache/datasets/a/b/x"), Page = new("http://hub/a/b"), Other = new("http://hub:81/api/datasets/a/b");

    readonly FakeClock _clock = new();
    readonly RateBudget _budget;

    public RateBudgetTests() => _budget = new RateBudget(_clock);

    void Learn(Uri uri, string limit)
    {
        using var answer = new HttpResponseMessage();
        answer.Headers.TryAddWithoutValidation("RateLimit", limit);
        _budget.Learn(uri, answer);
    }

    [Fact]
    public void Each_path_has_the_bucket_that_the_hub_counts_it_in() =>
        Assert.Equal(["api", "resolvers", "resolvers", "pages"], new[] { Api, File, Cached, Page }.Select(RateBudget.BucketOf));

    [Fact]
    public void An_empty_bucket_is_waited_for_until_its_window_ends()
    {
        Learn(Api, "\"api\";r=0;t=55");

        Assert.Equal((TimeSpan.FromSeconds(55), TimeSpan.FromSeconds(55)), (_budget.Take(Api), _budget.WaitOf(Api)));
        _clock.Advance(TimeSpan.FromSeconds(50));
        Assert.Equal(TimeSpan.FromSeconds(5), _budget.Take(Api));
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal((TimeSpan.Zero, null), (_budget.Take(Api), _budget.WaitOf(Api)));
    }

    [Fact]
    public void Other_buckets_and_other_hosts_are_not_waited_for()
    {
        Learn(Api, "\"api\";r=0;t=55");

        Assert.All(new[] { File, Cached, Page, Other }, uri => Assert.Equal(TimeSpan.Zero, _budget.Take(uri)));
    }

    [Fact]
    public void What_is_left_is_shared_by_all_who_ask()
    {
        Learn(File, "\"resolvers\";r=2;t=30");

        Assert.Equal([TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30)], new[] { File, Cached, File, Cached }.Select(_budget.Take));
    }

    [Fact]
    public void The_newest_word_counts_and_nonsense_is_no_word()
    {
        Learn(Api, "\"api\";r=0;t=55");
        Learn(Api, "\"api\" ; r=7 ; t=10");
        foreach (var nonsense in new[] { "", "api;r=0;t=9", "\"api\";r=-1;t=9", "\"api\";r=0;t=99999999999", "\"api\";t=9", "soon" })
            Learn(Api, nonsense);

        Assert.Equal(TimeSpan.Zero, _budget.Take(Api));
    }

    [Fact]
    public void A_pause_that_one_worker_was_told_of_holds_for_all()
    {
        _budget.Close(File, TimeSpan.FromSeconds(9));

        Assert.Equal((TimeSpan.FromSeconds(9), TimeSpan.Zero), (_budget.Take(Cached), _budget.Take(Api)));
    }
}
