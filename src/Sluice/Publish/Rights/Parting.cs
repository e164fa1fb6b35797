using Sluice.Publish.Privacy;
using Sluice.Records;
using Sluice.Records.Citations;

namespace Sluice.Publish.Rights;

/// <summary>
/// Parts a document into the line that the release holds and, where its text is not served, the line that stays in the
/// lake: its text and every other field of upstream's that holds prose. Both come from what the privacy gate left.
/// </summary>
public sealed class Parting
{
    const string Repairs = Provenance.Field + ".repairs", Originals = Provenance.Field + ".original";

    // A name that is longer is itself a text.
    const int LongestName = 80;

    static readonly byte[] s_null = "null"u8.ToArray();

    readonly LineEdit _edit = new();
    readonly JsonLineBuilder _rights = new(), _privacy = new(), _provenance = new(), _local = new();
    readonly List<string> _withheld = [];
    readonly HashSet<string> _named = new(StringComparer.Ordinal);
    readonly RecordLine _draft = new();
    bool _cuts;

    /// <summary>The line of <c>documents.jsonl</c>; valid until the next document.</summary>
    public RecordLine Served { get; } = new();

    /// <summary>The line of <c>local/texts.jsonl</c>; empty where the text is served.</summary>
    public ReadOnlyMemory<byte> Local { get; private set; }

    /// <param name="document">In the form of a release, as the privacy gate leaves it.</param>
    /// <param name="methods">Names of the gate's detectors.</param>
    /// <param name="ownAbstract">Whether the abstract is upstream's own, not gathered from what others wrote of the work.</param>
    public void Part(RecordLine document, DocumentRights rights, PrivacyVerdict verdict, IReadOnlyList<string> methods, bool ownAbstract)
    {
        _edit.Begin(document);
        _withheld.Clear();
        _named.Clear();
        (Local, _cuts) = (default, false);
        if (!rights.IsServed)
        {
            _local.Clear().BeginObject().Name("document_id"u8).String(document.GetString("document_id"u8));
            var keepsAbstract = ownAbstract && rights.MetadataLicense is not null && verdict.Disagreed.Count == 0;
            for (var i = 0; i < document.FieldCount; i++)
                Withhold(document, i, JsonText.Decode(document.NameOf(i)), keepsAbstract);
            Local = _local.EndObject().Memory;
            if (_cuts)
            {
                // Its citation was made of what is not served.
                _edit.ApplyTo(_draft);
                rights = rights with { Citation = Citation.Plain(_draft), Attribution = null };
            }
        }
        rights.WriteTo(_rights.Clear(), _withheld);
        _edit.Replace(document.IndexOf("rights"u8), _rights.Memory);
        if (verdict.Redacted.Count + verdict.Disagreed.Count > 0)
            _edit.Replace(document.IndexOf("privacy"u8), Told(verdict, methods));
        else
            Remove(document, document.IndexOf("privacy"u8));
        _edit.ApplyTo(Served);
    }

    void Withhold(RecordLine document, int index, string name, bool keepsAbstract)
    {
        var value = document.ValueOf(index);
        if (name == Provenance.Field)
            WithholdChanges(document, index);
        else if (name == "title" && value.Kind == JsonKind.String)
            CutTitle(document, index, value);
        else if (Prose.IsList(name) && value.Kind == JsonKind.Array)
            WithholdItems(index, name, value);
        else if (name is "rights" or "privacy" || Prose.IsKept(name) || (name == "abstract" && keepsAbstract) || HoldsNothing(value.Bytes) && name.Length <= Prose.LongestNote)
            return;
        else if (Prose.Is(name, value.Bytes))
        {
            Tell(name).Raw(value.Bytes);
            if (name == "text")
                _edit.Replace(index, s_null);
            else
                Remove(document, index);
        }
    }

    static bool HoldsNothing(ReadOnlySpan<byte> json) => json is [(byte)'n', ..] or [(byte)'[', (byte)']'] or [(byte)'"', (byte)'"'];

