# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The style of all pages: narrow and wide, light and dark, on paper too. No colour says what no word says."""

from __future__ import annotations

STYLE = """
:root {
  color-scheme: light dark;
  --paper: #fff; --soft: #f4f6f8; --ink: #1b2129; --quiet: #56606c; --line: #dbe0e6; --link: #1d5a96;
  --bar: #44719e; --track: #e1e7ed; --rest: #c8505b; --high: #b3202f; --medium: #8a5800; --low: #3d6184; --good: #1d7342;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #12161b; --soft: #1b2128; --ink: #e3e8ee; --quiet: #a3adb9; --line: #343d47; --link: #8fbdec;
    --bar: #7ba6d1; --track: #2d3640; --rest: #e0736f; --high: #ff938c; --medium: #e6b154; --low: #9cbddc; --good: #6fca96;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 1rem; }
body {
  margin: 0 auto; max-width: 78rem; padding: 2.5rem clamp(1rem, 4vw, 3rem) 3rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: anywhere;
}
h1, h2, h3 { line-height: 1.25; text-wrap: balance; }
h1 { font-size: clamp(1.375rem, 1.1rem + 1.2vw, 1.75rem); font-weight: 650; letter-spacing: -0.01em; margin: 0 0 0.75rem; max-width: 64rem; }
h2 { font-size: 1.25rem; font-weight: 650; margin: 0 0 0.25rem; }
h3 { font-size: 1rem; font-weight: 650; margin: 0; }
p { margin: 0.25rem 0; max-width: 52rem; }
section { margin-top: 3rem; }
a { color: var(--link); text-underline-offset: 0.15em; }
a:focus-visible, summary:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 2px; }
code { font: 0.8125rem/1.4 ui-monospace, SFMono-Regular, Consolas, "Liberation Mono", monospace; }
div.code { font-size: 0.8125rem; line-height: 1.4; margin-top: 0.125rem; }
bdi { unicode-bidi: isolate; }
ul { margin: 0.5rem 0; padding-left: 1.25rem; }
.quiet, .kicker, th, caption { color: var(--quiet); }
.small, footer { font-size: 0.875rem; }
.kicker { font-size: 0.875rem; font-weight: 600; margin: 0 0 0.5rem; }
.lead { font-size: 1.125rem; }
.level { font-weight: 600; } td .level { white-space: nowrap; }
.high { color: var(--high); } .medium { color: var(--medium); } .low { color: var(--low); } .good { color: var(--good); }
svg.icon { width: 0.875em; height: 0.875em; margin-right: 0.375em; vertical-align: -0.0625em; fill: currentColor; }
nav { margin-top: 2rem; padding: 0.5rem 0; border: solid var(--line); border-width: 1px 0; font-size: 0.875rem; }
nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; list-style: none; margin: 0; padding: 0; }
nav a { display: inline-block; padding: 0.125rem 0; text-decoration: none; } nav a:hover { text-decoration: underline; }
footer { margin-top: 3.5rem; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--quiet); }

.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: 1.25rem 1.5rem; margin: 2rem 0 0; }
.figures > div { display: flex; flex-direction: column; border-top: 2px solid var(--line); padding-top: 0.5rem; }
.figures dt { order: 1; font-size: 0.875rem; font-weight: 600; }
.figures dd { margin: 0; font-size: 0.875rem; color: var(--quiet); order: 3; }
.figures dd.figure { order: 2; font-size: 2rem; line-height: 1.25; font-weight: 600; letter-spacing: -0.02em; color: var(--ink); }

table { border-collapse: collapse; width: 100%; margin-top: 0.5rem; }
th, td { text-align: start; padding: 0.5rem 1rem 0.5rem 0; vertical-align: top; border-bottom: 1px solid var(--line); }
th:last-child, td:last-child { padding-right: 0; }
thead th { font-size: 0.8125rem; font-weight: 600; vertical-align: bottom; border-bottom-color: var(--quiet); }
tbody th { font-weight: 400; color: var(--ink); }
caption { text-align: start; font-size: 0.875rem; padding-bottom: 0.25rem; }
.number { text-align: end; white-space: nowrap; }
svg.bar { display: block; width: 100%; height: 0.625rem; }
.meter { display: grid; grid-template-columns: minmax(3rem, 1fr) minmax(3.5rem, max-content) 8.5rem; gap: 0.75rem; align-items: center; }
.meter > :nth-child(n + 2) { text-align: end; }
.meter.plain { grid-template-columns: minmax(3rem, 1fr) 4.5rem; }
.track { fill: var(--track); } .rest { fill: var(--rest); } .fill, .column { fill: var(--bar); } .last { fill: var(--ink); } .base { stroke: var(--quiet); }
.two { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 30rem), 1fr)); column-gap: 4rem; }

.past { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 12rem), 1fr)); gap: 1.5rem 2.5rem; margin: 1.25rem 0 1.5rem; }
.past .figure { font-size: 1.5rem; font-weight: 600; letter-spacing: -0.02em; }
.past svg.chart { display: block; width: 100%; height: 3.5rem; margin: 0.25rem 0; }
.ends { display: flex; justify-content: space-between; gap: 1rem; }

.group { margin-top: 2.25rem; }
.group > header { display: flex; flex-wrap: wrap; gap: 0.125rem 1rem; align-items: baseline; }
.rows { table-layout: fixed; } .severity { width: 8rem; } .count { width: 7rem; }
.day { width: 7rem; } .half { width: 42%; } .who { width: 25%; } .found { width: 21%; } .wanted { width: 15%; } .meters .half { width: 56%; }
.ranked .number { padding-right: 2.5rem; }
.card { border: 1px solid var(--line); border-radius: 6px; padding: 1rem 1.25rem 0.75rem; margin: 1rem 0; break-inside: avoid; }
.card tbody tr:last-child td { border-bottom: 0; }
summary { cursor: pointer; padding: 0.25rem 0; }

@media screen and (max-width: 44rem) {
  body { padding-top: 1.5rem; }
  section { margin-top: 2.5rem; }
  .rows, .rows tbody, .rows tr, .rows td, .rows tbody th, .rows caption { display: block; }
  .rows thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .rows tr { padding: 0.75rem 0; border-bottom: 1px solid var(--line); }
  .rows td, .rows tbody th { border: 0; padding: 0.125rem 0; }
  .rows .none { display: none; }
  .rows td[data-label] { position: relative; padding-left: 6.5rem; min-height: 1.75rem; }
  .rows td[data-label]::before { content: attr(data-label); position: absolute; left: 0; font-size: 0.8125rem; line-height: 1.5rem; color: var(--quiet); }
  .rows.ranked tr { display: grid; grid-template-columns: minmax(0, 1fr) auto; }
  .ranked tr > :nth-child(2), .ranked tr > :nth-child(4) { grid-column: 1 / 3; } .ranked .dash { display: none; }
  .ranked tr > :nth-child(3) { grid-row: 1; grid-column: 2; padding-right: 0; }
  .ranked .number::after { content: " found"; font-size: 0.875rem; color: var(--quiet); }
  .meter:not(.plain) { grid-template-columns: minmax(3rem, 1fr) minmax(3.5rem, max-content) minmax(7rem, max-content); }
}
@media print {
  @page { margin: 14mm; }
  body { max-width: none; padding: 0; font-size: 0.8125rem; }
  nav { display: none; }
  section { margin-top: 1.75rem; }
  h2, h3, .group > header { break-after: avoid; }
  tr, .past > div, .figures > div { break-inside: avoid; }
  thead { display: table-header-group; }
  details::details-content { content-visibility: visible; block-size: auto; }
}
"""
