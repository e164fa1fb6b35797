using System.Reflection;
using Sluice.Records;

namespace Sluice.Tests.Docs;

/// <summary>Every list of codes that <see cref="FindingCode"/> has, also one that is added later.</summary>
static class FindingCodes
{
    public static IReadOnlyList<(string List, IReadOnlyList<FindingCode> Codes)> Lists { get; } = [.. typeof(FindingCode).GetProperties(BindingFlags.Public | BindingFlags.Static)
        .Where(property => property.PropertyType == typeof(IReadOnlyList<FindingCode>)).Select(property => (property.Name, (IReadOnlyList<FindingCode>)property.GetValue(null)!))];

    public static IReadOnlyList<FindingCode> All { get; } = [.. Lists.SelectMany(list => list.Codes)];
}