    // A title describes the document, unless it goes on with its text.
    void CutTitle(RecordLine document, int index, JsonView title)
    {
        if (title.Body.Length <= Prose.LongestNote || Prose.CutTitle(title.GetString(), document.GetString("text"u8) ?? "") is not { } cut)
            return;
        Tell("title").Raw(title.Bytes);
        _edit.Replace(index, new JsonLineBuilder().String(cut).Memory);
        _cuts = true;
    }

    void WithholdItems(int index, string name, JsonView list)
    {
        var kept = new JsonLineBuilder().BeginArray();
        var leavesOut = false;
        foreach (var item in list.Items())
            if (Prose.IsLong(item.Bytes, Prose.LongestItem))
                leavesOut = true;
            else
                kept.Raw(item.Bytes);
        if (!leavesOut)
            return;
        Tell(name).Raw(list.Bytes);
        _edit.Replace(index, kept.EndArray().Memory);
        _cuts = true;
    }

    JsonLineBuilder Tell(string name)
    {
        if (_named.Add(name))
            _withheld.Add(name.Length <= LongestName ? name : Prose.Cut(name, LongestName / 2));
        return _local.Name(name);
    }

    // With the comma in front of it: the document's id stands before all.
    void Remove(RecordLine document, int index) => _edit.Splice(document.Fields[index - 1].ValueEnd, document.Fields[index].ValueEnd, default);

    // Of the repairs stays how many there were; what stood there, and what stands there now, are pieces of the text.
    void WithholdChanges(RecordLine document, int index)
    {
        var value = document.ValueOf(index);
        if (value.Kind != JsonKind.Object)
            return;
        var changed = false;
        _provenance.Clear().BeginObject();
        var members = value.Members();
        while (members.MoveNext())
        {
            _provenance.Name(members.Name);
            var isRepairs = members.Name.SequenceEqual("repairs"u8) && members.Current.Kind == JsonKind.Array;
            var isOriginals = members.Name.SequenceEqual("original"u8) && members.Current.Kind == JsonKind.Object;
            if (!(isRepairs && members.Current.Bytes.IndexOf("\"places\""u8) >= 0) && !(isOriginals && HoldsProseByName(members.Current)))
            {
                _provenance.Raw(members.Current.Bytes);
                continue;
            }
            changed = true;
            Tell(isRepairs ? Repairs : Originals).Raw(members.Current.Bytes);
            if (isRepairs)
                WithoutPlaces(members.Current);
            else
                WithoutProse(members.Current);
        }
        if (changed)
            _edit.Replace(index, _provenance.EndObject().Memory);
    }

    void WithoutPlaces(JsonView repairs)
    {
        _provenance.BeginArray();
        foreach (var repair in repairs.Items())
        {
            _provenance.BeginObject();
            var members = repair.Members();
            while (members.MoveNext())
                if (!members.Name.SequenceEqual("places"u8))
                    _provenance.Name(members.Name).Raw(members.Current.Bytes);
            _provenance.EndObject();
        }
        _provenance.EndArray();
    }

    void WithoutProse(JsonView originals)
    {
        _provenance.BeginObject();
        var members = originals.Members();
        while (members.MoveNext())
            if (!IsProse(members.Name, members.Current))
                _provenance.Name(members.Name).Raw(members.Current.Bytes);
        _provenance.EndObject();
    }

    static bool HoldsProseByName(JsonView originals)
    {
        var members = originals.Members();
        while (members.MoveNext())
            if (IsProse(members.Name, members.Current))
                return true;
        return false;
    }

    static bool IsProse(ReadOnlySpan<byte> name, JsonView value) => Prose.IsOriginal(JsonText.Decode(name), value);

    ReadOnlyMemory<byte> Told(PrivacyVerdict verdict, IReadOnlyList<string> methods)
    {
        _privacy.Clear().BeginObject().Name("redacted"u8).BeginObject();
        foreach (var (kind, count) in verdict.Redacted)
            _privacy.Name(kind).Number(count);
        _privacy.EndObject();
        if (verdict.Disagreed.Count > 0)
            _privacy.Name("findings"u8).BeginArray().String(FindingCode.PrivacyDisagreement).EndArray();
        _privacy.Name("methods"u8).BeginArray();
        foreach (var method in methods)
            _privacy.String(method);
        return _privacy.EndArray().EndObject().Memory;
    }
}
