namespace Sluice.Records;

/// <summary>What a JSON value is, as its first byte says.</summary>
public enum JsonKind : byte
{
    Object,
    Array,
    String,
    Number,
    True,
    False,
    Null,
}
