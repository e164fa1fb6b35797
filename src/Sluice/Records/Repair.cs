namespace Sluice.Records;

/// <summary>
/// What one cleaner did to one field of a record: how many places it changed, and of a cleaner that may change letters,
/// digits or mathematical symbols what each place said before and after. Equal changes are told once, with their number.
/// </summary>
public sealed class Repair(string by, string field)
{
    /// <summary>How many different changes are told, and how many characters of each; the rest is counted.</summary>
    public const int MostPlaces = 20, LongestPlace = 120;

    readonly List<(string Before, string After, bool IsCut, int Times)> _places = [];
    int _leftOut;

    /// <summary><c>name@version</c>.</summary>
    public string By { get; } = by;

    public string Field { get; } = field;

    /// <summary>All places, told or not.</summary>
    public int Count { get; set; }

    public void Add(ReadOnlySpan<char> before, ReadOnlySpan<char> after)
    {
        Count++;
        Tell(Cut(before), Cut(after), before.Length > LongestPlace || after.Length > LongestPlace, 1);
    }

    internal void Take(Repair other)
    {
        Count += other.Count;
        _leftOut += other._leftOut;
        foreach (var (before, after, isCut, times) in other._places)
            Tell(before, after, isCut, times);
    }

    void Tell(ReadOnlySpan<char> before, ReadOnlySpan<char> after, bool isCut, int times)
    {
        for (var i = 0; i < _places.Count; i++)
            if (before.SequenceEqual(_places[i].Before) && after.SequenceEqual(_places[i].After))
            {
                _places[i] = _places[i] with { Times = _places[i].Times + times };
                return;
            }
        if (_places.Count < MostPlaces)
            _places.Add((before.ToString(), after.ToString(), isCut, times));
        else
            _leftOut += times;
    }

    // Never between the halves of a pair.
    static ReadOnlySpan<char> Cut(ReadOnlySpan<char> text) =>
        text.Length <= LongestPlace ? text : text[..(char.IsHighSurrogate(text[LongestPlace - 1]) ? LongestPlace - 1 : LongestPlace)];

    /// <summary><c>{"by":"ligatures@1","field":"text","count":3,"places":[{"before":"ﬁ","after":"fi","times":3}]}</c></summary>
    public byte[] ToJson()
    {
        var json = new JsonLineBuilder();
        json.BeginObject().Name("by"u8).String(By).Name("field"u8).String(Field).Name("count"u8).Number(Count);
        if (_places.Count > 0)
        {
            json.Name("places"u8).BeginArray();
            foreach (var (before, after, isCut, times) in _places)
            {
                json.BeginObject().Name("before"u8).String(before).Name("after"u8).String(after);
                if (isCut)
                    json.Name("cut"u8).Bool(true);
                if (times > 1)
                    json.Name("times"u8).Number(times);
                json.EndObject();
            }
            json.EndArray();
        }
        if (_leftOut > 0)
            json.Name("left_out"u8).Number(_leftOut);
        return json.EndObject().Bytes.ToArray();
    }
}
