namespace Sluice.Serve;

/// <summary>Documents per year of the current release, and per month where the date knows its month.</summary>
public sealed class Timeline(Catalog catalog)
{
    public IReadOnlyList<FacetValue> ByYear(DocumentFilter filter) => Count("d.year", filter, "d.year IS NOT NULL");

    /// <summary><c>YYYY-MM</c>; documents whose date only vouches for the year are left out.</summary>
    public IReadOnlyList<FacetValue> ByMonth(DocumentFilter filter) => Count("substr(d.day, 1, 7)", filter, "d.precision <> 'year'");

    public IReadOnlyList<FacetValue> ByCollection(DocumentFilter filter) => Count("d.collection", filter, "1");

    List<FacetValue> Count(string by, DocumentFilter filter, string and)
    {
        using var connection = catalog.Current().Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {by}, count(*) FROM documents d WHERE {and} AND {filter.Where(command)} GROUP BY 1 ORDER BY 1";
        var values = new List<FacetValue>();
        using var rows = command.ExecuteReader();
        while (rows.Read())
            values.Add(new FacetValue(rows.GetValue(0).ToString()!, rows.GetInt64(1)));
        return values;
    }
}
