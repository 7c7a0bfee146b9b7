// The page's style sheet: plain CSS and, at the end, one class for each place on the timelines'
// quarter-hour raster and each per cent of a meter. Line colours are after Okabe and Ito, "Color
// Universal Design" (2008): told apart with any colour vision.
#include <fmt/format.h>

#include "report/page.h"

namespace muster::report {

namespace {

constexpr std::string_view kBase = R"css(
:root{--bg:#f4f6f7;--card:#fff;--ink:#1b2733;--soft:#5b6875;--rule:#dfe4e8;--faint:#eef2f4;
--accent:#0b5c6b;--good:#0a6b52;--goodbg:#e0f2ec;--warn:#8a5300;--warnbg:#fdf0d9;--bad:#a8321c;
--badbg:#fbe6e1;--heat:11,92,107;--small:.875rem}
@media (prefers-color-scheme:dark){:root{--bg:#12181d;--card:#1a2229;--ink:#e6ebef;--soft:#a3b0bb;
--rule:#2f3a43;--faint:#222c34;--accent:#6cc5d4;--good:#6fd0b0;--goodbg:#173a30;--warn:#f0bd6a;
--warnbg:#3d2f14;--bad:#f39a86;--badbg:#43211a;--heat:108,197,212}}
*{box-sizing:border-box}
[hidden]{display:none!important}
html{scroll-padding-top:4.5rem;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--bg);color:var(--ink);
font:16px/1.55 system-ui,-apple-system,"Segoe UI",
"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif;
overflow-wrap:break-word;
font-variant-numeric:tabular-nums}
.wrap{max-width:80rem;margin:0 auto;padding:0 1.5rem}
h1{font-size:2rem;line-height:1.2;margin:.1rem 0 .4rem;font-weight:700;letter-spacing:-.01em}
h2{font-size:1.35rem;line-height:1.3;margin:0 0 .7rem;font-weight:650}
h3{font-size:1rem;margin:0 0 .6rem;font-weight:650}
p{margin:0}
a{color:var(--accent)}
code{font:.9em ui-monospace,Consolas,monospace}
small{font-size:var(--small);color:var(--soft);font-weight:400}
.banner{background:#0a4754;color:#fff;padding:2rem 0 1.75rem}
.banner .eyebrow{color:#a9d8e0;font-weight:600;letter-spacing:.04em}
.banner .meta{display:flex;flex-wrap:wrap;gap:.15rem 1.25rem;color:#d5eaee}
nav.bar{position:sticky;top:0;z-index:5;background:var(--card);border-bottom:1px solid var(--rule)}
nav .wrap{display:flex;gap:1rem;align-items:center}
nav .links{display:flex;gap:1.1rem;overflow-x:auto;flex:1;min-width:0;white-space:nowrap;
scrollbar-width:none}
nav a{color:var(--soft);text-decoration:none;padding:.85rem 0;border-bottom:2px solid transparent;
font-size:var(--small)}
nav a:hover,nav a:focus-visible{color:var(--ink);border-color:var(--accent)}
#search{font:inherit;width:15rem;max-width:45%;padding:.4rem .8rem;border:1px solid var(--rule);
border-radius:2rem;background:var(--bg);color:inherit}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
main.wrap{padding-top:2rem;padding-bottom:3rem}
section{margin:0 0 3rem}
h2+.note{margin-top:-.45rem}
.note,.empty{color:var(--soft);margin:0 0 .8rem}
.empty{background:var(--card);border:1px solid var(--rule);border-radius:.6rem;padding:1rem 1.25rem}
.tiles{display:grid;grid-template-columns:repeat(4,minmax(0,1fr));gap:1rem;margin:.75rem 0 1rem}
.tile,.card{background:var(--card);border:1px solid var(--rule);border-radius:.6rem;
padding:1rem 1.25rem}
.tile{border-top:3px solid var(--accent)}
.tile.good{border-top-color:#009e73}.tile.warn{border-top-color:#e69f00}
.tile.bad{border-top-color:#d55e00}
.tile .label,.tile .detail{color:var(--soft);font-size:var(--small)}
.tile .value{font-size:2rem;line-height:1.25;font-weight:700;letter-spacing:-.02em}
.pair{display:grid;grid-template-columns:minmax(0,2fr) minmax(0,1fr);gap:1rem;align-items:start}
.card .scroll{border:0;border-radius:0;margin:0 -1.25rem -1rem}
.scroll{overflow:auto;background:var(--card);border:1px solid var(--rule);border-radius:.6rem}
.tall{max-height:38rem}
table{border-collapse:collapse;width:100%}
th,td{padding:.5rem .9rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--rule)}
tbody tr:last-child>td{border-bottom:0}
th.n{text-align:right}
th{font-size:var(--small);font-weight:600;color:var(--soft);white-space:nowrap;
background:var(--card)}
.tall thead th{position:sticky;top:0;z-index:1;box-shadow:0 1px 0 var(--rule)}
tfoot td{font-weight:650;border-top:2px solid var(--rule)}
.n{text-align:right;white-space:nowrap}
td.name{font-weight:550;min-width:9rem}
td.wide{min-width:18rem}
td.words{min-width:16rem;font-size:var(--small);color:var(--soft)}
td.when{white-space:nowrap;width:1%}
.tag{display:inline-block;padding:0 .55rem;border-radius:1rem;background:var(--faint);
color:var(--soft);
font-size:var(--small);white-space:nowrap}
.tag.good{background:var(--goodbg);color:var(--good)}
.tag.must{background:var(--badbg);color:var(--bad)}.tag.high{background:var(--warnbg);
color:var(--warn)}
.reason+.reason{margin-top:.3rem}
.list{margin:.5rem 0 0;padding:.75rem 1.25rem .75rem 2.25rem;border-radius:.6rem}
.list.bad{background:var(--badbg)}
.worst{margin:.35rem 0 0;padding-left:1.1rem;color:var(--soft);font-size:var(--small)}
.meters{display:grid;gap:.6rem}
.meter{display:grid;grid-template-columns:4.5rem 1fr auto;gap:.75rem;align-items:center}
.track{display:block;height:.6rem;border-radius:1rem;background:var(--faint);overflow:hidden}
.fill{display:block;height:100%;background:#0072b2;border-radius:1rem}
.load{min-width:16rem}.load{display:grid;grid-template-columns:1fr 3.5rem;gap:.75rem;
align-items:center}
.loads td:not(.load):not(.name){width:1%}
.heat td,.duty td{border-right:1px solid var(--rule)}
.heat .in1,.roster .in1{padding-left:1.9rem}.heat .in2{padding-left:2.9rem}
.heat .in3,.heat .in4{padding-left:3.9rem}
.k0{color:var(--soft)}
.k1{background:rgba(var(--heat),.08)}.k2{background:rgba(var(--heat),.16)}
.k3{background:rgba(var(--heat),.25)}.k4{background:rgba(var(--heat),.35)}
.k5{background:rgba(var(--heat),.46)}
.duty td{font-size:var(--small);min-width:7rem}.duty td.name{min-width:9rem;font-size:1rem}
.duty td.slot{white-space:nowrap;color:var(--soft)}
.roster{background:var(--card);border:1px solid var(--rule);border-bottom-width:0;
content-visibility:auto;contain-intrinsic-size:auto 3rem}
.roster:first-child{border-radius:.6rem .6rem 0 0}
.roster:last-child{border-radius:0 0 .6rem .6rem;border-bottom-width:1px}
.roster summary{padding:.65rem 1rem;cursor:pointer}
.roster summary:hover{background:var(--faint)}
.roster .scroll{border:0;border-top:1px solid var(--rule);border-radius:0}
tr:target{background:var(--warnbg)}
.dot{display:inline-block;width:.65rem;height:.65rem;border-radius:50%;margin-right:.45rem}
.tools{display:flex;gap:.5rem;align-items:center;margin:0 0 .75rem}
button{font:inherit;white-space:nowrap;color:inherit;background:var(--card);
border:1px solid var(--rule);
border-radius:.45rem;padding:.3rem .9rem;cursor:pointer}
button:hover{border-color:var(--accent)}
.seg{display:inline-flex;margin-right:.5rem}
.seg button{border-radius:0}.seg button:first-child{border-radius:.45rem 0 0 .45rem}
.seg button:last-child{border-radius:0 .45rem .45rem 0;border-left:0}
.seg [aria-pressed=true]{background:var(--accent);border-color:var(--accent);color:var(--card)}
.tools output{font-weight:650;min-width:9rem;text-align:center}
.legend{display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;margin:0 0 .8rem;font-size:var(--small);
color:var(--soft)}
.legend i{display:inline-block;width:1.4rem;height:.7rem;border-radius:.2rem;margin-right:.4rem}
)css";

constexpr std::string_view kBoards = R"css(
.c0{background:#0072b2;color:#fff}.c1{background:#e69f00;color:#1b1300}
.c2{background:#b8508c;color:#fff}.c3{background:#007f5c;color:#fff}
.c4{background:#56b4e9;color:#08202e}.c5{background:#c44f00;color:#fff}
.c6{background:#857400;color:#fff}.c7{background:#6b7785;color:#fff}
.m{box-shadow:0 0 0 1px var(--card),0 0 0 2px var(--ink)}
.none{padding:1rem 1.25rem;color:var(--soft)}
.wk{margin:0 0 1.25rem;content-visibility:auto;contain-intrinsic-size:auto 30rem}
.paged .wk>h3{display:none}
.wk .scroll{max-height:44rem}
.g{min-width:56rem}
.r{display:grid;grid-template-columns:12rem repeat(7,minmax(0,1fr));
border-bottom:1px solid var(--rule)}
.r:last-child{border-bottom:0}
.r:not(.hd):hover{background:var(--faint)}
.hd{position:sticky;top:0;z-index:2;background:var(--card);font-size:var(--small);color:var(--soft)}
.hd .d{padding:.45rem .5rem;text-align:center}.hd b{font-weight:600;color:var(--ink)}
.who{padding:.4rem .9rem;line-height:1.35;position:sticky;left:0;background:var(--card);z-index:1;
border-right:1px solid var(--rule);font-size:.95rem}
.who small{display:block}
.d{position:relative;border-right:1px solid var(--rule);min-height:1.6rem}
.d:last-child{border-right:0}
.r:not(.hd) .d{background-image:linear-gradient(var(--faint),var(--faint));background-size:1px 100%;
background-position:50% 0;background-repeat:no-repeat}
.d.out{background:var(--faint)!important}
.ticks{display:none}
.b{position:absolute;height:.5rem;min-width:4px;border-radius:2px;font-size:0;overflow:hidden;
text-decoration:none;white-space:nowrap}
.b:hover,.b:focus-visible{filter:brightness(1.2);z-index:2}
.t0{top:.5rem}.t1{top:1.15rem}.t2{top:1.8rem}.t3{top:2.45rem}.t4{top:3.1rem}.t5{top:3.75rem}
.h2{min-height:2.15rem}.h3{min-height:2.8rem}.h4{min-height:3.45rem}.h5{min-height:4.1rem}
.h6{min-height:4.75rem}
.daily .g{min-width:66rem}
.daily .r{grid-template-columns:12rem 1fr}.daily .d,.daily .idle{display:none}
.d0 .d:nth-child(2),.d1 .d:nth-child(3),.d2 .d:nth-child(4),.d3 .d:nth-child(5),
.d4 .d:nth-child(6),.d5 .d:nth-child(7),.d6 .d:nth-child(8){display:block}
.daily .hd .d>span{display:none}
.daily .ticks{display:flex;font-style:normal}.ticks s{flex:1;text-decoration:none;text-align:left}
.daily .hd .d{padding:.45rem 0}.daily .ticks s{padding-left:.2rem}
.daily .r:not(.hd) .d{background-image:linear-gradient(var(--rule),var(--rule)),
linear-gradient(var(--rule),var(--rule)),linear-gradient(var(--rule),var(--rule));
background-position:25% 0,50% 0,75% 0}
.daily .b{height:1.6rem;font-size:var(--small);line-height:1.6rem;padding:0 .35rem;
border-radius:.3rem;
min-width:1.1rem}
.daily .t0{top:.35rem}.daily .t1{top:2.2rem}.daily .t2{top:4.05rem}.daily .t3{top:5.9rem}
.daily .t4{top:7.75rem}.daily .t5{top:9.6rem}
.daily .h1{min-height:2.3rem}.daily .h2{min-height:4.15rem}.daily .h3{min-height:6rem}
.daily .h4{min-height:7.85rem}.daily .h5{min-height:9.7rem}.daily .h6{min-height:11.55rem}
#sheet{position:fixed;right:1.5rem;bottom:1.5rem;z-index:9;width:24rem;max-width:calc(100vw - 2rem);
max-height:60vh;overflow:auto;background:var(--card);border:1px solid var(--rule);
border-radius:.8rem;
box-shadow:0 .6rem 2.5rem rgba(10,30,40,.3);padding:1.1rem 3.2rem 1.1rem 1.3rem}
#sheet p{margin-top:.35rem;color:var(--soft)}
#sheet button{position:absolute;top:.6rem;right:.7rem;border:0;font-size:1.4rem;padding:.1rem .6rem}
footer{border-top:1px solid var(--rule);padding:1.25rem 0 2rem;color:var(--soft);
font-size:var(--small)}
@media (max-width:700px){
:root{--small:1rem}
.wrap{padding:0 1rem}
.banner{padding:1.4rem 0}h1{font-size:1.6rem}
nav .wrap{flex-direction:column;align-items:stretch;gap:0;padding-bottom:.6rem}
nav .links{flex:none}nav a{padding:.65rem 0}
#search{width:100%;max-width:none}
html{scroll-padding-top:7rem}
.tiles{grid-template-columns:repeat(2,minmax(0,1fr));gap:.7rem}.tile .value{font-size:1.6rem}
footer code{overflow-wrap:anywhere}.tools{flex-wrap:wrap}.tools output{min-width:6.5rem}
.tile{padding:.8rem .9rem}
.pair{grid-template-columns:minmax(0,1fr)}
section{margin-bottom:2.25rem}
th,td{padding:.45rem .7rem}
.g{min-width:50rem}.r{grid-template-columns:7.5rem repeat(7,minmax(0,1fr))}
.daily .r{grid-template-columns:7.5rem 1fr}.who{padding:.4rem .6rem}
.hd{font-size:.9rem}
.levels thead{display:none}.levels tr{display:grid;
grid-template-columns:minmax(7rem,1fr) 1fr 1fr auto;
border-bottom:1px solid var(--rule);padding:.4rem 0}
.levels td{border:0;padding:.1rem .9rem}.levels td.name{min-width:0}.levels td.wide{min-width:18rem}
td.words{grid-column:1/-1}
.stack thead{display:none}
.stack,.stack tbody,.stack tfoot,.stack tr,.stack td{display:block;width:auto;text-align:left}
.stack tr{padding:.6rem .9rem;border-bottom:1px solid var(--rule)}
.stack tr:last-child{border-bottom:0}
.stack td{padding:.1rem 0;border:0;min-width:0;white-space:normal;overflow-wrap:anywhere}
.stack td[data-l]::before{content:attr(data-l) ": "}
:lang(zh) .stack td[data-l]::before{content:attr(data-l) "："}
.stack td:empty{display:none}
.stack .when{display:inline-block;margin-right:.8rem;font-weight:600}
#sheet{left:1rem;right:1rem;bottom:1rem;width:auto}
}
@media print{
:root{--bg:#fff;--card:#fff;--ink:#000;--soft:#333;--rule:#bbb;--faint:#f2f2f2;--accent:#000}
body{font-size:10pt}nav,.tools,#sheet,#search{display:none!important}
.banner{background:none;color:#000;padding:0}.banner .eyebrow,.banner .meta{color:#333}
.scroll,.tall{max-height:none;overflow:visible}.g{min-width:0}
.tall thead th,.hd,.who{position:static}
.wk,.roster{content-visibility:visible}.wk,tr,.r,.tile{break-inside:avoid}
.paged .wk>h3{display:block}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
}
)css";

constexpr int kQuarters = 96;

}  // namespace

std::string style_sheet() {
  std::string css(kBase);
  css += kBoards;
  for (int i = 0; i <= kQuarters; ++i) {
    css += fmt::format(".l{0}{{left:{1:.3f}%}}.w{0}{{width:{1:.3f}%}}", i, i * 100.0 / kQuarters);
  }
  for (int i = 0; i <= 100; ++i) css += fmt::format(".p{0}{{width:{0}%}}", i);
  return css;
}

}  // namespace muster::report
