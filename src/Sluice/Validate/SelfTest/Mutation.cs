namespace Sluice.Validate.SelfTest;

/// <summary>One real defect, put into a record that is fine.</summary>
/// <param name="Name">Says the defect: <c>date_in_words</c>.</param>
/// <param name="Expected">The finding codes that it should give; one of them is enough.</param>
/// <param name="Apply">The line with the defect; null where the record has nothing that could have it. It may give two lines.</param>
public sealed record Mutation(string Name, IReadOnlyList<string> Expected, Func<Specimen, byte[]?> Apply)
{
    /// <summary>On how many records it is tried at most. Default all; few where one makes megabytes.</summary>
    public int Most { get; init; } = int.MaxValue;

    /// <summary>Every mutation, in the order of the report.</summary>
    public static IReadOnlyList<Mutation> All { get; } =
    [
        .. LineMutations.All,
        .. FieldMutations.All,
        .. DateMutations.All,
        .. AddressMutations.All,
        .. OriginMutations.All,
        .. TextMutations.All,
        .. EncodingMutations.All,
        .. LanguageMutations.All,
    ];
}
