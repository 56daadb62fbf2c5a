/* Preset shapes (ECMA-376-1:2016, 20.1.10.55 and its presetShapeDefinitions): polygons, stars, corners, bodies, flow charts,
 * signs. The notation is that of presets.h. */
#include "ooxml/presets.h"

const struct preset PRESETS_SHAPES[] = {
    {.name = "bevel",
     .adjust = "adj 12500",
     .guides = "a pin 0 adj 50000;x1 */ ss a 100000;x2 +- r 0 x1;y2 +- b 0 x1",
     .text = "x1 x1 x2 y2",
     .paths =
     "S M x1 x1 L x2 x1 L x2 y2 L x1 y2 Z|u S M l t L r t L x2 x1 L x1 x1 Z|d S M l b L x1 y2 L x2 y2 L r b Z|U S M "
     "l t L x1 x1 L x1 y2 L l b Z|D S M r t L r b L x2 y2 L x2 x1 Z|N M l t L r t L r b L l b Z M x1 x1 L x2 x1 L x2 "
     "y2 L x1 y2 Z M l t L x1 x1 M l b L x1 y2 M r t L x2 x1 M r b L x2 y2"},
    {.name = "blockArc",
     .adjust = "adj1 10800000;adj2 0;adj3 25000",
     .guides =
     "stAng pin 0 adj1 21599999;istAng pin 0 adj2 21599999;a3 pin 0 adj3 50000;sw11 +- istAng 0 stAng;sw12 +- sw11 "
     "21600000 0;swAng ?: sw11 sw11 sw12;iswAng +- 0 0 swAng;wt1 sin wd2 stAng;ht1 cos hd2 stAng;wt3 sin wd2 istAng;"
     "ht3 cos hd2 istAng;dx1 cat2 wd2 ht1 wt1;dy1 sat2 hd2 ht1 wt1;dx3 cat2 wd2 ht3 wt3;dy3 sat2 hd2 ht3 wt3;x1 +- "
     "hc dx1 0;y1 +- vc dy1 0;x3 +- hc dx3 0;y3 +- vc dy3 0;dr */ ss a3 100000;iwd2 +- wd2 0 dr;ihd2 +- hd2 0 dr;wt2 "
     "sin iwd2 istAng;ht2 cos ihd2 istAng;wt4 sin iwd2 stAng;ht4 cos ihd2 stAng;dx2 cat2 iwd2 ht2 wt2;dy2 sat2 ihd2 "
     "ht2 wt2;dx4 cat2 iwd2 ht4 wt4;dy4 sat2 ihd2 ht4 wt4;x2 +- hc dx2 0;y2 +- vc dy2 0;x4 +- hc dx4 0;y4 +- vc dy4 "
     "0;sw0 +- 21600000 0 stAng;da1 +- swAng 0 sw0;g1 max x1 x2;g2 max x3 x4;g3 max g1 g2;ir ?: da1 r g3;sw1 +- cd4 "
     "0 stAng;sw2 +- 27000000 0 stAng;sw3 ?: sw1 sw1 sw2;da2 +- swAng 0 sw3;g5 max y1 y2;g6 max y3 y4;g7 max g5 g6;"
     "ib ?: da2 b g7;sw4 +- cd2 0 stAng;sw5 +- 32400000 0 stAng;sw6 ?: sw4 sw4 sw5;da3 +- swAng 0 sw6;g9 min x1 x2;"
     "g10 min x3 x4;g11 min g9 g10;il ?: da3 l g11;sw7 +- 3cd4 0 stAng;sw8 +- 37800000 0 stAng;sw9 ?: sw7 sw7 sw8;"
     "da4 +- swAng 0 sw9;g13 min y1 y2;g14 min y3 y4;g15 min g13 g14;it ?: da4 t g15;x5 +/ x1 x4 2;y5 +/ y1 y4 2;x6 "
     "+/ x3 x2 2;y6 +/ y3 y2 2;cang1 +- stAng 0 cd4;cang2 +- istAng cd4 0;cang3 +/ cang1 cang2 2",
     .text = "il it ir ib",
     .paths = "M x1 y1 A wd2 hd2 stAng swAng L x2 y2 A iwd2 ihd2 istAng iswAng Z"},
    {.name = "can",
     .adjust = "adj 25000",
     .guides = "maxAdj */ 50000 h ss;a pin 0 adj maxAdj;y1 */ ss a 200000;y2 +- y1 y1 0;y3 +- b 0 y1",
     .text = "l y2 r y3",
     .paths =
     "S M l y1 A wd2 y1 cd2 -10800000 L r y3 A wd2 y1 0 cd2 Z|U S M l y1 A wd2 y1 cd2 cd2 A wd2 y1 0 cd2 Z|N M r y1 "
     "A wd2 y1 0 cd2 A wd2 y1 cd2 cd2 L r y3 A wd2 y1 0 cd2 L l y1"},
    {.name = "chord",
     .adjust = "adj1 2700000;adj2 16200000",
     .guides =
     "stAng pin 0 adj1 21599999;enAng pin 0 adj2 21599999;sw1 +- enAng 0 stAng;sw2 +- sw1 21600000 0;swAng ?: sw1 "
     "sw1 sw2;wt1 sin wd2 stAng;ht1 cos hd2 stAng;dx1 cat2 wd2 ht1 wt1;dy1 sat2 hd2 ht1 wt1;wt2 sin wd2 enAng;ht2 "
     "cos hd2 enAng;dx2 cat2 wd2 ht2 wt2;dy2 sat2 hd2 ht2 wt2;x1 +- hc dx1 0;y1 +- vc dy1 0;x2 +- hc dx2 0;y2 +- vc "
     "dy2 0;x3 +/ x1 x2 2;y3 +/ y1 y2 2;midAng0 */ swAng 1 2;midAng +- stAng midAng0 cd2;idx cos wd2 2700000;idy sin "
     "hd2 2700000;il +- hc 0 idx;ir +- hc idx 0;it +- vc 0 idy;ib +- vc idy 0",
     .text = "il it ir ib",
     .paths = "M x1 y1 A wd2 hd2 stAng swAng Z"},
    {.name = "corner",
     .adjust = "adj1 50000;adj2 50000",
     .guides =
     "maxAdj1 */ 100000 h ss;maxAdj2 */ 100000 w ss;a1 pin 0 adj1 maxAdj1;a2 pin 0 adj2 maxAdj2;x1 */ ss a2 100000;"
     "dy1 */ ss a1 100000;y1 +- b 0 dy1;cx1 */ x1 1 2;cy1 +/ y1 b 2;d +- w 0 h;it ?: d y1 t;ir ?: d r x1",
     .text = "l it ir b",
     .paths = "M l t L x1 t L x1 y1 L r y1 L r b L l b Z"},
    {.name = "cube",
     .adjust = "adj 25000",
     .guides =
     "a pin 0 adj 100000;y1 */ ss a 100000;y4 +- b 0 y1;y2 */ y4 1 2;y3 +/ y1 b 2;x4 +- r 0 y1;x2 */ x4 1 2;x3 +/ y1 "
     "r 2",
     .text = "l y1 x4 b",
     .paths =
     "S M l y1 L x4 y1 L x4 b L l b Z|d S M x4 y1 L r t L r y4 L x4 b Z|u S M l y1 L y1 t L r t L x4 y1 Z|N M l y1 L "
     "y1 t L r t L r y4 L x4 b L l b Z M l y1 L x4 y1 L r t M x4 y1 L x4 b"},
    {.name = "diagStripe",
     .adjust = "adj 50000",
     .guides = "a pin 0 adj 100000;x2 */ w a 100000;x1 */ x2 1 2;x3 +/ x2 r 2;y2 */ h a 100000;y1 */ y2 1 2;y3 +/ y2 b 2",
     .text = "l t x3 y3",
     .paths = "M l y2 L x2 t L r t L l b Z"},
    {.name = "diamond",
     .guides = "ir */ w 3 4;ib */ h 3 4",
     .text = "wd4 hd4 ir ib",
     .paths = "M l vc L hc t L r vc L hc b Z"},
    {.name = "donut",
     .adjust = "adj 25000",
     .guides =
     "a pin 0 adj 50000;dr */ ss a 100000;iwd2 +- wd2 0 dr;ihd2 +- hd2 0 dr;idx cos wd2 2700000;idy sin hd2 2700000;"
     "il +- hc 0 idx;ir +- hc idx 0;it +- vc 0 idy;ib +- vc idy 0",
     .text = "il it ir ib",
     .paths =
     "M l vc A wd2 hd2 cd2 cd4 A wd2 hd2 3cd4 cd4 A wd2 hd2 0 cd4 A wd2 hd2 cd4 cd4 Z M dr vc A iwd2 ihd2 cd2 "
     "-5400000 A iwd2 ihd2 cd4 -5400000 A iwd2 ihd2 0 -5400000 A iwd2 ihd2 3cd4 -5400000 Z"},
    {.name = "flowChartCollate",
     .guides = "ir */ w 3 4;ib */ h 3 4",
     .text = "wd4 hd4 ir ib",
     .paths = "W 2 2 M 0 0 L 2 0 L 1 1 L 2 2 L 0 2 L 1 1 Z"},
    {.name = "flowChartDecision",
     .guides = "ir */ w 3 4;ib */ h 3 4",
     .text = "wd4 hd4 ir ib",
     .paths = "W 2 2 M 0 1 L 1 0 L 2 1 L 1 2 Z"},
    {.name = "flowChartDelay",
     .guides = "idx cos wd2 2700000;idy sin hd2 2700000;ir +- hc idx 0;it +- vc 0 idy;ib +- vc idy 0",
     .text = "l it ir ib",
     .paths = "M l t L hc t A wd2 hd2 3cd4 cd2 L l b Z"},
    {.name = "flowChartDisplay",
     .guides = "x2 */ w 5 6",
     .text = "wd6 t x2 b",
     .paths = "W 6 6 M 0 3 L 1 0 L 5 0 A 1 3 3cd4 cd2 L 1 6 Z"},
    {.name = "flowChartDocument",
     .guides = "y1 */ h 17322 21600;y2 */ h 20172 21600",
     .text = "l t r y1",
     .paths = "W 21600 21600 M 0 0 L 21600 0 L 21600 17322 C 10800 17322 10800 23922 0 20172 Z"},
    {.name = "flowChartExtract",
     .guides = "x2 */ w 3 4",
     .text = "wd4 vc x2 b",
     .paths = "W 2 2 M 0 2 L 1 0 L 2 2 Z"},
    {.name = "flowChartInputOutput",
     .guides = "x3 */ w 2 5;x4 */ w 3 5;x5 */ w 4 5;x6 */ w 9 10",
     .text = "wd5 t x5 b",
     .paths = "W 5 5 M 0 5 L 1 0 L 5 0 L 4 5 Z"},
    {.name = "flowChartInternalStorage",
     .text = "wd8 hd8 r b",
     .paths = "W 1 1 S M 0 0 L 1 0 L 1 1 L 0 1 Z|W 8 8 N M 1 0 L 1 8 M 0 1 L 8 1|W 1 1 N M 0 0 L 1 0 L 1 1 L 0 1 Z"},
    {.name = "flowChartMagneticDisk",
     .guides = "y3 */ h 5 6",
     .text = "l hd3 r y3",
     .paths =
     "W 6 6 S M 0 1 A 3 1 cd2 cd2 L 6 5 A 3 1 0 cd2 Z|W 6 6 N M 6 1 A 3 1 0 cd2|W 6 6 N M 0 1 A 3 1 cd2 cd2 L 6 5 A "
     "3 1 0 cd2 Z"},
    {.name = "flowChartMagneticDrum",
     .guides = "x2 */ w 2 3",
     .text = "wd6 t x2 b",
     .paths =
     "W 6 6 S M 1 0 L 5 0 A 1 3 3cd4 cd2 L 1 6 A 1 3 cd4 cd2 Z|W 6 6 N M 5 6 A 1 3 cd4 cd2|W 6 6 N M 1 0 L 5 0 A 1 3 "
     "3cd4 cd2 L 1 6 A 1 3 cd4 cd2 Z"},
    {.name = "flowChartManualInput",
     .text = "l hd5 r b",
     .paths = "W 5 5 M 0 1 L 5 0 L 5 5 L 0 5 Z"},
    {.name = "flowChartManualOperation",
     .guides = "x3 */ w 4 5;x4 */ w 9 10",
     .text = "wd5 t x3 b",
     .paths = "W 5 5 M 0 0 L 5 0 L 4 5 L 1 5 Z"},
    {.name = "flowChartMerge",
     .guides = "x2 */ w 3 4",
     .text = "wd4 t x2 vc",
     .paths = "W 2 2 M 0 0 L 2 0 L 1 2 Z"},
    {.name = "flowChartMultidocument",
     .guides = "y2 */ h 3675 21600;y8 */ h 20782 21600;x3 */ w 9298 21600;x4 */ w 12286 21600;x5 */ w 18595 21600",
     .text = "l y2 x5 y8",
     .paths =
     "W 21600 21600 S M 0 20782 C 9298 23542 9298 18022 18595 18022 L 18595 3675 L 0 3675 Z M 1532 3675 L 1532 1815 "
     "L 20000 1815 L 20000 16252 C 19298 16252 18595 16352 18595 16352 L 18595 3675 Z M 2972 1815 L 2972 0 L 21600 0 "
     "L 21600 14392 C 20800 14392 20000 14467 20000 14467 L 20000 1815 Z|W 21600 21600 N M 0 3675 L 18595 3675 L "
     "18595 18022 C 9298 18022 9298 23542 0 20782 Z M 1532 3675 L 1532 1815 L 20000 1815 L 20000 16252 C 19298 16252 "
     "18595 16352 18595 16352 M 2972 1815 L 2972 0 L 21600 0 L 21600 14392 C 20800 14392 20000 14467 20000 14467|W "
     "21600 21600 N S M 0 20782 C 9298 23542 9298 18022 18595 18022 L 18595 16352 C 18595 16352 19298 16252 20000 "
     "16252 L 20000 14467 C 20000 14467 20800 14392 21600 14392 L 21600 0 L 2972 0 L 2972 1815 L 1532 1815 L 1532 "
     "3675 L 0 3675 Z"},
    {.name = "flowChartOffpageConnector",
     .guides = "y1 */ h 4 5",
     .text = "l t r y1",
     .paths = "W 10 10 M 0 0 L 10 0 L 10 8 L 5 10 L 0 8 Z"},
    {.name = "flowChartOnlineStorage",
     .guides = "x2 */ w 5 6",
     .text = "wd6 t x2 b",
     .paths = "W 6 6 M 1 0 L 6 0 A 1 3 3cd4 -10800000 L 1 6 A 1 3 cd4 cd2 Z"},
    {.name = "flowChartOr",
     .guides = "idx cos wd2 2700000;idy sin hd2 2700000;il +- hc 0 idx;ir +- hc idx 0;it +- vc 0 idy;ib +- vc idy 0",
     .text = "il it ir ib",
     .paths =
     "S M l vc A wd2 hd2 cd2 cd4 A wd2 hd2 3cd4 cd4 A wd2 hd2 0 cd4 A wd2 hd2 cd4 cd4 Z|N M hc t L hc b M l vc L r "
     "vc|N M l vc A wd2 hd2 cd2 cd4 A wd2 hd2 3cd4 cd4 A wd2 hd2 0 cd4 A wd2 hd2 cd4 cd4 Z"},
    {.name = "flowChartPredefinedProcess",
     .guides = "x2 */ w 7 8",
     .text = "wd8 t x2 b",
     .paths = "W 1 1 S M 0 0 L 1 0 L 1 1 L 0 1 Z|W 8 8 N M 1 0 L 1 8 M 7 0 L 7 8|W 1 1 N M 0 0 L 1 0 L 1 1 L 0 1 Z"},
    {.name = "flowChartPreparation",
     .guides = "x2 */ w 4 5",
     .text = "wd5 t x2 b",
     .paths = "W 10 10 M 0 5 L 2 0 L 8 0 L 10 5 L 8 10 L 2 10 Z"},
    {.name = "flowChartPunchedCard",
     .text = "l hd5 r b",
     .paths = "W 5 5 M 0 1 L 1 0 L 5 0 L 5 5 L 0 5 Z"},
    {.name = "flowChartPunchedTape",
     .guides = "y2 */ h 9 10;ib */ h 4 5",
     .text = "l hd5 r ib",
     .paths = "W 20 20 M 0 2 A 5 2 cd2 -10800000 A 5 2 cd2 cd2 L 20 18 A 5 2 0 -10800000 A 5 2 0 cd2 Z"},
    {.name = "flowChartSort",
     .guides = "ir */ w 3 4;ib */ h 3 4",
     .text = "wd4 hd4 ir ib",
     .paths = "W 2 2 S M 0 1 L 1 0 L 2 1 L 1 2 Z|W 2 2 N M 0 1 L 2 1|W 2 2 N M 0 1 L 1 0 L 2 1 L 1 2 Z"},
    {.name = "flowChartSummingJunction",
     .guides = "idx cos wd2 2700000;idy sin hd2 2700000;il +- hc 0 idx;ir +- hc idx 0;it +- vc 0 idy;ib +- vc idy 0",
     .text = "il it ir ib",
     .paths =
     "S M l vc A wd2 hd2 cd2 cd4 A wd2 hd2 3cd4 cd4 A wd2 hd2 0 cd4 A wd2 hd2 cd4 cd4 Z|N M il it L ir ib M ir it L "
     "il ib|N M l vc A wd2 hd2 cd2 cd4 A wd2 hd2 3cd4 cd4 A wd2 hd2 0 cd4 A wd2 hd2 cd4 cd4 Z"},
    {.name = "flowChartTerminator",
     .guides = "il */ w 1018 21600;ir */ w 20582 21600;it */ h 3163 21600;ib */ h 18437 21600",
     .text = "il it ir ib",
     .paths = "W 21600 21600 M 3475 0 L 18125 0 A 3475 10800 3cd4 cd2 L 3475 21600 A 3475 10800 cd4 cd2 Z"},
    {.name = "foldedCorner",
     .adjust = "adj 16667",
     .guides = "a pin 0 adj 50000;dy2 */ ss a 100000;dy1 */ dy2 1 5;x1 +- r 0 dy2;x2 +- x1 dy1 0;y2 +- b 0 dy2;y1 +- y2 dy1 0",
     .text = "l t r y2",
     .paths =
     "S M l t L r t L r y2 L x1 b L l b Z|d S M x1 b L x2 y1 L r y2 Z|N M x1 b L x2 y1 L r y2 L x1 b L l b L l t L r "
     "t L r y2"},
    {.name = "frame",
     .adjust = "adj1 12500",
     .guides = "a1 pin 0 adj1 50000;x1 */ ss a1 100000;x4 +- r 0 x1;y4 +- b 0 x1",
     .text = "x1 x1 x4 y4",
     .paths = "M l t L r t L r b L l b Z M x1 x1 L x1 y4 L x4 y4 L x4 x1 Z"},
    {.name = "halfFrame",
     .adjust = "adj1 33333;adj2 33333",
     .guides =
     "maxAdj2 */ 100000 w ss;a2 pin 0 adj2 maxAdj2;x1 */ ss a2 100000;g1 */ h x1 w;g2 +- h 0 g1;maxAdj1 */ 100000 g2 "
     "ss;a1 pin 0 adj1 maxAdj1;y1 */ ss a1 100000;dx2 */ y1 w h;x2 +- r 0 dx2;dy2 */ x1 h w;y2 +- b 0 dy2;cx1 */ x1 "
     "1 2;cy1 +/ y2 b 2;cx2 +/ x2 r 2;cy2 */ y1 1 2",
     .paths = "M l t L r t L x2 y1 L x1 y1 L x1 y2 L l b Z"},
    {.name = "heart",
     .guides =
     "dx1 */ w 49 48;dx2 */ w 10 48;x1 +- hc 0 dx1;x2 +- hc 0 dx2;x3 +- hc dx2 0;x4 +- hc dx1 0;y1 +- t 0 hd3;il */ "
     "w 1 6;ir */ w 5 6;ib */ h 2 3",
     .text = "il hd4 ir ib",
     .paths = "M hc hd4 C x3 y1 x4 hd4 hc b C x1 hd4 x2 y1 hc hd4 Z"},
    {.name = "heptagon",
     .adjust = "hf 102572;vf 105210",
     .guides =
     "swd2 */ wd2 hf 100000;shd2 */ hd2 vf 100000;svc */ vc vf 100000;dx1 */ swd2 97493 100000;dx2 */ swd2 78183 "
     "100000;dx3 */ swd2 43388 100000;dy1 */ shd2 62349 100000;dy2 */ shd2 22252 100000;dy3 */ shd2 90097 100000;x1 "
     "+- hc 0 dx1;x2 +- hc 0 dx2;x3 +- hc 0 dx3;x4 +- hc dx3 0;x5 +- hc dx2 0;x6 +- hc dx1 0;y1 +- svc 0 dy1;y2 +- "
     "svc dy2 0;y3 +- svc dy3 0;ib +- b 0 y1",
     .text = "x2 y1 x5 ib",
     .paths = "M x1 y2 L x2 y1 L hc t L x5 y1 L x6 y2 L x4 y3 L x3 y3 Z"},
    {.name = "hexagon",
     .adjust = "adj 25000;vf 115470",
     .guides =
     "maxAdj */ 50000 w ss;a pin 0 adj maxAdj;shd2 */ hd2 vf 100000;x1 */ ss a 100000;x2 +- r 0 x1;dy1 sin shd2 "
     "3600000;y1 +- vc 0 dy1;y2 +- vc dy1 0;q1 */ maxAdj -1 2;q2 +- a q1 0;q3 ?: q2 4 2;q4 ?: q2 3 2;q5 ?: q2 q1 0;"
     "q6 +/ a q5 q1;q7 */ q6 q4 -1;q8 +- q3 q7 0;il */ w q8 24;it */ h q8 24;ir +- r 0 il;ib +- b 0 it",
     .text = "il it ir ib",
     .paths = "M l vc L x1 y1 L x2 y1 L r vc L x2 y2 L x1 y2 Z"},
    {.name = "mathEqual",
     .adjust = "adj1 23520;adj2 11760",
     .guides =
     "a1 pin 0 adj1 36745;2a1 */ a1 2 1;mAdj2 +- 100000 0 2a1;a2 pin 0 adj2 mAdj2;dy1 */ h a1 100000;dy2 */ h a2 "
     "200000;dx1 */ w 73490 200000;y2 +- vc 0 dy2;y3 +- vc dy2 0;y1 +- y2 0 dy1;y4 +- y3 dy1 0;x1 +- hc 0 dx1;x2 +- "
     "hc dx1 0;yC1 +/ y1 y2 2;yC2 +/ y3 y4 2",
     .text = "x1 y1 x2 y4",
     .paths = "M x1 y1 L x2 y1 L x2 y2 L x1 y2 Z M x1 y3 L x2 y3 L x2 y4 L x1 y4 Z"},
    {.name = "mathMinus",
     .adjust = "adj1 23520",
     .guides =
     "a1 pin 0 adj1 100000;dy1 */ h a1 200000;dx1 */ w 73490 200000;y1 +- vc 0 dy1;y2 +- vc dy1 0;x1 +- hc 0 dx1;x2 "
     "+- hc dx1 0",
     .text = "x1 y1 x2 y2",
     .paths = "M x1 y1 L x2 y1 L x2 y2 L x1 y2 Z"},
    {.name = "mathMultiply",
     .adjust = "adj1 23520",
     .guides =
     "a1 pin 0 adj1 51965;th */ ss a1 100000;a at2 w h;sa sin 1 a;ca cos 1 a;ta tan 1 a;dl mod w h 0;rw */ dl 51965 "
     "100000;lM +- dl 0 rw;xM */ ca lM 2;yM */ sa lM 2;dxAM */ sa th 2;dyAM */ ca th 2;xA +- xM 0 dxAM;yA +- yM dyAM "
     "0;xB +- xM dxAM 0;yB +- yM 0 dyAM;xBC +- hc 0 xB;yBC */ xBC ta 1;yC +- yBC yB 0;xD +- r 0 xB;xE +- r 0 xA;yFE "
     "+- vc 0 yA;xFE */ yFE 1 ta;xF +- xE 0 xFE;xL +- xA xFE 0;yG +- b 0 yA;yH +- b 0 yB;yI +- b 0 yC;xC2 +- r 0 xM;"
     "yC3 +- b 0 yM",
     .text = "xA yB xE yH",
     .paths = "M xA yA L xB yB L hc yC L xD yB L xE yA L xF vc L xE yG L xD yH L hc yI L xB yH L xA yG L xL vc Z"},
    {.name = "mathPlus",
     .adjust = "adj1 23520",
     .guides =
     "a1 pin 0 adj1 73490;dx1 */ w 73490 200000;dy1 */ h 73490 200000;dx2 */ ss a1 200000;x1 +- hc 0 dx1;x2 +- hc 0 "
     "dx2;x3 +- hc dx2 0;x4 +- hc dx1 0;y1 +- vc 0 dy1;y2 +- vc 0 dx2;y3 +- vc dx2 0;y4 +- vc dy1 0",
     .text = "x1 y2 x4 y3",
     .paths = "M x1 y2 L x2 y2 L x2 y1 L x3 y1 L x3 y2 L x4 y2 L x4 y3 L x3 y3 L x3 y4 L x2 y4 L x2 y3 L x1 y3 Z"},
    {.name = "moon",
     .adjust = "adj 50000",
     .guides =
     "a pin 0 adj 87500;g0 */ ss a 100000;g0w */ g0 w ss;g1 +- ss 0 g0;g2 */ g0 g0 g1;g3 */ ss ss g1;g4 */ g3 2 1;g5 "
     "+- g4 0 g2;g6 +- g5 0 g0;g6w */ g6 w ss;g7 */ g5 1 2;g8 +- g7 0 g0;dy1 */ g8 hd2 ss;g10h +- vc 0 dy1;g11h +- "
     "vc dy1 0;g12 */ g0 9598 32768;g12w */ g12 w ss;g13 +- ss 0 g12;q1 */ ss ss 1;q2 */ g13 g13 1;q3 +- q1 0 q2;q4 "
     "sqrt q3;dy4 */ q4 hd2 ss;g15h +- vc 0 dy4;g16h +- vc dy4 0;g17w +- g6w 0 g0w;g18w */ g17w 1 2;dx2p +- g0w g18w "
     "w;dx2 */ dx2p -1 1;dy2 */ hd2 -1 1;stAng1 at2 dx2 dy2;enAngp1 at2 dx2 hd2;enAng1 +- enAngp1 0 21600000;swAng1 "
     "+- enAng1 0 stAng1",
     .text = "g12w g15h g0w g16h",
     .paths = "M r b A w hd2 cd4 cd2 A g18w dy1 stAng1 swAng1 Z"},
    {.name = "noSmoking",
     .adjust = "adj 18750",
     .guides =
     "a pin 0 adj 50000;dr */ ss a 100000;iwd2 +- wd2 0 dr;ihd2 +- hd2 0 dr;ang at2 w h;ct cos ihd2 ang;st sin iwd2 "
     "ang;m mod ct st 0;n */ iwd2 ihd2 m;drd2 */ dr 1 2;dang at2 n drd2;dang2 */ dang 2 1;swAng +- -10800000 dang2 0;"
     "t3 at2 w h;stAng1 +- t3 0 dang;stAng2 +- stAng1 0 cd2;ct1 cos ihd2 stAng1;st1 sin iwd2 stAng1;m1 mod ct1 st1 0;"
     "n1 */ iwd2 ihd2 m1;dx1 cos n1 stAng1;dy1 sin n1 stAng1;x1 +- hc dx1 0;y1 +- vc dy1 0;x2 +- hc 0 dx1;y2 +- vc 0 "
     "dy1;idx cos wd2 2700000;idy sin hd2 2700000;il +- hc 0 idx;ir +- hc idx 0;it +- vc 0 idy;ib +- vc idy 0",
     .text = "il it ir ib",
     .paths =
     "M l vc A wd2 hd2 cd2 cd4 A wd2 hd2 3cd4 cd4 A wd2 hd2 0 cd4 A wd2 hd2 cd4 cd4 Z M x1 y1 A iwd2 ihd2 stAng1 "
     "swAng Z M x2 y2 A iwd2 ihd2 stAng2 swAng Z"},
    {.name = "octagon",
     .adjust = "adj 29289",
     .guides = "a pin 0 adj 50000;x1 */ ss a 100000;x2 +- r 0 x1;y2 +- b 0 x1;il */ x1 1 2;ir +- r 0 il;ib +- b 0 il",
     .text = "il il ir ib",
     .paths = "M l x1 L x1 t L x2 t L r x1 L r y2 L x2 b L x1 b L l y2 Z"},
    {.name = "parallelogram",
     .adjust = "adj 25000",
     .guides =
     "maxAdj */ 100000 w ss;a pin 0 adj maxAdj;x1 */ ss a 200000;x2 */ ss a 100000;x6 +- r 0 x1;x5 +- r 0 x2;x3 */ "
     "x5 1 2;x4 +- r 0 x3;il */ wd2 a maxAdj;q1 */ 5 a maxAdj;q2 +/ 1 q1 12;il */ q2 w 1;it */ q2 h 1;ir +- r 0 il;"
     "ib +- b 0 it;q3 */ h hc x2;y1 pin 0 q3 h;y2 +- b 0 y1",
     .text = "il it ir ib",
     .paths = "M l b L x2 t L r t L x5 b Z"},
    {.name = "pentagon",
     .adjust = "hf 105146;vf 110557",
     .guides =
     "swd2 */ wd2 hf 100000;shd2 */ hd2 vf 100000;svc */ vc vf 100000;dx1 cos swd2 1080000;dx2 cos swd2 18360000;dy1 "
     "sin shd2 1080000;dy2 sin shd2 18360000;x1 +- hc 0 dx1;x2 +- hc 0 dx2;x3 +- hc dx2 0;x4 +- hc dx1 0;y1 +- svc 0 "
     "dy1;y2 +- svc 0 dy2;it */ y1 dx2 dx1",
     .text = "x2 it x3 y2",
     .paths = "M x1 y1 L hc t L x4 y1 L x3 y2 L x2 y2 Z"},
    {.name = "pie",
     .adjust = "adj1 0;adj2 16200000",
     .guides =
     "stAng pin 0 adj1 21599999;enAng pin 0 adj2 21599999;sw1 +- enAng 0 stAng;sw2 +- sw1 21600000 0;swAng ?: sw1 "
     "sw1 sw2;wt1 sin wd2 stAng;ht1 cos hd2 stAng;dx1 cat2 wd2 ht1 wt1;dy1 sat2 hd2 ht1 wt1;x1 +- hc dx1 0;y1 +- vc "
     "dy1 0;wt2 sin wd2 enAng;ht2 cos hd2 enAng;dx2 cat2 wd2 ht2 wt2;dy2 sat2 hd2 ht2 wt2;x2 +- hc dx2 0;y2 +- vc "
     "dy2 0;idx cos wd2 2700000;idy sin hd2 2700000;il +- hc 0 idx;ir +- hc idx 0;it +- vc 0 idy;ib +- vc idy 0",
     .text = "il ir it ib",
     .paths = "M x1 y1 A wd2 hd2 stAng swAng L hc vc Z"},
    {.name = "plaque",
     .adjust = "adj 16667",
     .guides = "a pin 0 adj 50000;x1 */ ss a 100000;x2 +- r 0 x1;y2 +- b 0 x1;il */ x1 70711 100000;ir +- r 0 il;ib +- b 0 il",
     .text = "il il ir ib",
     .paths =
     "M l x1 A x1 x1 cd4 -5400000 L x2 t A x1 x1 cd2 -5400000 L r y2 A x1 x1 3cd4 -5400000 L x1 b A x1 x1 0 -5400000 "
     "Z"},
    {.name = "plus",
     .adjust = "adj 25000",
     .guides =
     "a pin 0 adj 50000;x1 */ ss a 100000;x2 +- r 0 x1;y2 +- b 0 x1;d +- w 0 h;il ?: d l x1;ir ?: d r x2;it ?: d x1 "
     "t;ib ?: d y2 b",
     .text = "il it ir ib",
     .paths = "M l x1 L x1 x1 L x1 t L x2 t L x2 x1 L r x1 L r y2 L x2 y2 L x2 b L x1 b L x1 y2 L l y2 Z"},
    {.name = "round1Rect",
     .adjust = "adj 16667",
     .guides = "a pin 0 adj 50000;dx1 */ ss a 100000;x1 +- r 0 dx1;idx */ dx1 29289 100000;ir +- r 0 idx",
     .text = "l t ir b",
     .paths = "M l t L x1 t A dx1 dx1 3cd4 cd4 L r b L l b Z"},
    {.name = "round2DiagRect",
     .adjust = "adj1 16667;adj2 0",
     .guides =
     "a1 pin 0 adj1 50000;a2 pin 0 adj2 50000;x1 */ ss a1 100000;y1 +- b 0 x1;a */ ss a2 100000;x2 +- r 0 a;y2 +- b "
     "0 a;dx1 */ x1 29289 100000;dx2 */ a 29289 100000;d +- dx1 0 dx2;dx ?: d dx1 dx2;ir +- r 0 dx;ib +- b 0 dx",
     .text = "dx dx ir ib",
     .paths = "M x1 t L x2 t A a a 3cd4 cd4 L r y1 A x1 x1 0 cd4 L a b A a a cd4 cd4 L l x1 A x1 x1 cd2 cd4 Z"},
    {.name = "round2SameRect",
     .adjust = "adj1 16667;adj2 0",
     .guides =
     "a1 pin 0 adj1 50000;a2 pin 0 adj2 50000;tx1 */ ss a1 100000;tx2 +- r 0 tx1;bx1 */ ss a2 100000;bx2 +- r 0 bx1;"
     "by1 +- b 0 bx1;d +- tx1 0 bx1;tdx */ tx1 29289 100000;bdx */ bx1 29289 100000;il ?: d tdx bdx;ir +- r 0 il;ib "
     "+- b 0 bdx",
     .text = "il tdx ir ib",
     .paths =
     "M tx1 t L tx2 t A tx1 tx1 3cd4 cd4 L r by1 A bx1 bx1 0 cd4 L bx1 b A bx1 bx1 cd4 cd4 L l tx1 A tx1 tx1 cd2 cd4 "
     "Z"},
    {.name = "rtTriangle",
     .guides = "it */ h 7 12;ir */ w 7 12;ib */ h 11 12",
     .text = "wd12 it ir ib",
     .paths = "M l b L l t L r b Z"},
    {.name = "smileyFace",
     .adjust = "adj 4653",
     .guides =
     "a pin -4653 adj 4653;x1 */ w 4969 21699;x2 */ w 6215 21600;x3 */ w 13135 21600;x4 */ w 16640 21600;y1 */ h "
     "7570 21600;y3 */ h 16515 21600;dy2 */ h a 100000;y2 +- y3 0 dy2;y4 +- y3 dy2 0;dy3 */ h a 50000;y5 +- y4 dy3 0;"
     "idx cos wd2 2700000;idy sin hd2 2700000;il +- hc 0 idx;ir +- hc idx 0;it +- vc 0 idy;ib +- vc idy 0;wR */ w "
     "1125 21600;hR */ h 1125 21600",
     .text = "il it ir ib",
     .paths =
     "S M l vc A wd2 hd2 cd2 21600000 Z|d M x2 y1 A wR hR cd2 21600000 M x3 y1 A wR hR cd2 21600000|N M x1 y2 Q hc "
     "y5 x4 y2|N M l vc A wd2 hd2 cd2 21600000 Z"},
    {.name = "snip1Rect",
     .adjust = "adj 16667",
     .guides = "a pin 0 adj 50000;dx1 */ ss a 100000;x1 +- r 0 dx1;it */ dx1 1 2;ir +/ x1 r 2",
     .text = "l it ir b",
     .paths = "M l t L x1 t L r dx1 L r b L l b Z"},
    {.name = "snip2DiagRect",
     .adjust = "adj1 0;adj2 16667",
     .guides =
     "a1 pin 0 adj1 50000;a2 pin 0 adj2 50000;lx1 */ ss a1 100000;lx2 +- r 0 lx1;ly1 +- b 0 lx1;rx1 */ ss a2 100000;"
     "rx2 +- r 0 rx1;ry1 +- b 0 rx1;d +- lx1 0 rx1;dx ?: d lx1 rx1;il */ dx 1 2;ir +- r 0 il;ib +- b 0 il",
     .text = "il il ir ib",
     .paths = "M lx1 t L rx2 t L r rx1 L r ly1 L lx2 b L rx1 b L l ry1 L l lx1 Z"},
    {.name = "snip2SameRect",
     .adjust = "adj1 16667;adj2 0",
     .guides =
     "a1 pin 0 adj1 50000;a2 pin 0 adj2 50000;tx1 */ ss a1 100000;tx2 +- r 0 tx1;bx1 */ ss a2 100000;bx2 +- r 0 bx1;"
     "by1 +- b 0 bx1;d +- tx1 0 bx1;dx ?: d tx1 bx1;il */ dx 1 2;ir +- r 0 il;it */ tx1 1 2;ib +/ by1 b 2",
     .text = "il it ir ib",
     .paths = "M tx1 t L tx2 t L r tx1 L r by1 L bx2 b L bx1 b L l by1 L l tx1 Z"},
    {.name = "snipRoundRect",
     .adjust = "adj1 16667;adj2 16667",
     .guides =
     "a1 pin 0 adj1 50000;a2 pin 0 adj2 50000;x1 */ ss a1 100000;dx2 */ ss a2 100000;x2 +- r 0 dx2;il */ x1 29289 "
     "100000;ir +/ x2 r 2",
     .text = "il il ir b",
     .paths = "M x1 t L x2 t L r dx2 L r b L l b L l x1 A x1 x1 cd2 cd4 Z"},
    {.name = "star4",
     .adjust = "adj 12500",
     .guides =
     "a pin 0 adj 50000;iwd2 */ wd2 a 50000;ihd2 */ hd2 a 50000;sdx cos iwd2 2700000;sdy sin ihd2 2700000;sx1 +- hc "
     "0 sdx;sx2 +- hc sdx 0;sy1 +- vc 0 sdy;sy2 +- vc sdy 0;yAdj +- vc 0 ihd2",
     .text = "sx1 sy1 sx2 sy2",
     .paths = "M l vc L sx1 sy1 L hc t L sx2 sy1 L r vc L sx2 sy2 L hc b L sx1 sy2 Z"},
    {.name = "star5",
     .adjust = "adj 19098;hf 105146;vf 110557",
     .guides =
     "a pin 0 adj 50000;swd2 */ wd2 hf 100000;shd2 */ hd2 vf 100000;svc */ vc vf 100000;dx1 cos swd2 1080000;dx2 cos "
     "swd2 18360000;dy1 sin shd2 1080000;dy2 sin shd2 18360000;x1 +- hc 0 dx1;x2 +- hc 0 dx2;x3 +- hc dx2 0;x4 +- hc "
     "dx1 0;y1 +- svc 0 dy1;y2 +- svc 0 dy2;iwd2 */ swd2 a 50000;ihd2 */ shd2 a 50000;sdx1 cos iwd2 20520000;sdx2 "
     "cos iwd2 3240000;sdy1 sin ihd2 3240000;sdy2 sin ihd2 20520000;sx1 +- hc 0 sdx1;sx2 +- hc 0 sdx2;sx3 +- hc sdx2 "
     "0;sx4 +- hc sdx1 0;sy1 +- svc 0 sdy1;sy2 +- svc 0 sdy2;sy3 +- svc ihd2 0;yAdj +- svc 0 ihd2",
     .text = "sx1 sy1 sx4 sy3",
     .paths = "M x1 y1 L sx2 sy1 L hc t L sx3 sy1 L x4 y1 L sx4 sy2 L x3 y2 L hc sy3 L x2 y2 L sx1 sy2 Z"},
    {.name = "star6",
     .adjust = "adj 28868;hf 115470",
     .guides =
     "a pin 0 adj 50000;swd2 */ wd2 hf 100000;dx1 cos swd2 1800000;x1 +- hc 0 dx1;x2 +- hc dx1 0;y2 +- vc hd4 0;iwd2 "
     "*/ swd2 a 50000;ihd2 */ hd2 a 50000;sdx2 */ iwd2 1 2;sx1 +- hc 0 iwd2;sx2 +- hc 0 sdx2;sx3 +- hc sdx2 0;sx4 +- "
     "hc iwd2 0;sdy1 sin ihd2 3600000;sy1 +- vc 0 sdy1;sy2 +- vc sdy1 0;yAdj +- vc 0 ihd2",
     .text = "sx1 sy1 sx4 sy2",
     .paths = "M x1 hd4 L sx2 sy1 L hc t L sx3 sy1 L x2 hd4 L sx4 vc L x2 y2 L sx3 sy2 L hc b L sx2 sy2 L x1 y2 L sx1 vc Z"},
    {.name = "star8",
     .adjust = "adj 37500",
     .guides =
     "a pin 0 adj 50000;dx1 cos wd2 2700000;x1 +- hc 0 dx1;x2 +- hc dx1 0;dy1 sin hd2 2700000;y1 +- vc 0 dy1;y2 +- "
     "vc dy1 0;iwd2 */ wd2 a 50000;ihd2 */ hd2 a 50000;sdx1 */ iwd2 92388 100000;sdx2 */ iwd2 38268 100000;sdy1 */ "
     "ihd2 92388 100000;sdy2 */ ihd2 38268 100000;sx1 +- hc 0 sdx1;sx2 +- hc 0 sdx2;sx3 +- hc sdx2 0;sx4 +- hc sdx1 "
     "0;sy1 +- vc 0 sdy1;sy2 +- vc 0 sdy2;sy3 +- vc sdy2 0;sy4 +- vc sdy1 0;yAdj +- vc 0 ihd2",
     .text = "sx1 sy1 sx4 sy4",
     .paths =
     "M l vc L sx1 sy2 L x1 y1 L sx2 sy1 L hc t L sx3 sy1 L x2 y1 L sx4 sy2 L r vc L sx4 sy3 L x2 y2 L sx3 sy4 L hc "
     "b L sx2 sy4 L x1 y2 L sx1 sy3 Z"},
    {.name = "sun",
     .adjust = "adj 25000",
     .guides =
     "a pin 12500 adj 46875;g0 +- 50000 0 a;g1 */ g0 30274 32768;g2 */ g0 12540 32768;g3 +- g1 50000 0;g4 +- g2 "
     "50000 0;g5 +- 50000 0 g1;g6 +- 50000 0 g2;g7 */ g0 23170 32768;g8 +- 50000 g7 0;g9 +- 50000 0 g7;g10 */ g5 3 4;"
     "g11 */ g6 3 4;g12 +- g10 3662 0;g13 +- g11 3662 0;g14 +- g11 12500 0;g15 +- 100000 0 g10;g16 +- 100000 0 g12;"
     "g17 +- 100000 0 g13;g18 +- 100000 0 g14;ox1 */ w 18436 21600;oy1 */ h 3163 21600;ox2 */ w 3163 21600;oy2 */ h "
     "18436 21600;x8 */ w g8 100000;x9 */ w g9 100000;x10 */ w g10 100000;x12 */ w g12 100000;x13 */ w g13 100000;"
     "x14 */ w g14 100000;x15 */ w g15 100000;x16 */ w g16 100000;x17 */ w g17 100000;x18 */ w g18 100000;x19 */ w a "
     "100000;wR */ w g0 100000;hR */ h g0 100000;y8 */ h g8 100000;y9 */ h g9 100000;y10 */ h g10 100000;y12 */ h "
     "g12 100000;y13 */ h g13 100000;y14 */ h g14 100000;y15 */ h g15 100000;y16 */ h g16 100000;y17 */ h g17 100000;"
     "y18 */ h g18 100000",
     .text = "x9 y9 x8 y8",
     .paths =
     "M r vc L x15 y18 L x15 y14 Z M ox1 oy1 L x16 y13 L x17 y12 Z M hc t L x18 y10 L x14 y10 Z M ox2 oy1 L x13 y12 "
     "L x12 y13 Z M l vc L x10 y14 L x10 y18 Z M ox2 oy2 L x12 y17 L x13 y16 Z M hc b L x14 y15 L x18 y15 Z M ox1 "
     "oy2 L x17 y16 L x16 y17 Z M x19 vc A wR hR cd2 21600000 Z"},
    {.name = "teardrop",
     .adjust = "adj 100000",
     .guides =
     "a pin 0 adj 200000;r2 sqrt 2;tw */ wd2 r2 1;th */ hd2 r2 1;sw */ tw a 100000;sh */ th a 100000;dx1 cos sw "
     "2700000;dy1 sin sh 2700000;x1 +- hc dx1 0;y1 +- vc 0 dy1;x2 +/ hc x1 2;y2 +/ vc y1 2;idx cos wd2 2700000;idy "
     "sin hd2 2700000;il +- hc 0 idx;ir +- hc idx 0;it +- vc 0 idy;ib +- vc idy 0",
     .text = "il it ir ib",
     .paths = "M l vc A wd2 hd2 cd2 cd4 Q x2 t x1 y1 Q r y2 r vc A wd2 hd2 0 cd4 A wd2 hd2 cd4 cd4 Z"},
    {.name = "trapezoid",
     .adjust = "adj 25000",
     .guides =
     "maxAdj */ 50000 w ss;a pin 0 adj maxAdj;x1 */ ss a 200000;x2 */ ss a 100000;x3 +- r 0 x2;x4 +- r 0 x1;il */ "
     "wd3 a maxAdj;it */ hd3 a maxAdj;ir +- r 0 il",
     .text = "il it ir b",
     .paths = "M l b L x2 t L x3 t L r b Z"},
    {.name = "triangle",
     .adjust = "adj 50000",
     .guides = "a pin 0 adj 100000;x1 */ w a 200000;x2 */ w a 100000;x3 +- x1 wd2 0",
     .text = "x1 vc x3 b",
     .paths = "M l b L x2 t L r b Z"},
};
const size_t N_PRESETS_SHAPES = sizeof PRESETS_SHAPES / sizeof PRESETS_SHAPES[0];
