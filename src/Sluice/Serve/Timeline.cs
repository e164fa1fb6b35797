namespace Sluice.Serve;

/// <summary>
/// Works of the current release per year, month, collection and tier, or records where asked for. A work counts once in
/// each year (or collection …) that one of its records has, as a search for that year finds it.
/// </summary>
public sealed class Timeline(Catalog catalog)
{
    public IReadOnlyList<FacetValue> ByYear(DocumentFilter filter, bool copies = false) => Count("d.year", filter, copies, "d.year IS NOT NULL");

    /// <summary><c>YYYY-MM</c>; documents whose date only vouches for the year are left out.</summary>
    public IReadOnlyList<FacetValue> ByMonth(DocumentFilter filter, bool copies = false) => Count("substr(d.day, 1, 7)", filter, copies, "d.precision <> 'year'");

    public IReadOnlyList<FacetValue> ByCollection(DocumentFilter filter, bool copies = false) => Count("d.collection", filter, copies, "1");

    public IReadOnlyList<FacetValue> ByTier(DocumentFilter filter, bool copies = false) => Count("d.tier", filter, copies, "d.tier IS NOT NULL");

    List<FacetValue> Count(string by, DocumentFilter filter, bool copies, string and)
    {
        var shown = catalog.Shown();
        filter = filter.For(shown);
        using var connection = shown.Release.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {by}, {(copies ? "count(*)" : $"count(DISTINCT {filter.Work()})")} FROM documents d WHERE {and} AND {filter.Where(command)} GROUP BY 1 ORDER BY 1";
        var values = new List<FacetValue>();
        using var rows = command.ExecuteReader();
        while (rows.Read())
            values.Add(new FacetValue(rows.GetValue(0).ToString()!, rows.GetInt64(1)));
        return values;
    }
}
