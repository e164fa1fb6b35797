using System.Text;

namespace Sluice.Validate.SelfTest;

/// <summary>What goes wrong with characters that are valid UTF-8 all the same: read in a wrong encoding, lost, or never meant for readers.</summary>
static class EncodingMutations
{
    static readonly string[] Garbled = ["text.mojibake"], Lost = ["text.replacement_character"], Control = ["text.control_character"], NotAscii = ["text.not_ascii"];

    public static IReadOnlyList<Mutation> All { get; } =
    [
        Misread("text_read_as_windows_1252", "text", text => As(1252, text)),
        Misread("text_read_as_windows_1252_twice", "text", text => As(1252, As(1252, text))),
        Misread("text_read_as_latin_1", "text", text => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text))),
        Misread("text_read_as_mac_roman", "text", text => As(10000, text)),
        Misread("text_read_as_windows_1251", "text", text => As(1251, text)),
        Misread("title_read_as_windows_1252", "title", text => As(1252, text)),
        Inserted("text_with_one_lost_character", Lost, "na\uFFFDve"),
        new("text_with_its_quotes_lost", Lost, record => record.WithText("text", Typographic(record.Text("text")!).Replace('’', '\uFFFD').Replace('“', '\uFFFD').Replace('”', '\uFFFD'))),
        Inserted("text_with_two_bytes_lost", Lost, "caf\uFFFD\uFFFD"),
        Inserted("text_with_a_nul", Control, "safe\0ty"),
        Inserted("text_with_terminal_colours", Control, "\u001b[31mwarning\u001b[0m"),
        Inserted("text_with_backspaces", Control, "typo\b\b\b\bword"),
        Inserted("text_with_a_bell", Control, "\u0007"),
        Inserted("text_with_a_delete", Control, "\u007f"),
        new("title_from_a_cell_that_is_not_utf8", ["text.decoded"], record => record.With(Zones.Tables.TableTerms.DecodedField, "[\"title\"]")),
        Inserted("text_with_curly_quotes", NotAscii, "“it’s – naïve”"),
        Inserted("text_with_greek_letters", NotAscii, "λ ≤ π"),
        Inserted("text_with_an_emoji", NotAscii, "👍"),
    ];

    static string As(int codePage, string text) => CodePagesEncodingProvider.Instance.GetEncoding(codePage)!.GetString(Encoding.UTF8.GetBytes(text));

    static Mutation Misread(string name, string field, Func<string, string> misread) =>
        new(name, Garbled, record => record.WithText(field, misread(Typographic(record.Text(field)!))));

    static Mutation Inserted(string name, string[] expected, string added) => new(name, expected, record =>
    {
        var text = record.Text("text")!;
        var space = text.IndexOf(' ', record.Pick(Math.Max(1, text.Length / 2)));
        return record.WithText("text", space < 0 ? text + " " + added : text[..space] + " " + added + text[space..]);
    });

    // As word processors and blogs write it, so that there is something to read wrongly.
    static string Typographic(string text)
    {
        var written = text.Replace('\'', '’').Replace(" - ", " – ", StringComparison.Ordinal);
        var words = written.Split(' ');
        if (words.Length > 4)
            (words[1], words[3]) = ($"“{words[1]}”", words[3] + " (café, naïve)");
        return words.Length > 4 ? string.Join(' ', words) : written + " – “naïve café”";
    }
}
