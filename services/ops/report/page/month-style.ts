/** The style of the page of a month: light and dark, wide and narrow, and on paper (A4 or Letter). */

const LIGHT = `--ink: #16181d; --soft: #565d6b; --paper: #f4f5f7; --card: #fff; --line: #c9ced7; --bar: #0b57d0;
  --track: #e4e7ec; --delivered: #1a6b52; --pale: #fff; --red: #b3261e; --dot: #fff; --rest: #4b5361;
  --alert: #fff4e0; --alert-line: #8a5300;`;
const DARK = `--ink: #e8eaed; --soft: #a9b1be; --paper: #121417; --card: #1b1e23; --line: #3f4550; --bar: #8ab4f8;
  --track: #2b3038; --delivered: #63c2a2; --pale: #1b1e23; --red: #ff8a80; --dot: #1b1e23; --rest: #a9b1be;
  --alert: #2d2412; --alert-line: #ffb74d;`;

export const MONTH_STYLE = `
:root { color-scheme: light dark; ${LIGHT} }
@media screen and (prefers-color-scheme: dark) { :root { ${DARK} } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1320px; padding: 24px; background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, "Segoe UI", Helvetica, Arial, "Noto Sans", sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 26px; line-height: 1.2; margin: 0 0 4px; } h2 { font-size: 20px; margin: 0 0 12px; }
p { margin: 0 0 8px; } .soft { color: var(--soft); }
section { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 20px; margin: 20px 0; }
.alert { background: var(--alert); border-color: var(--alert-line); border-left-width: 6px; }
.alert ul, .notes ul { margin: 0; padding-inline-start: 20px; } li { margin: 0 0 4px; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px; margin: 20px 0; }
.figures div { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 12px 16px; }
.figures dt { color: var(--soft); font-size: 14px; } .figures dd { margin: 0; }
.figures .figure { font-size: 26px; font-weight: 600; line-height: 1.3; overflow-wrap: normal; }
.figures .detail { color: var(--soft); font-size: 14px; }
.chart { display: block; margin: 0 0 12px; overflow: visible; } .patterns { position: absolute; }
.chart text { fill: var(--ink); font-size: 14px; } .chart .value { text-anchor: end; font-variant-numeric: tabular-nums; }
.chart .axis { fill: var(--soft); font-size: 11px; } .chart .middle { text-anchor: middle; }
.grid { stroke: var(--line); } .track { fill: var(--track); } .bar { fill: var(--bar); }
.delivered { fill: var(--delivered); } .accepted { fill: url(#accepted); stroke: var(--delivered); }
.missed { fill: url(#missed); } .rest { fill: url(#rest); stroke: var(--rest); }
.pale { fill: var(--pale); } .red { fill: var(--red); } .dot { fill: var(--dot); }
.stroke { fill: none; stroke-width: 1.4; } .delivered-line { stroke: var(--delivered); } .rest-line { stroke: var(--rest); }
.legend { display: flex; flex-wrap: wrap; gap: 4px 20px; list-style: none; margin: 0 0 12px; padding: 0; font-size: 14px; }
.legend svg { vertical-align: -2px; overflow: visible; }
.table { overflow-x: auto; } .table:focus-visible { outline: 3px solid var(--bar); outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; font-size: 13px; line-height: 1.4; overflow-wrap: normal; }
caption { text-align: start; font-weight: 600; padding: 0 0 8px; }
th, td { padding: 6px; text-align: start; vertical-align: top; border-bottom: 1px solid var(--line); }
th { font-weight: 600; } tbody th { font-weight: 400; overflow-wrap: break-word; min-width: 9em; max-width: 22em; }
.table th:first-child { position: sticky; inset-inline-start: 0; background: var(--card); }
thead th { vertical-align: bottom; border-bottom: 2px solid var(--soft); }
.number { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; } thead .number { white-space: normal; }
.fixed { white-space: nowrap; } .words { min-width: 14em; } tfoot th, tfoot td { font-weight: 600; border-top: 2px solid var(--soft); border-bottom: 0; }
@media (max-width: 600px) { body { padding: 12px; } section { padding: 14px; } th, td { padding: 6px; } }
@page { margin: 12mm; }
@media print {
  body { max-width: none; padding: 0; background: none; font-size: 10pt; }
  section { border: 0; border-top: 1px solid var(--line); border-radius: 0; padding: 8pt 0; margin: 8pt 0; background: none; }
  .alert { border: 1px solid var(--alert-line); border-left-width: 6px; padding: 8pt; break-inside: avoid; }
  .figures { grid-template-columns: repeat(5, 1fr); gap: 6pt; } .figures div { padding: 4pt 6pt; break-inside: avoid; }
  .figures .figure { font-size: 15pt; } .figures .detail, .figures dt { font-size: 8pt; }
  .table th:first-child { position: static; background: none; } .chart text { font-size: 9pt; } .chart .axis { font-size: 7pt; }
  h1 { font-size: 18pt; } h2 { font-size: 13pt; break-after: avoid; } .chart, .legend { break-inside: avoid; } .chart { break-after: avoid; }
  .table { overflow: visible; } table { font-size: 7.5pt; } th, td { padding: 2pt 4pt; } tr, .short { break-inside: avoid; }
  thead { display: table-header-group; } tfoot { display: table-row-group; } .words { min-width: 0; }
  svg { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
