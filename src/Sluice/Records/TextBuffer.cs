namespace Sluice.Records;

/// <summary>
/// A text that is edited in place and reused from record to record, so that cleaning and measuring a 25 KB document
/// allocates nothing. Not thread-safe.
/// </summary>
public sealed class TextBuffer
{
    char[] _chars = new char[4096];

    public int Length { get; private set; }

    public ReadOnlySpan<char> Span => _chars.AsSpan(0, Length);

    /// <summary>Loads a JSON string body (the bytes between the quotes).</summary>
    public void Load(ReadOnlySpan<byte> body)
    {
        Reserve(body.Length);
        Length = JsonText.Decode(body, _chars);
    }

    public void Load(ReadOnlySpan<char> text)
    {
        Reserve(text.Length);
        text.CopyTo(_chars);
        Length = text.Length;
    }

    /// <summary>Room for at least <paramref name="capacity"/> characters; call <see cref="SetLength"/> after writing there.</summary>
    public Span<char> Room(int capacity)
    {
        Reserve(capacity);
        return _chars;
    }

    public void SetLength(int length) => Length = length;

    void Reserve(int capacity)
    {
        if (_chars.Length >= capacity)
            return;
        var grown = new char[Math.Max(capacity, _chars.Length * 2)];
        Span.CopyTo(grown);
        _chars = grown;
    }

    public override string ToString() => new(Span);
}
