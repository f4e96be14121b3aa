/** How a report looks: on paper as on a light screen; every colour differs for every kind of colour vision. */
export const PAGE_STYLE = `
:root{color-scheme:light dark;--ground:#fff;--panel:#f6f8fa;--edge:#d5dbe1;--words:#1b242d;--quiet:#566370;--grid:#e3e8ed;
--first:#0072b2;--second:#b35900;--goal:#00795a;
font:16px/1.5 system-ui,"Segoe UI",Roboto,"Noto Sans","Open Sans","DejaVu Sans",sans-serif;font-variant-numeric:tabular-nums}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--words)}
main{max-width:76rem;margin:0 auto;padding:1.5rem 1rem 3rem}
h1{font-size:1.7rem;line-height:1.2;margin:0;overflow-wrap:anywhere}
h2{font-size:1.2rem;margin:2.2rem 0 .4rem}
h3{font-size:1rem;margin:0}
p{margin:.3rem 0;max-width:70ch}
header p,figcaption p,section>p{color:var(--quiet)}
.summary p{color:var(--words)}
.warnings{border:1px solid var(--edge);border-left:.35rem solid var(--second);border-radius:.5rem;padding:.2rem 1rem .6rem;margin-top:1rem}
.warnings h2{margin-top:.4rem}.warnings ul{margin:.3rem 0;padding-left:1.2rem;max-width:70ch}
small{color:var(--quiet);font-size:.85em}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(9.5rem,1fr));gap:.7rem;margin:1.2rem 0 0}
.figures div{background:var(--panel);border:1px solid var(--edge);border-radius:.5rem;padding:.6rem .8rem}
.figures dt{color:var(--quiet);font-size:.85rem}
.figures dd{margin:0;font-size:1.35rem;font-weight:600}
.figures .spread{font-size:.8rem;font-weight:400;color:var(--quiet)}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(30rem,100%),1fr));gap:1rem;margin-top:.8rem}
.chart{margin:0;background:var(--panel);border:1px solid var(--edge);border-radius:.5rem;padding:.8rem 1rem;min-width:0;break-inside:avoid;display:flex;flex-direction:column}
.chart p{font-size:.85rem}
.plot{display:grid;grid-template:11rem 1.5rem/3.6rem minmax(0,1fr);margin-top:auto;padding-top:.8rem}
.plot svg{width:100%;height:100%;grid-column:2;overflow:visible}
.ys{position:relative;grid-column:1}
.ys span{position:absolute;right:.5rem;transform:translateY(50%);font-size:.75rem;color:var(--quiet);white-space:nowrap}
.xs{position:relative;grid-column:2}
.xs span{position:absolute;top:.3rem;font-size:.75rem;color:var(--quiet)}
.grid{stroke:var(--grid);stroke-width:1;vector-effect:non-scaling-stroke}
.line,.dot,.target{fill:none;vector-effect:non-scaling-stroke;stroke-linejoin:round}
.line{stroke-width:2}.dot{stroke-width:5;stroke-linecap:round}
.target{stroke:var(--goal);stroke-width:2;stroke-dasharray:6 4}
.line.first,.dot.first{stroke:var(--first)}.line.second,.dot.second{stroke:var(--second)}
.band{opacity:.22}.band.first,.bar.first{fill:var(--first)}.band.second,.bar.second{fill:var(--second)}
.hit{fill:transparent}.hit:hover{fill:var(--words);fill-opacity:.07}
.keys span{margin-right:1rem;white-space:nowrap}
.keys span::before{content:"";display:inline-block;width:1.1em;height:.28em;margin-right:.4em;vertical-align:.2em;background:var(--first)}
.keys .second::before{background:var(--second)}
.keys .goal::before{background:repeating-linear-gradient(90deg,var(--goal) 0 .35em,transparent .35em .5em)}
.scroll{overflow-x:auto;margin:.8rem 0}
table{border-collapse:collapse;font-size:.9rem}
th,td{padding:.25rem .7rem;text-align:right;white-space:nowrap;border-bottom:1px solid var(--edge)}
th{font-weight:600}thead th{color:var(--quiet);font-weight:400}
tr>:first-child{text-align:left;padding-left:0}
tfoot{font-weight:600}
.bars{width:100%;margin-top:.5rem;font-size:.85rem}
.bars th{font-weight:400;width:1%}.bars td:last-child{width:1%}
.bars td.bar{padding:0;text-align:left}.bars th,.bars td{border:0}
.bars td.bar span{display:block;height:.9rem;min-width:1px;background:var(--second);border-radius:0 .2rem .2rem 0}
.flow{max-height:85vh;overflow:auto;border:1px solid var(--edge);border-radius:.5rem;background:#fff}
pre{max-height:30rem;overflow:auto;background:var(--panel);border:1px solid var(--edge);border-radius:.5rem;padding:.8rem 1rem;font-size:.85rem}
code,pre{font-family:ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace}
summary{cursor:pointer}
@media (max-width:40rem){.xs span:nth-child(even){display:none}.keys span{display:block}.bars td.bar{display:none}
.bars th,.bars td{white-space:normal}.bars td:last-child{width:auto}}
@media screen and (prefers-color-scheme:dark){
:root{--ground:#0b0f14;--panel:#131a22;--edge:#2a3746;--words:#eaf0f6;--quiet:#a9b8c6;--grid:#223041;--first:#4cb4f0;--second:#f2963c;--goal:#2fc79a}
.flow{background:var(--panel)}.flow text{fill:var(--words)}.flow .count,.flow .note{fill:#8ecbf5}.flow .label{fill:var(--quiet);stroke:var(--panel)}
.flow .box{fill:var(--ground);stroke:#8394a5}.flow .menu{fill:#12263f;stroke:#5b9bff}.flow .queue{fill:#2e2610;stroke:#f2963c}
.flow .recover{fill:#35191a;stroke:#ff8f6b}.flow .end{fill:var(--ground);stroke:var(--words)}.flow .way{stroke:#5c6b7a}.flow .back{stroke:#465462}
.flow marker path{fill:var(--quiet)}
}
@media print{body{print-color-adjust:exact}.charts{grid-template-columns:1fr 1fr}main{max-width:none;padding:0}.figures,.charts{break-inside:auto}.scroll{overflow:visible}pre{max-height:none;white-space:pre-wrap}.flow{max-height:none}.flow svg{width:100%;height:auto}
table{font-size:.75rem}th,td{padding:.15rem .4rem}.hit{display:none}}
`
