namespace Sluice.Validate.Reports;

/// <summary>The style of <see cref="HtmlReport"/>: paper and ink. Every pair of colours meets WCAG AA in both schemes.</summary>
static class ReportStyle
{
    public const string Sheet = """
        :root {
          color-scheme: light dark;
          --paper: #faf8f3; --sheet: #fffefb; --ink: #23262b; --quiet: #5b5f66; --line: #ded8ca; --accent: #1d5c63;
          --good: #2c6a3a; --bad: #9a2c1d; --odd: #7a5200; --bad-wash: #f8e3de; --odd-wash: #f8ecd0;
          --serif: "Iowan Old Style", "Palatino Linotype", Palatino, "Book Antiqua", Georgia, "Noto Serif", serif;
          --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
          --mono: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "Liberation Mono", monospace;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --paper: #14181b; --sheet: #1b2125; --ink: #e7e4dc; --quiet: #a6abae; --line: #353d42; --accent: #84c8c8;
            --good: #90cf9d; --bad: #f29c8e; --odd: #e3bd6b; --bad-wash: #40231e; --odd-wash: #3a2f16;
          }
        }
        * { box-sizing: border-box; }
        html { scroll-padding-top: 1rem; }
        body { margin: 0 auto; max-width: 76rem; padding: 0 1.25rem 4rem; background: var(--paper); color: var(--ink); font: 1rem/1.5 var(--sans); overflow-wrap: anywhere; }
        header { padding: 2.25rem 0 .5rem; }
        h1, h2, h3 { font-family: var(--serif); font-weight: 600; line-height: 1.2; }
        h1 { font-size: clamp(1.6rem, 1.2rem + 1.8vw, 2.3rem); margin: 0 0 .4rem; }
        h2 { font-size: 1.45rem; margin: 3rem 0 .6rem; }
        h3 { font-size: 1.1rem; margin: 0 0 .3rem; display: flex; align-items: center; gap: .6rem; }
        p { margin: 0 0 .6rem; }
        a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: .18em; }
        a:hover { text-decoration-thickness: 2px; }
        :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
        code, th[scope=row] { font: .87em/1.45 var(--mono); }
        h3 code { font-size: 1em; font-weight: 600; }
        i { color: var(--quiet); }
        .quiet { color: var(--quiet); }
        .counts { display: grid; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); gap: .8rem; margin: 1rem 0; }
        .counts div { background: var(--sheet); border: 1px solid var(--line); border-top: 3px solid var(--quiet); border-radius: 6px; padding: .8rem 1rem; }
        .counts .good { border-top-color: var(--good); } .counts .bad { border-top-color: var(--bad); } .counts .odd { border-top-color: var(--odd); }
        dt { color: var(--quiet); font-size: .9rem; }
        dd { margin: 0; font: 600 1.9rem/1.2 var(--serif); font-variant-numeric: tabular-nums; }
        .counts .good dd { color: var(--good); } .counts .bad dd { color: var(--bad); } .counts .odd dd { color: var(--odd); }
        .share { height: .6rem; background: var(--bad); border-radius: .3rem; overflow: hidden; margin: 0 0 .3rem; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
        .share span { display: block; height: 100%; background: var(--good); }
        .calm { margin: 2rem 0; padding: 1rem 1.25rem; background: var(--sheet); border: 1px solid var(--line); border-left: 4px solid var(--good); border-radius: 6px; }
        table { width: 100%; border-collapse: separate; border-spacing: 0; background: var(--sheet); border: 1px solid var(--line); border-radius: 6px; margin: 0 0 1.5rem; font-size: .93rem; }
        caption { text-align: left; color: var(--quiet); font-size: .9rem; padding: 0 0 .35rem; }
        th, td { text-align: left; vertical-align: baseline; padding: .45rem .75rem; border-bottom: 1px solid var(--line); }
        tbody tr:last-child > * { border-bottom: 0; }
        thead th { position: sticky; top: 0; background: var(--sheet); color: var(--quiet); font: 600 .8rem/1.4 var(--sans); box-shadow: inset 0 -1px var(--line); border-bottom: 0; overflow-wrap: normal; z-index: 1; border-radius: 6px 6px 0 0; }
        th[scope=row] { font-weight: 500; }
        tbody tr:hover > * { background: color-mix(in srgb, var(--accent) 7%, transparent); }
        .n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        td.bad { color: var(--bad); font-weight: 600; }
        .codes th[scope=row] { white-space: nowrap; }
        .codes .n { min-width: 5.5rem; }
        .bar { display: block; height: 3px; min-width: 2px; margin: .25rem 0 0 auto; border-radius: 2px; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
        .bar.bad { background: var(--bad); } .bar.odd { background: var(--odd); }
        .pill { display: inline-block; padding: .05rem .55rem; border-radius: 1rem; font: 600 .78rem/1.5 var(--sans); }
        .pill.bad { background: var(--bad-wash); color: var(--bad); } .pill.odd { background: var(--odd-wash); color: var(--odd); }
        .tag { display: inline-block; margin: 0 .7rem .1rem 0; font-size: .9em; overflow-wrap: normal; }
        section { margin: 0 0 2rem; scroll-margin-top: 1rem; }
        .examples, .rejected { table-layout: fixed; }
        .examples th:nth-child(1) { width: 17%; } .examples th:nth-child(2) { width: 25%; } .examples th:nth-child(3) { width: 12%; }
        .rejected th:nth-child(1) { width: 34%; } .rejected th:nth-child(2) { width: 34%; }
        @media (max-width: 44rem) {
          body { padding: 0 .8rem 3rem; }
          table { font-size: .82rem; }
          th, td { padding: .35rem .4rem; }
          .codes td:last-child, .codes thead th:last-child { display: none; }
          .codes .n { min-width: 0; }
          .codes th[scope=row] { white-space: normal; }
          .examples th:nth-child(2), .examples td:nth-child(2) { display: none; }
          .examples th:nth-child(1) { width: 26%; } .examples th:nth-child(3) { width: 20%; }
          .counts { grid-template-columns: 1fr 1fr; }
        }
        @media print {
          :root { --paper: #fff; --sheet: #fff; --ink: #000; --quiet: #444; --line: #bbb; --accent: #000; --good: #1d5c2a; --bad: #8a1c0d; --odd: #6a4600; --bad-wash: #fff; --odd-wash: #fff; }
          body { max-width: none; padding: 0; font-size: 9.5pt; }
          thead th { position: static; }
          thead { display: table-header-group; }
          tr, .counts div { break-inside: avoid; }
          h2, h3, caption { break-after: avoid; }
          a { text-decoration: none; }
        }

        """;
}
