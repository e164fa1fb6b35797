using System.Buffers;

namespace Sluice.Records;

/// <summary>
/// The bytes 0x80 to 0xFF as Windows-1252 and as Latin-1 read them. Beyond 0x9F both agree; below, Latin-1 has controls,
/// and so has Windows-1252 for the five bytes that it leaves open.
/// </summary>
public static class Windows1252
{
    const string Upper = "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178";

    static readonly SearchValues<char> InUpper = SearchValues.Create(Upper);

    /// <summary>What the byte is read as.</summary>
    public static char CharOf(byte b) => b is >= 0x80 and <= 0x9F ? Upper[b - 0x80] : (char)b;

    /// <summary>The byte that was read as this character by either encoding, or -1.</summary>
    public static int ByteOf(char c) => c <= '\u00FF' ? c : InUpper.Contains(c) ? 0x80 + Upper.IndexOf(c, StringComparison.Ordinal) : -1;
}
