namespace Sluice.Zones.Tables;

/// <summary>A cell: where it lies in its record, without its quotes.</summary>
/// <param name="Doubled">A quote in it is written twice.</param>
readonly record struct CsvCell(int Start, int End, bool Doubled);

/// <summary>
/// Finds the cells of one record, and where it ends, in linear time and however the bytes come: what is not whole yet is
/// gone on with when more has come. Places count from the record's first byte. LF ends a record; where the first one, which
/// is the header, ends in a CR without an LF, so does a bare CR for the whole file.
/// </summary>
sealed class CsvCells(byte delimiter)
{
    enum State
    {
        Begin,
        Plain,
        Quoted,
        Closed,
    }

    const int MostReturns = 2;

    readonly List<CsvCell> _cells = [];
    State _state;
    int _cell;
    bool _doubled;
    bool _decided;
    bool _returnEnds;

    public int Count => _cells.Count;

    public CsvCell this[int index] => _cells[index];

    /// <summary>Where a quoted cell goes on behind its closing quote, which no CSV does; -1 if none does.</summary>
    public int Broken { get; private set; } = -1;

    public void Clear()
    {
        _cells.Clear();
        (_state, _cell, _doubled, Broken) = (State.Begin, 0, false, -1);
    }

    /// <summary>Goes on from <paramref name="at"/>; true once the record is whole, and then that is behind its line end.</summary>
    /// <param name="lines">Counts every line end that goes by.</param>
    public bool Take(ReadOnlySpan<byte> record, ref int at, ref long lines)
    {
        while (at < record.Length)
        {
            switch (_state)
            {
                case State.Begin when record[at] == (byte)'"':
                    (_state, _cell, _doubled) = (State.Quoted, ++at, false);
                    break;
                case State.Begin:
                    (_state, _cell, _doubled) = (State.Plain, at, false);
                    break;
                case State.Plain:
                    var plain = _decided && !_returnEnds ? record[at..].IndexOfAny(delimiter, (byte)'\n') : record[at..].IndexOfAny(delimiter, (byte)'\n', (byte)'\r');
                    if (plain < 0)
                    {
                        at = record.Length;
                        return false;
                    }
                    at += plain;
                    if (record[at] == (byte)'\r' && !_returnEnds)
                    {
                        if (!Decide(record[at..]))
                            return false;
                        at += _returnEnds ? 0 : record[at..].IndexOfAnyExcept((byte)'\r');
                    }
                    if (EndCell(record, ref at, ref lines, _cell, at))
                        return true;
                    break;
                case State.Quoted:
                    var quoted = _returnEnds ? record[at..].IndexOfAny((byte)'"', (byte)'\n', (byte)'\r') : record[at..].IndexOfAny((byte)'"', (byte)'\n');
                    if (quoted < 0)
                    {
                        at = record.Length;
                        return false;
                    }
                    at += quoted;
                    if (record[at++] == (byte)'"')
                        _state = State.Closed;
                    else
                        lines++;
                    break;
                case State.Closed:
                    if (record[at] == (byte)'"')
                    {
                        (_state, _doubled) = (State.Quoted, true);
                        at++;
                        break;
                    }
                    // A CR counts as part of the line end only if an LF follows, which may not have come yet; and so do two,
                    // as they are where a file was converted twice.
                    var (close, behind) = (at - 1, at);
                    if (!_decided && record[at] == (byte)'\r' && !Decide(record[at..]))
                        return false;
                    while (!_returnEnds && behind < record.Length && behind < at + MostReturns && record[behind] == (byte)'\r')
                        behind++;
                    if (behind == record.Length)
                        return false;
                    if (record[behind] == (byte)'\n')
                        at = behind;
                    if (record[at] == delimiter || IsEnd(record[at]))
                    {
                        if (EndCell(record, ref at, ref lines, _cell, close))
                            return true;
                        break;
                    }
                    if (Broken < 0)
                        Broken = at;
                    _state = State.Plain;
                    break;
            }
        }
        return false;
    }

    bool IsEnd(byte b) => b == (byte)'\n' || (_returnEnds && b == (byte)'\r');

    // What follows the first CR outside quotes tells how this file ends its records. False if that has not come yet.
    bool Decide(ReadOnlySpan<byte> returns)
    {
        if (returns.IndexOfAnyExcept((byte)'\r') is not (>= 0 and var behind))
            return false;
        (_decided, _returnEnds) = (true, returns[behind] != (byte)'\n');
        return true;
    }

    bool EndCell(ReadOnlySpan<byte> record, ref int at, ref long lines, int start, int end)
    {
        var isLast = IsEnd(record[at++]);
        if (isLast)
        {
            _decided = true;
            lines++;
            while (_state == State.Plain && end > start && record[end - 1] == (byte)'\r')
                end--;
        }
        _cells.Add(new CsvCell(start, end, _doubled));
        _state = State.Begin;
        return isLast;
    }

    /// <summary>Ends the last record of a file, which needs no line end. False if it ends between quotes.</summary>
    public bool End(ReadOnlySpan<byte> record)
    {
        if (_state == State.Quoted)
            return false;
        var last = record.Length;
        while (last > 0 && record[last - 1] == (byte)'\r')
            last--;
        var end = _state == State.Closed ? last - 1 : last;
        _cells.Add(new CsvCell(_state == State.Begin ? record.Length : _cell, _state == State.Begin ? record.Length : Math.Max(_cell, end), _doubled));
        return true;
    }

    /// <summary>Of a record that is too long nothing is remembered but in what it is.</summary>
    public void Forget() => _cells.Clear();
}
