using System.Collections.Frozen;

namespace Sluice.Publish.Privacy.Second;

/// <summary>Words that are looked up in any case.</summary>
sealed class WordList
{
    readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _words;

    WordList(string words) =>
        _words = words.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    public bool Contains(ReadOnlySpan<char> word) => _words.Contains(word);

    /// <summary>Top levels by which an address is known even where its dots are words.</summary>
    public static WordList WellKnown { get; } = new(
        "com org net edu gov mil io ai ac uk de fr ch nl au ca us info eu in jp cn se no dk fi it es at be nz ie il me co dev app example");

    /// <summary>Top levels by which an address is known even where there are spaces in it.</summary>
    public static WordList Known { get; } = new(
        "com org net edu gov mil int io ai ac uk de fr ch nl au ca us info eu in jp cn se no dk fi it es at be nz ie il me co dev app example "
        + "ar br cl mx pe uy ve ec bo cr cu do gt hn ni pa sv za ng ke gh eg ma tn et ug zm zw rw ae sa qa kw om jo lb iq ir tr gr cy pt pl cz sk hu ro bg hr si rs "
        + "ba mk al ua by ru kz uz ge am az lt lv ee is lu li mt mc sg my th vn ph id kr tw hk mo mn np lk bd pk fj tv cc ws "
        + "name biz pro edu museum aero jobs mobi travel xyz tech online site website cloud club group team foundation institute academy university science "
        + "research center centre world global earth space today news blog email page wiki study school college education systems software solutions digital "
        + "agency company network institute ventures capital fund philanthropy ngo charity live life media press studio design art link test invalid");

    /// <summary>Top levels that are English words as well.</summary>
    public static WordList AlsoEnglish { get; } = new("in it is no at be me us so to do as am my id live life today world space page name link art test pro");

    /// <summary>What stands behind a dot in code and in the names of files, where an address has its top level.</summary>
    public static WordList NoTopLevel { get; } = new(
        "weight weights bias transpose shape size grad data values value item items dot matmul mean sum norm detach numpy cpu cuda inverse inv real imag diag trace "
        + "copy clone flatten reshape view t h py js ts json jsonl yaml yml toml xml html htm css md rst txt png jpg jpeg gif svg webp tex pdf csv tsv log conf cfg ini "
        + "service socket timer target mount proj forward backward self cls length len max min argmax sqrt exp ndim dtype device tensor array matrix vector param params "
        + "state states keys key query unsqueeze squeeze permute contiguous expand float half double long toarray todense conj adjoint eval train loss logits "
        + "embedding embeddings hidden output outputs input inputs head heads layer layers attn mlp cpp hpp java rb lua exe dll zip tar gz bz whl jar min latest");

    /// <summary>Hosts and words that are never the beginning of a domain that was cut.</summary>
    public static WordList NoHost { get; } = new("localhost host hostname server machine remote latest master main head k n property dataclass the them him her it all once first last least");

    /// <summary>What a measure is called in front of its <c>@k</c>.</summary>
    public static WordList Measures { get; } = new("recall precision pass hits hit ndcg map mrr top acc accuracy success bleu rouge prec rec f1 auc best maj cons majority iou ap mean hr");

    /// <summary>English words in front of <c>at</c> that are no one's name at a host.</summary>
    public static WordList NoLocalPart { get; } = new(
        "a an and any are am is was were be been being look looks looked looking we i you he she it they them us me him her arrive arrives arrived arriving available work works "
        + "worked working out not now here there meet meets met meeting start starts started starting begin begins began stop stops stopped end ends ended stay stays "
        + "stayed live lives lived living aim aims aimed aiming point points pointed pointing good bad better best great point stare stares stared staring gaze gazed "
        + "laugh laughed smile smiled shout shouted throw threw thrown fire fired shoot shot arriving sit sits sat sitting stand stands stood standing located based found "
        + "held hold holds holding keep keeps kept evaluated evaluate measured computed sampled placed put set fixed trained taken occurs occur occurred happen happens happened "
        + "hosted published posted seen see saw known left right back home both all one two three only just also even still then that this these those what which who whom where when "
        + "how why or but if so as at by for from in into of off on onto over to up with without down first last least most more less once twice again people person "
        + "researchers researcher professor student students team everyone anyone someone nobody everybody value values function evaluated play plays played hit hits "
        + "jump jumps jumped click clicks clicked glance glanced peek come comes came coming go goes went gone going try tried get gets got buy bought sell sold estimated "
        + "valued priced read reads listed registered run runs ran running open opens opened closed equal equals converge converges converged center centered arrived "
        + "appear appears appeared remain remains remained speak speaks spoke talk talks talked visit visits visited line lines vector derivative gradient curve");

    /// <summary>Words behind a bare <c>at</c> that are no host.</summary>
    public static WordList NoLabel { get; } = new(
        "a an the this that these those each every one any some another no his her its my your our their which what such same first second third last next red blue green yellow "
        + "black white grey gray little big small large single high low center central time data all both most least");
}
