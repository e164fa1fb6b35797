using System.Text;
using Sluice.Records;

namespace Sluice.Extract;

/// <summary>Says of a defective row what was found and what was expected; it goes to quarantine with its bytes.</summary>
static class Defect
{
    public static Finding FindingFor(DropReason reason, UpstreamRow row, Extraction extraction)
    {
        var date = reason == DropReason.MalformedJson ? null : Sent(extraction.Row);
        return reason switch
        {
            DropReason.MissingDate => Finding.Error("date.missing", "/date_published", date, "a publication date"),
            DropReason.UnreadableDate => Finding.Error("date.unreadable", "/date_published", date,
                "YYYY-MM-DD, an RFC 3339 date-time, or YYYY-MM-DD, h:mm AM|PM, of a day that exists"),
            _ when row.TooLong => Finding.Error("json.line_too_long", "", "more than 64 MiB", "a line of at most 64 MiB; its bytes stay in the raw file"),
            _ => Finding.Error("json.malformed", "", Around(row, extraction.Fault),
                $"{extraction.Fault.Expected} at byte {extraction.Fault.Offset} of the line"),
        };
    }

    static string Sent(Candidate row) =>
        row.Line.TryGet("date_published"u8, out var value) ? Encoding.UTF8.GetString(value.Bytes)
        : row.TryGetString("date_published"u8, out var column) ? $"\"{Encoding.UTF8.GetString(column)}\"" : "absent";

    static string Around(UpstreamRow row, JsonFault fault)
    {
        var bytes = row.Bytes.Span;
        var from = Math.Clamp(fault.Offset - 20, 0, bytes.Length);
        var to = Math.Clamp(fault.Offset + 20, 0, bytes.Length);
        return from == to ? "the end of the line" : Encoding.UTF8.GetString(bytes[from..to]);
    }
}
