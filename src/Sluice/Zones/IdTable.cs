namespace Sluice.Zones;

/// <summary>
/// A map from id keys to the chained hash of their rows, 32 bytes an entry and no pointer. It is many small tables, by
/// the key's first bits, so that growing copies one of them and never doubles the whole.
/// </summary>
sealed class IdTable
{
    const int PartBits = 12;
    const double Fullest = 0.8, Growth = 1.25;

    readonly Part[] _parts = new Part[1 << PartBits];

    /// <summary>Keys are hashes: the first bits are as good as any, and zero, which marks an empty place, never comes up.</summary>
    ref Part PartOf(UInt128 id) => ref _parts[(int)(id >> (128 - PartBits))];

    public bool TryGet(UInt128 id, out UInt128 rows)
    {
        rows = default;
        if (PartOf(id).Entries is not { } entries)
            return false;
        ref readonly var entry = ref entries[PlaceOf(id, entries)];
        rows = entry.Rows;
        return entry.Id == id;
    }

    public void Set(UInt128 id, UInt128 rows)
    {
        ref var part = ref PartOf(id);
        part.Entries ??= new Entry[8];
        if (part.Count + 1 > part.Entries.Length * Fullest)
            part.Grow();
        ref var entry = ref part.Entries[PlaceOf(id, part.Entries)];
        if (entry.Id != id)
            part.Count++;
        entry = new Entry(id, rows);
    }

    /// <summary>In no order.</summary>
    public IEnumerable<(UInt128 Id, UInt128 Rows)> Entries()
    {
        foreach (var part in _parts)
            foreach (var (id, rows) in part.Entries ?? [])
                if (id != UInt128.Zero)
                    yield return (id, rows);
    }

    // Where it stands, or the empty place where it would.
    static int PlaceOf(UInt128 id, Entry[] entries)
    {
        var place = (int)(((ulong)(uint)id * (uint)entries.Length) >> 32);
        while (entries[place].Id != id && entries[place].Id != UInt128.Zero)
            if (++place == entries.Length)
                place = 0;
        return place;
    }

    readonly record struct Entry(UInt128 Id, UInt128 Rows);

    struct Part
    {
        public Entry[]? Entries;
        public int Count;

        public void Grow()
        {
            var grown = new Entry[(int)(Entries!.Length * Growth) + 1];
            foreach (var entry in Entries)
                if (entry.Id != UInt128.Zero)
                    grown[PlaceOf(entry.Id, grown)] = entry;
            Entries = grown;
        }
    }
}
