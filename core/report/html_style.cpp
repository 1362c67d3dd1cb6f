// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/html_style.h"

namespace stillhouse::report {

const char* const kReportStyle = R"css(
:root { --ink: #1b1f2a; --muted: #5b6474; --grid: #e3e6eb; --axis: #9aa3b2; --surface: #ffffff; --page: #f4f5f8;
  --A: #0072b2; --B: #d55e00; --teacher: #009e73; --baseline: #7a7f87; --success: #1a7f4b; --error: #b3261e; --warning: #8a5a00; }
@media screen and (prefers-color-scheme: dark) {
  :root { --ink: #e7eaf0; --muted: #a3acbb; --grid: #2c3342; --axis: #6b7486; --surface: #171b26; --page: #0f121a;
    --A: #4aa8e0; --B: #f08a3c; --teacher: #2fc498; --baseline: #a0a6b0; --success: #55c98a; --error: #ff8a80; --warning: #e8b354; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, "Noto Sans", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
main { max-width: 800px; margin: 24px auto; padding: 40px 48px; background: var(--surface); }
h1 { font-size: 24px; line-height: 1.25; margin: 0 0 4px; }
h2 { font-size: 15px; margin: 28px 0 8px; }
p { margin: 0 0 8px; }
.subtitle, footer { color: var(--muted); font-size: 13px; }
header { margin-bottom: 20px; }
footer { margin-top: 32px; padding-top: 12px; border-top: 1px solid var(--grid); }
ul { list-style: none; margin: 0; padding: 0; }
li { display: flex; gap: 10px; margin: 0 0 6px; }
li.plain { display: list-item; list-style: disc; margin-left: 18px; font-size: 13px; }
.dot { flex: none; display: inline-block; width: 10px; height: 10px; border-radius: 5px; background: var(--baseline); }
li > .dot { margin-top: 7px; }
th .dot, td .dot { margin-right: 6px; }
.dot.A { background: var(--A); } .dot.B { background: var(--B); } .dot.teacher { background: var(--teacher); }
.icon { flex: none; width: 10px; font-weight: 700; text-align: center; }
.icon.success { color: var(--success); } .icon.error { color: var(--error); } .icon.warning { color: var(--warning); }
.wide { overflow-x: auto; margin: 16px 0 0; }
table { border-collapse: collapse; width: 100%; font-size: 13px; }
th, td { padding: 4px 8px; vertical-align: baseline; }
th { font-weight: 400; text-align: left; }
thead th { font-weight: 600; border-bottom: 1px solid var(--axis); white-space: nowrap; }
tbody tr + tr > * { border-top: 1px solid var(--grid); }
.numbers { font-variant-numeric: tabular-nums; }
.numbers td, .numbers thead th + th { text-align: right; }
.numbers td { white-space: nowrap; }
th:first-child, td:first-child { padding-left: 0; }
td:last-child, thead th:last-child { padding-right: 0; }
.note { color: var(--muted); font-size: 12px; }
.facts th { color: var(--muted); white-space: nowrap; width: 1%; padding-right: 24px; }
.facts td { overflow-wrap: anywhere; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(300px, 1fr)); gap: 24px; margin: 28px 0 0; }
figure { margin: 0; }
svg { width: 100%; height: auto; display: block; }
details { margin-top: 16px; font-size: 13px; }
summary { cursor: pointer; color: var(--muted); }
pre { overflow-x: auto; font: 12px/1.4 ui-monospace, monospace; padding: 12px; background: var(--page); }
.f-ink { fill: var(--ink); } .f-muted { fill: var(--muted); } .f-surface { fill: var(--surface); }
.f-A { fill: var(--A); } .f-B { fill: var(--B); } .f-teacher { fill: var(--teacher); } .f-baseline { fill: var(--baseline); }
.s-ink { stroke: var(--ink); } .s-muted { stroke: var(--muted); } .s-grid { stroke: var(--grid); } .s-axis { stroke: var(--axis); } .s-surface { stroke: var(--surface); }
.s-A { stroke: var(--A); } .s-B { stroke: var(--B); } .s-teacher { stroke: var(--teacher); } .s-baseline { stroke: var(--baseline); }
@media (max-width: 640px) { main { margin: 0; padding: 24px 16px; } }
@page { size: A4; margin: 14mm; }
@media print { body { background: none; font-size: 10pt; } main { margin: 0; padding: 0; max-width: none; } details { display: none; }
  .dot, .icon { print-color-adjust: exact; -webkit-print-color-adjust: exact; } h2 { break-after: avoid; } tr, figure, li { break-inside: avoid; }
  .figures { grid-template-columns: 1fr 1fr; } table, li.plain { font-size: 9pt; } }
)css";

} // namespace stillhouse::report
