using System.Text;
using Sluice.Records;

namespace Sluice.Publish.Export;

/// <summary>
/// What the values at one place of many lines have in common, as a loader of JSON Lines needs to know: it makes one column
/// of them, and can do so only if all are of one kind. Null and absent fit anything.
/// </summary>
public sealed class Shape
{
    readonly List<(string Name, Shape Shape)> _members = [];
    readonly Dictionary<string, Shape> _byName = new(StringComparer.Ordinal);
    bool _isText, _isBool, _isInteger, _isFraction, _isList, _isObject;

    /// <summary>Of the items, where lists were seen.</summary>
    public Shape? Items { get; private set; }

    /// <summary>Of the members, in order of first sight, where objects were seen.</summary>
    public IReadOnlyList<(string Name, Shape Shape)> Members => _members;

    /// <summary>The type that the Hub gives such a column: <c>string</c>, <c>bool</c>, <c>int64</c>, <c>float64</c>, <c>list</c>, <c>struct</c>, or <c>null</c> if nothing else was seen.</summary>
    public string Type => _isText ? "string" : _isBool ? "bool" : _isFraction ? "float64" : _isInteger ? "int64" : _isList ? "list" : _isObject ? "struct" : "null";

    /// <summary>Whether one column can hold all that was seen, with all that it holds.</summary>
    public bool IsUniform => Kinds <= 1 && (Items?.IsUniform ?? true) && _members.TrueForAll(member => member.Shape.IsUniform);

    int Kinds => (_isText ? 1 : 0) + (_isBool ? 1 : 0) + (_isInteger || _isFraction ? 1 : 0) + (_isList ? 1 : 0) + (_isObject ? 1 : 0);

    /// <summary>The member of that name, known from now on.</summary>
    public Shape Member(ReadOnlySpan<byte> name)
    {
        var text = JsonText.Decode(name);
        if (!_byName.TryGetValue(text, out var member))
        {
            _byName[text] = member = new Shape();
            _members.Add((text, member));
            _isObject = true;
        }
        return member;
    }

    public void See(JsonView value)
    {
        switch (value.Kind)
        {
            case JsonKind.String:
                _isText = true;
                break;
            case JsonKind.Number:
                _ = value.Bytes.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0 && value.Bytes.Length < 19 ? _isInteger = true : _isFraction = true;
                break;
            case JsonKind.Array:
                _isList = true;
                Items ??= new Shape();
                foreach (var item in value.Items())
                    Items.See(item);
                break;
            case JsonKind.Object:
                _isObject = true;
                var members = value.Members();
                while (members.MoveNext())
                    Member(members.Name).See(members.Current);
                break;
            case JsonKind.Null:
                break;
            default:
                _isBool = true;
                break;
        }
    }

    /// <summary>Takes over what another one saw.</summary>
    public void Take(Shape other)
    {
        (_isText, _isBool, _isInteger) = (_isText | other._isText, _isBool | other._isBool, _isInteger | other._isInteger);
        (_isFraction, _isList, _isObject) = (_isFraction | other._isFraction, _isList | other._isList, _isObject | other._isObject);
        if (other.Items is not null)
            (Items ??= new Shape()).Take(other.Items);
        foreach (var (name, shape) in other._members)
            Member(Encoding.UTF8.GetBytes(name)).Take(shape);
    }

    /// <summary>The places, as <c>rights.license</c>, at which unlike kinds were seen.</summary>
    public IEnumerable<string> Conflicts(string at = "") =>
        (Kinds > 1 ? [at] : Enumerable.Empty<string>()).Concat(Items?.Conflicts(at + "[]") ?? []).Concat(_members.SelectMany(member => member.Shape.Conflicts(at.Length == 0 ? member.Name : at + "." + member.Name)));
}
