/** The style sheet of a page with ladders: light and dark as the reader has it, narrow screens, paper. */

import { type Colours, DARK, FONT, LIGHT, ladderStyle } from './ladder-colours';

const variables = (colours: Colours) =>
  Object.entries(colours)
    .map(([name, value]) => `--${name}:${value}`)
    .join(';');

export const PAGE_STYLE = `
:root{color-scheme:light dark;${variables(LIGHT)}}
@media screen and (prefers-color-scheme:dark){:root{${variables(DARK)}}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--text);font:15px/1.45 system-ui,sans-serif}
code,pre,td,dd,.plain{font-family:${FONT};font-size:12.5px}
a{color:var(--request)}
:focus-visible{outline:2px solid var(--request);outline-offset:2px}
.page{display:grid;grid-template-columns:minmax(0,1fr) clamp(20rem,33%,36rem);min-height:100vh}
main{padding:1.25rem 1.5rem 3rem;min-width:0}
h1{font-size:1.05rem;margin:0 0 .75rem;color:var(--dim);font-weight:600}
h2{font-size:1.2rem;margin:0 0 .5rem;overflow-wrap:anywhere}
h3{font-size:1rem;margin:1.1rem 0 .35rem}
.state{display:inline-block;font-size:.8rem;font-weight:600;padding:.1em .65em;border:1px solid var(--line);border-radius:1em;background:var(--head);vertical-align:.15em;white-space:nowrap}
.call{margin:0 0 2.5rem}
.call + .call{border-top:1px solid var(--line);padding-top:1.75rem}
.facts{display:flex;flex-wrap:wrap;gap:.15rem 1.5rem;margin:0 0 .9rem}
.facts div{display:flex;gap:.5rem;align-items:baseline;min-width:0}
dl{font-size:.87rem}
dt{color:var(--dim)}
dd{margin:0;overflow-wrap:anywhere}
.scroll{overflow-x:auto}
table{border-collapse:collapse;margin:0 0 2rem;width:100%}
caption{text-align:left;font-weight:600;padding-bottom:.4rem}
th{text-align:left;font-weight:600;color:var(--dim)}
th,td{padding:.3rem .8rem .3rem 0;border-bottom:1px solid var(--line);vertical-align:baseline;white-space:nowrap;font-size:.75rem}
td.long{white-space:normal;overflow-wrap:anywhere;min-width:10rem}
.left{color:var(--warning)}
${ladderStyle((name) => `var(--${name})`)}
.ladder{display:block}
.ladder .back{fill:transparent}
.ladder .row{cursor:pointer;outline:none}
.ladder .row:hover .back{fill:var(--head)}
.ladder .row[aria-selected=true] .back{fill:var(--here)}
.ladder .row:hover .words,.ladder .row:hover .note{stroke:var(--head)}
.ladder .row[aria-selected=true] .words,.ladder .row[aria-selected=true] .note{stroke:var(--here)}
.ladder .row:focus-visible .back{stroke:var(--request);stroke-width:2px}
.finding{border-left:4px solid var(--line);padding:.1rem 0 .1rem .9rem;margin:1.1rem 0 0;max-width:60rem;overflow-wrap:anywhere}
.finding.error{border-color:var(--failure)}
.finding.warning{border-color:var(--warning)}
.finding h3,.finding p{margin:0 0 .35rem}
.proof{font:inherit;font-family:${FONT};font-size:12.5px;border:1px solid var(--line);border-radius:4px;background:var(--head);color:var(--text);padding:0 .45em;cursor:pointer}
aside{position:sticky;top:0;height:100vh;overflow:auto;padding:1.25rem 1.25rem 2rem;border-left:1px solid var(--line)}
aside h2{font-family:${FONT};font-size:1rem}
aside dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.2rem .9rem;margin:0;align-items:baseline}
aside .bad,aside .problems{color:var(--warning)}
.problems{margin:.75rem 0 0;padding-left:1.2rem}
pre{margin:1rem 0 0;white-space:pre-wrap;overflow-wrap:anywhere;line-height:1.5}
pre .start{font-weight:bold}
pre .field{color:var(--request)}
.hint{color:var(--dim);margin:0}
kbd{font-family:${FONT};font-size:.8em;border:1px solid var(--line);border-radius:3px;padding:0 .35em;background:var(--head)}
.close{float:right;border:1px solid var(--line);border-radius:4px;background:var(--head);color:var(--text);font:inherit;padding:0 .6em;display:none}
figure{margin:.9rem 0 0}
figcaption{font-size:.85rem}
figcaption b{margin-right:.6em}
.plot{display:block;width:100%;height:70px;margin-top:.25rem}
.plot text{font-family:${FONT};font-size:10px;fill:var(--dim)}
.plot .axis{stroke:var(--line)}
.plot .bar{fill:var(--media)}
.plot .bar.bad{fill:var(--failure)}
@media (min-width:60rem){
.ladder.fitted{max-width:100%;height:auto}
}
@media (max-width:60rem){
.page{display:block}
main{padding:1rem .9rem 50vh}
aside{position:fixed;inset:auto 0 0 0;height:auto;max-height:46vh;background:var(--paper);border:0;border-top:2px solid var(--line);padding:.9rem}
aside.empty{display:none}
.close{display:inline-block}
}
@media print{
.page{display:block}
main{padding:0}
aside{position:static;height:auto;border:0;padding:0;break-before:page}
aside.empty,.close{display:none}
.scroll{overflow:visible}
.ladder{max-width:100%;height:auto}
.call + .call{break-before:page;border:0}
}
`;
