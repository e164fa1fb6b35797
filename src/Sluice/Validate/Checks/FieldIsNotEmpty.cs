using Sluice.Records;

namespace Sluice.Validate.Checks;

/// <summary><c>field.empty</c>: id, title, text and url, where they are strings, say something.</summary>
public sealed class FieldIsNotEmpty : ICheck
{
    static readonly string[] Fields = ["id", "title", "text", "url"];
    static readonly byte[][] Names = [.. Fields.Select(System.Text.Encoding.UTF8.GetBytes)];

    readonly TextBuffer _text = new();

    public IReadOnlyList<string> Codes => ["field.empty"];

    public void Check(Reading reading, List<Finding> findings)
    {
        for (var i = 0; i < Names.Length; i++)
        {
            // A long body starts with something that is not white space or is very unusual: look at its head first.
            if (!reading.Line.TryGetString(Names[i], out var body) || (body.Length > 0 && char.IsAsciiLetterOrDigit((char)body[0])))
                continue;
            _text.Load(body);
            if (_text.Span.IsWhiteSpace())
                findings.Add(Finding.Error("field.empty", "/" + Fields[i], _text.Length == 0 ? "nothing" : "white space", "some text"));
        }
    }
}
