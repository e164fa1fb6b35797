using System.Globalization;

namespace Sluice.JsonSchema.Patterns;

/// <summary>ECMA-262's <c>\p{…}</c>: the general categories by their short and long names, and a few others.</summary>
static class UnicodeProperty
{
    static readonly Dictionary<string, string> LongNames = new(StringComparer.Ordinal)
    {
        ["Letter"] = "L", ["Cased_Letter"] = "LC", ["Uppercase_Letter"] = "Lu", ["Lowercase_Letter"] = "Ll", ["Titlecase_Letter"] = "Lt", ["Modifier_Letter"] = "Lm", ["Other_Letter"] = "Lo",
        ["Mark"] = "M", ["Combining_Mark"] = "M", ["Nonspacing_Mark"] = "Mn", ["Spacing_Mark"] = "Mc", ["Enclosing_Mark"] = "Me",
        ["Number"] = "N", ["Decimal_Number"] = "Nd", ["digit"] = "Nd", ["Letter_Number"] = "Nl", ["Other_Number"] = "No",
        ["Punctuation"] = "P", ["punct"] = "P", ["Connector_Punctuation"] = "Pc", ["Dash_Punctuation"] = "Pd", ["Open_Punctuation"] = "Ps", ["Close_Punctuation"] = "Pe",
        ["Initial_Punctuation"] = "Pi", ["Final_Punctuation"] = "Pf", ["Other_Punctuation"] = "Po",
        ["Symbol"] = "S", ["Math_Symbol"] = "Sm", ["Currency_Symbol"] = "Sc", ["Modifier_Symbol"] = "Sk", ["Other_Symbol"] = "So",
        ["Separator"] = "Z", ["Space_Separator"] = "Zs", ["Line_Separator"] = "Zl", ["Paragraph_Separator"] = "Zp",
        ["Other"] = "C", ["Control"] = "Cc", ["cntrl"] = "Cc", ["Format"] = "Cf", ["Surrogate"] = "Cs", ["Private_Use"] = "Co", ["Unassigned"] = "Cn",
    };

    // In the order of UnicodeCategory.
    static readonly string[] Categories =
    [
        "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So", "Cn",
    ];

    static readonly Lazy<CodePointSet[]> Sets = new(Read);

    /// <exception cref="NotSupportedException">The property is none of these; scripts are not supported.</exception>
    public static CodePointSet Of(string name)
    {
        if (name.Split('=') is ["General_Category" or "gc", var value])
            name = value;
        switch (name)
        {
            case "Any":
                return CodePointSet.Of((0, 0x10FFFF));
            case "ASCII":
                return CodePointSet.Of((0, 0x7F));
            case "ASCII_Hex_Digit" or "AHex":
                return CodePointSet.Of(('0', '9'), ('A', 'F'), ('a', 'f'));
            case "Assigned":
                return Of("Cn").Complement();
        }
        name = LongNames.GetValueOrDefault(name, name);
        var set = new CodePointSet();
        var any = false;
        foreach (var (index, category) in Categories.Index())
            if (name == category || (name.Length == 1 && category[0] == name[0]) || (name == "LC" && category is "Lu" or "Ll" or "Lt"))
            {
                set.Add(Sets.Value[index]);
                any = true;
            }
        return any ? set : throw new NotSupportedException($"\\p{{{name}}} is no general category; scripts and other properties are not known here");
    }

    static CodePointSet[] Read()
    {
        CodePointSet[] sets = [.. Categories.Select(_ => new CodePointSet())];
        var (from, category) = (0, CharUnicodeInfo.GetUnicodeCategory(0));
        for (var point = 1; point <= 0x110000; point++)
        {
            var next = point <= 0x10FFFF ? CharUnicodeInfo.GetUnicodeCategory(point) : (UnicodeCategory)(-1);
            if (next == category)
                continue;
            sets[(int)category].Add(from, point - 1);
            (from, category) = (point, next);
        }
        return sets;
    }
}
