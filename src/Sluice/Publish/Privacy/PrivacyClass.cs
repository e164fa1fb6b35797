namespace Sluice.Publish.Privacy;

/// <summary>What may lead to a person's door. Each class has two detectors that were written apart.</summary>
public enum PrivacyClass
{
    Email,
    Phone,

    /// <summary>A postal address: a house and its street, or a box, with or without a town.</summary>
    Postal,

    /// <summary>Coordinates on the earth.</summary>
    Geo,
}

/// <summary>A stretch of a text, in UTF-16 code units.</summary>
public readonly record struct PrivateSpan(PrivacyClass Class, int Start, int Length)
{
    public int End => Start + Length;

    /// <summary>The same class in the same place.</summary>
    public bool Overlaps(PrivateSpan other) => Class == other.Class && Meets(other);

    /// <summary>The same place, whatever it was taken for.</summary>
    public bool Meets(PrivateSpan other) => Start < other.End && other.Start < End;
}

/// <summary>The names of the classes in files.</summary>
public static class PrivacyClassNames
{
    public static string Name(this PrivacyClass what) => what switch
    {
        PrivacyClass.Email => "email",
        PrivacyClass.Phone => "phone",
        PrivacyClass.Postal => "postal",
        _ => "geo",
    };
}
