using System.Text.Json.Nodes;

namespace Sluice.Serve;

/// <summary>One changed place of a field, with a little of what stands around it.</summary>
/// <param name="Item">Which item of a list, from 0; null if the field is none.</param>
/// <param name="At">Where it begins in the text before, in UTF-16 units; 0 for a value that is not a text.</param>
/// <param name="Before">What stood there.</param>
/// <param name="After">What stands there now; null if the field is gone.</param>
public sealed record DiffPlace(int? Item, int At, string? Before, string? After, string ContextBefore, string ContextAfter);

/// <summary>A field that cleaning changed.</summary>
/// <param name="By">The cleaners that name it, as <c>name@version</c>.</param>
public sealed record DiffField(string Field, IReadOnlyList<string> By, IReadOnlyList<DiffPlace> Places);

/// <summary>What cleaning changed in a record.</summary>
/// <param name="Stage">The stage that cleaned it, as <c>clean@2</c>.</param>
/// <param name="Added">Fields that cleaning derived and added, with their values; they change nothing of the record.</param>
/// <param name="Repairs">What the record itself tells of them, as in its <c>_provenance.repairs</c>.</param>
public sealed record DiffAnswer(string Id, string Source, string Dump, string Stage, bool Changed, IReadOnlyList<DiffField> Fields, JsonObject Added, JsonArray Repairs);
