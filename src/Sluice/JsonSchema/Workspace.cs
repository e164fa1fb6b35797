using Sluice.Records;

namespace Sluice.JsonSchema;

/// <summary>What a run needs to remember, used again from instance to instance so that nothing is allocated for a valid one.</summary>
sealed class Workspace
{
    const int KeptBytes = 1 << 20;

    char[] _chars = new char[1024];
    byte[] _utf8 = new byte[1024];
    int[] _slots = new int[64];
    int _slotCount;

    public InstanceTape Tape { get; } = new();

    /// <summary>Members and items that some keyword has looked at, where another asks for that.</summary>
    public List<int> Marks { get; } = [];

    /// <summary>The resources through which the present value was reached, the outermost first.</summary>
    public List<SchemaResource> Scopes { get; } = [];

    /// <summary>The dynamic references under way and the values they look at.</summary>
    public List<(SchemaNode Node, int Value)> Following { get; } = [];

    /// <summary>Room for <paramref name="count"/> indices, each -1; give the same to <see cref="FreeSlots"/>.</summary>
    public int TakeSlots(int count)
    {
        if (_slotCount + count > _slots.Length)
            Array.Resize(ref _slots, Math.Max(_slots.Length * 2, _slotCount + count));
        _slots.AsSpan(_slotCount, count).Fill(-1);
        _slotCount += count;
        return _slotCount - count;
    }

    public Span<int> Slots(int from, int count) => _slots.AsSpan(from, count);

    public void FreeSlots(int from) => _slotCount = from;

    /// <summary>A string body as UTF-16; valid until the next call.</summary>
    public ReadOnlySpan<char> Chars(ReadOnlySpan<byte> body)
    {
        if (_chars.Length < body.Length)
            _chars = new char[body.Length * 2];
        return _chars.AsSpan(0, JsonText.Decode(body, _chars));
    }

    /// <summary>A string body as plain UTF-8: itself where nothing is escaped, else valid until the next call.</summary>
    public ReadOnlySpan<byte> Utf8(ReadOnlySpan<byte> body)
    {
        if (!body.Contains((byte)'\\'))
            return body;
        if (_utf8.Length < body.Length)
            _utf8 = new byte[body.Length * 2];
        return _utf8.AsSpan(0, JsonText.DecodeUtf8(body, _utf8));
    }

    /// <summary>Ready for the next instance, without what one enormous one took.</summary>
    public Workspace Trimmed()
    {
        Tape.Trim();
        Marks.Clear();
        Scopes.Clear();
        Following.Clear();
        _slotCount = 0;
        if (_chars.Length > KeptBytes)
            _chars = new char[1024];
        if (_utf8.Length > KeptBytes)
            _utf8 = new byte[1024];
        if (_slots.Length > KeptBytes)
            _slots = new int[64];
        return this;
    }
}
