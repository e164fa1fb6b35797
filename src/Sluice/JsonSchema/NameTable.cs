using System.Runtime.InteropServices;
using Sluice.Records;

namespace Sluice.JsonSchema;

/// <summary>Field names to their numbers, looked up by bytes: length and the first bytes choose, then all are compared.</summary>
sealed class NameTable
{
    readonly byte[][] _names;
    readonly int[] _buckets;
    readonly int[] _next;

    public NameTable(IEnumerable<string> names)
    {
        _names = [.. names.Select(System.Text.Encoding.UTF8.GetBytes)];
        _buckets = new int[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, _names.Length * 2))];
        _next = new int[_names.Length];
        Array.Fill(_buckets, -1);
        for (var i = 0; i < _names.Length; i++)
        {
            ref var bucket = ref _buckets[BucketOf(_names[i])];
            (_next[i], bucket) = (bucket, i);
        }
    }

    public int Count => _names.Length;

    /// <summary>The number of a name as sent, or -1.</summary>
    public int Find(ReadOnlySpan<byte> sent, bool isEscaped)
    {
        if (isEscaped)
            sent = System.Text.Encoding.UTF8.GetBytes(JsonText.Decode(sent));
        for (var i = _buckets[BucketOf(sent)]; i >= 0; i = _next[i])
            if (_names[i].AsSpan().SequenceEqual(sent))
                return i;
        return -1;
    }

    int BucketOf(ReadOnlySpan<byte> name)
    {
        var hash = (uint)name.Length * 0x9E3779B1;
        if (name.Length >= 8)
        {
            hash ^= (uint)(MemoryMarshal.Read<ulong>(name) * 0x9E3779B97F4A7C15 >> 32);
            hash += (uint)(MemoryMarshal.Read<ulong>(name[^8..]) * 0xC2B2AE3D27D4EB4F >> 32);
        }
        else
        {
            foreach (var b in name)
                hash = (hash ^ b) * 0x01000193;
        }
        return (int)((hash ^ (hash >> 15)) & (uint)(_buckets.Length - 1));
    }
}
