using System.Globalization;
using System.Net;
using Sluice.Records;
using Sluice.Serve;
using Sluice.Zones;

namespace Sluice.Server.Dashboard;

/// <summary>A named list of facet values, with the search that each one narrows to.</summary>
public sealed record FacetGroup(string Title, IReadOnlyList<FacetLink> Links);

/// <param name="Note">What else is to be said of the count, or null.</param>
public sealed record FacetLink(string Label, long Count, string Href, bool IsActive, string? Note = null);

/// <summary>The search page: works that match a query, or without one the newest works; or records, where asked for.</summary>
public sealed record ResultsModel(SearchAddress Address, ReleaseManifest Release)
{
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>False if the query holds no word to look for.</summary>
    public bool IsQuestion { get; init; } = true;

    /// <summary>How many works, or records where each is listed.</summary>
    public long Total { get; init; }
    public long Records { get; init; }

    /// <summary>How many works each collection of the release has.</summary>
    public IReadOnlyList<FacetValue> Collections { get; init; } = [];
    public IReadOnlyList<SearchHit> Hits { get; init; } = [];
    public IReadOnlyList<FacetGroup> Facets { get; init; } = [];
    public SearchAddress? Previous { get; init; }
    public SearchAddress? Next { get; init; }

    /// <exception cref="CorrectTheCallException">Nothing is published.</exception>
    public static ResultsModel Of(SearchAddress address, Catalog catalog, Search search, Timeline timeline)
    {
        var model = new ResultsModel(address, catalog.Shown().Manifest) { Notices = NoticesOf(address), Collections = timeline.ByCollection(new DocumentFilter(), address.Copies) };
        return address.HasQuery ? Matches(model, search) : Newest(model, catalog, timeline);
    }

    static ResultsModel Matches(ResultsModel model, Search search)
    {
        var address = model.Address;
        try
        {
            var page = search.Query(address.Query, address.Filter, skip: address.Skip, copies: address.Copies);
            return model with
            {
                Total = page.Total,
                Records = page.Records,
                Hits = page.Hits,
                Facets = FacetsOf(address, page.Facets["collection"], page.Facets["year"], page.Facets["tag"]),
                Previous = address.Skip == 0 ? null : address with { Skip = Math.Max(0, address.Skip - Catalog.DefaultLimit) },
                Next = page.Next is { } next ? address with { Skip = next } : null,
            };
        }
        catch (CorrectTheCallException call)
        {
            return model with { IsQuestion = false, Notices = [.. model.Notices, call.Message] };
        }
    }

    static ResultsModel Newest(ResultsModel model, Catalog catalog, Timeline timeline)
    {
        var address = model.Address;
        DocumentPage page;
        try
        {
            page = catalog.List(address.Filter, cursor: address.Cursor, copies: address.Copies);
        }
        catch (CorrectTheCallException) when (address.Cursor is not null)
        {
            // A release was published while someone was leafing through the one before.
            address = address.FirstPage;
            page = catalog.List(address.Filter, copies: address.Copies);
            model = model with { Address = address, Notices = [.. model.Notices, "The list has changed since: another release is served now. This is its first page."] };
        }
        return model with
        {
            Total = page.Total,
            Records = page.Records,
            Hits = [.. page.Documents.Select(document => new SearchHit(document, 0, WebUtility.HtmlEncode(document.Title), ""))],
            Facets = FacetsOf(address, timeline.ByCollection(address.Filter, address.Copies), [.. timeline.ByYear(address.Filter, address.Copies).Reverse()], []),
            Previous = address.Cursor is null ? null : address.FirstPage,
            Next = page.Next is { } next ? address with { Cursor = next } : null,
        };
    }

    static List<FacetGroup> FacetsOf(SearchAddress address, IReadOnlyList<FacetValue> collections, IReadOnlyList<FacetValue> years, IReadOnlyList<FacetValue> tags)
    {
        var start = address.FirstPage;
        return
        [
            new FacetGroup("Collections", [.. collections.Select(value =>
                Link(value, start with { Collections = [value.Value] }, address.Collections is [var only] && only == value.Value))]),
            new FacetGroup("Years", [.. years.Select(value => (Value: value, Year: int.Parse(value.Value, CultureInfo.InvariantCulture))).Select(pair =>
                Link(pair.Value, start with { From = pair.Year, To = pair.Year }, address.From == pair.Year && address.To == pair.Year))]),
            new FacetGroup("Tags", [.. tags.Select(value =>
                Link(value, start with { Tag = value.Value }, string.Equals(address.Tag, value.Value, StringComparison.OrdinalIgnoreCase)))]),
        ];
    }

    static FacetLink Link(FacetValue value, SearchAddress narrowed, bool isActive) => new(value.Value, value.Count, narrowed.Href, isActive);

    static List<string> NoticesOf(SearchAddress address)
    {
        var notices = new List<string>();
        if (address.NotUnderstood.Count > 0)
            notices.Add($"Left out, because it could not be understood: {string.Join(", ", address.NotUnderstood)}.");
        if (address.From > address.To)
            notices.Add($"No year is both from {SearchAddress.Year(address.From)} on and up to {SearchAddress.Year(address.To)}.");
        return notices;
    }
}
