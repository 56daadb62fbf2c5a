/* Preset shapes (ECMA-376-1:2016, 20.1.10.55 and its presetShapeDefinitions): lines, arrows, brackets, callouts, ribbons. The
 * notation is that of presets.h. */
#include "ooxml/presets.h"

const struct preset PRESETS_ARROWS[] = {
    {.name = "accentCallout1",
     .adjust = "adj1 18750;adj2 -8333;adj3 112500;adj4 -38333",
     .guides = "y1 */ h adj1 100000;x1 */ w adj2 100000;y2 */ h adj3 100000;x2 */ w adj4 100000",
     .paths = "S M l t L r t L r b L l b Z|N M x1 t Z L x1 b|N M x1 y1 L x2 y2"},
    {.name = "arc",
     .adjust = "adj1 16200000;adj2 0",
     .guides =
     "stAng pin 0 adj1 21599999;enAng pin 0 adj2 21599999;sw11 +- enAng 0 stAng;sw12 +- sw11 21600000 0;swAng ?: "
     "sw11 sw11 sw12;wt1 sin wd2 stAng;ht1 cos hd2 stAng;dx1 cat2 wd2 ht1 wt1;dy1 sat2 hd2 ht1 wt1;wt2 sin wd2 enAng;"
     "ht2 cos hd2 enAng;dx2 cat2 wd2 ht2 wt2;dy2 sat2 hd2 ht2 wt2;x1 +- hc dx1 0;y1 +- vc dy1 0;x2 +- hc dx2 0;y2 +- "
     "vc dy2 0;sw0 +- 21600000 0 stAng;da1 +- swAng 0 sw0;g1 max x1 x2;ir ?: da1 r g1;sw1 +- cd4 0 stAng;sw2 +- "
     "27000000 0 stAng;sw3 ?: sw1 sw1 sw2;da2 +- swAng 0 sw3;g5 max y1 y2;ib ?: da2 b g5;sw4 +- cd2 0 stAng;sw5 +- "
     "32400000 0 stAng;sw6 ?: sw4 sw4 sw5;da3 +- swAng 0 sw6;g9 min x1 x2;il ?: da3 l g9;sw7 +- 3cd4 0 stAng;sw8 +- "
     "37800000 0 stAng;sw9 ?: sw7 sw7 sw8;da4 +- swAng 0 sw9;g13 min y1 y2;it ?: da4 t g13;cang1 +- stAng 0 cd4;"
     "cang2 +- enAng cd4 0;cang3 +/ cang1 cang2 2",
     .text = "il it ir ib",
     .paths = "S M x1 y1 A wd2 hd2 stAng swAng L hc vc Z|N M x1 y1 A wd2 hd2 stAng swAng"},
    {.name = "bentArrow",
     .adjust = "adj1 25000;adj2 25000;adj3 25000;adj4 43750",
     .guides =
     "a2 pin 0 adj2 50000;maxAdj1 */ a2 2 1;a1 pin 0 adj1 maxAdj1;a3 pin 0 adj3 50000;th */ ss a1 100000;aw2 */ ss "
     "a2 100000;th2 */ th 1 2;dh2 +- aw2 0 th2;ah */ ss a3 100000;bw +- r 0 ah;bh +- b 0 dh2;bs min bw bh;maxAdj4 */ "
     "100000 bs ss;a4 pin 0 adj4 maxAdj4;bd */ ss a4 100000;bd3 +- bd 0 th;bd2 max bd3 0;x3 +- th bd2 0;x4 +- r 0 ah;"
     "y3 +- dh2 th 0;y4 +- y3 dh2 0;y5 +- dh2 bd 0;y6 +- y3 bd2 0",
     .paths = "M l b L l y5 A bd bd cd2 cd4 L x4 dh2 L x4 t L r aw2 L x4 y4 L x4 y3 L x3 y3 A bd2 bd2 3cd4 -5400000 L th b Z"},
    {.name = "bentConnector2",
     .paths = "N M l t L r t L r b"},
    {.name = "bentConnector3",
     .adjust = "adj1 50000",
     .guides = "x1 */ w adj1 100000",
     .paths = "N M l t L x1 t L x1 b L r b"},
    {.name = "bentConnector4",
     .adjust = "adj1 50000;adj2 50000",
     .guides = "x1 */ w adj1 100000;x2 +/ x1 r 2;y2 */ h adj2 100000;y1 +/ t y2 2",
     .paths = "N M l t L x1 t L x1 y2 L r y2 L r b"},
    {.name = "bentConnector5",
     .adjust = "adj1 50000;adj2 50000;adj3 50000",
     .guides = "x1 */ w adj1 100000;x3 */ w adj3 100000;x2 +/ x1 x3 2;y2 */ h adj2 100000;y1 +/ t y2 2;y3 +/ b y2 2",
     .paths = "N M l t L x1 t L x1 y2 L x3 y2 L x3 b L r b"},
    {.name = "bentUpArrow",
     .adjust = "adj1 25000;adj2 25000;adj3 25000",
     .guides =
     "a1 pin 0 adj1 50000;a2 pin 0 adj2 50000;a3 pin 0 adj3 50000;y1 */ ss a3 100000;dx1 */ ss a2 50000;x1 +- r 0 "
     "dx1;dx3 */ ss a2 100000;x3 +- r 0 dx3;dx2 */ ss a1 200000;x2 +- x3 0 dx2;x4 +- x3 dx2 0;dy2 */ ss a1 100000;y2 "
     "+- b 0 dy2;x0 */ x4 1 2;y3 +/ y2 b 2;y15 +/ y1 b 2",
     .text = "l y2 x4 b",
     .paths = "M l y2 L x2 y2 L x2 y1 L x1 y1 L x3 t L r y1 L x4 y1 L x4 b L l b Z"},
    {.name = "borderCallout1",
     .adjust = "adj1 18750;adj2 -8333;adj3 112500;adj4 -38333",
     .guides = "y1 */ h adj1 100000;x1 */ w adj2 100000;y2 */ h adj3 100000;x2 */ w adj4 100000",
     .paths = "M l t L r t L r b L l b Z|N M x1 y1 L x2 y2"},
    {.name = "borderCallout2",
     .adjust = "adj1 18750;adj2 -8333;adj3 18750;adj4 -16667;adj5 112500;adj6 -46667",
     .guides =
     "y1 */ h adj1 100000;x1 */ w adj2 100000;y2 */ h adj3 100000;x2 */ w adj4 100000;y3 */ h adj5 100000;x3 */ w "
     "adj6 100000",
     .paths = "M l t L r t L r b L l b Z|N M x1 y1 L x2 y2 L x3 y3"},
    {.name = "bracePair",
     .adjust = "adj 8333",
     .guides =
     "a pin 0 adj 25000;x1 */ ss a 100000;x2 */ ss a 50000;x3 +- r 0 x2;x4 +- r 0 x1;y2 +- vc 0 x1;y3 +- vc x1 0;y4 "
     "+- b 0 x1;it */ x1 29289 100000;il +- x1 it 0;ir +- r 0 il;ib +- b 0 it",
     .text = "il il ir ib",
     .paths =
     "S M x2 b A x1 x1 cd4 cd4 L x1 y3 A x1 x1 0 -5400000 A x1 x1 cd4 -5400000 L x1 x1 A x1 x1 cd2 cd4 L x3 t A x1 "
     "x1 3cd4 cd4 L x4 y2 A x1 x1 cd2 -5400000 A x1 x1 3cd4 -5400000 L x4 y4 A x1 x1 0 cd4 Z|N M x2 b A x1 x1 cd4 "
     "cd4 L x1 y3 A x1 x1 0 -5400000 A x1 x1 cd4 -5400000 L x1 x1 A x1 x1 cd2 cd4 M x3 t A x1 x1 3cd4 cd4 L x4 y2 A "
     "x1 x1 cd2 -5400000 A x1 x1 3cd4 -5400000 L x4 y4 A x1 x1 0 cd4"},
    {.name = "bracketPair",
     .adjust = "adj 16667",
     .guides = "a pin 0 adj 50000;x1 */ ss a 100000;x2 +- r 0 x1;y2 +- b 0 x1;il */ x1 29289 100000;ir +- r 0 il;ib +- b 0 il",
     .text = "il il ir ib",
     .paths =
     "S M l x1 A x1 x1 cd2 cd4 L x2 t A x1 x1 3cd4 cd4 L r y2 A x1 x1 0 cd4 L x1 b A x1 x1 cd4 cd4 Z|N M x1 b A x1 "
     "x1 cd4 cd4 L l x1 A x1 x1 cd2 cd4 M x2 t A x1 x1 3cd4 cd4 L r y2 A x1 x1 0 cd4"},
    {.name = "callout1",
     .adjust = "adj1 18750;adj2 -8333;adj3 112500;adj4 -38333",
     .guides = "y1 */ h adj1 100000;x1 */ w adj2 100000;y2 */ h adj3 100000;x2 */ w adj4 100000",
     .paths = "S M l t L r t L r b L l b Z|N M x1 y1 L x2 y2"},
    {.name = "chevron",
     .adjust = "adj 50000",
     .guides =
     "maxAdj */ 100000 w ss;a pin 0 adj maxAdj;x1 */ ss a 100000;x2 +- r 0 x1;x3 */ x2 1 2;dx +- x2 0 x1;il ?: dx x1 "
     "l;ir ?: dx x2 r",
     .text = "il t ir b",
     .paths = "M l t L x2 t L r vc L x2 b L l b L x1 vc Z"},
    {.name = "cloud",
     .guides =
     "il */ w 2977 21600;it */ h 3262 21600;ir */ w 17087 21600;ib */ h 17337 21600;g27 */ w 67 21600;g28 */ h 21577 "
     "21600;g29 */ w 21582 21600;g30 */ h 1235 21600",
     .text = "il it ir ib",
     .paths =
     "W 43200 43200 M 3900 14370 A 6753 9190 -11429249 7426832 A 5333 7267 -8646143 5396714 A 4365 5945 -8748475 "
     "5983381 A 4857 6595 -7859164 7034504 A 5333 7273 -4722533 6541615 A 6775 9220 -2776035 7816140 A 5785 7867 "
     "37501 6842000 A 6752 9215 1347096 6910353 A 7720 10543 3974558 4542661 A 4360 5918 -16496525 8804134 A 4345 "
     "5945 -14809710 9151131 Z|W 43200 43200 N M 4693 26177 A 4345 5945 5204520 1585770 M 6928 34899 A 4360 5918 "
     "4416628 686848 M 16478 39090 A 6752 9215 8257449 844866 M 28827 34751 A 6752 9215 387196 959901 M 34129 22954 "
     "A 5785 7867 -4217541 4255042 M 41798 15354 A 5333 7273 1819082 1665090 M 38324 5426 A 4857 6595 -824660 891534 "
     "M 29078 3952 A 4857 6595 -8950887 1091722 M 22141 4720 A 4365 5945 -9809656 1061181 M 14000 5192 A 6753 9190 "
     "-4002417 739161 M 4127 15789 A 6753 9190 9459261 711490"},
    {.name = "cloudCallout",
     .adjust = "adj1 -20833;adj2 62500",
     .guides =
     "dxPos */ w adj1 100000;dyPos */ h adj2 100000;xPos +- hc dxPos 0;yPos +- vc dyPos 0;ht cat2 hd2 dxPos dyPos;wt "
     "sat2 wd2 dxPos dyPos;g2 cat2 wd2 ht wt;g3 sat2 hd2 ht wt;g4 +- hc g2 0;g5 +- vc g3 0;g6 +- g4 0 xPos;g7 +- g5 "
     "0 yPos;g8 mod g6 g7 0;g9 */ ss 6600 21600;g10 +- g8 0 g9;g11 */ g10 1 3;g12 */ ss 1800 21600;g13 +- g11 g12 0;"
     "g14 */ g13 g6 g8;g15 */ g13 g7 g8;g16 +- g14 xPos 0;g17 +- g15 yPos 0;g18 */ ss 4800 21600;g19 */ g11 2 1;g20 "
     "+- g18 g19 0;g21 */ g20 g6 g8;g22 */ g20 g7 g8;g23 +- g21 xPos 0;g24 +- g22 yPos 0;g25 */ ss 1200 21600;g26 */ "
     "ss 600 21600;x23 +- xPos g26 0;x24 +- g16 g25 0;x25 +- g23 g12 0;il */ w 2977 21600;it */ h 3262 21600;ir */ w "
     "17087 21600;ib */ h 17337 21600;g27 */ w 67 21600;g28 */ h 21577 21600;g29 */ w 21582 21600;g30 */ h 1235 "
     "21600;pang at2 dxPos dyPos",
     .text = "il it ir ib",
     .paths =
     "W 43200 43200 M 3900 14370 A 6753 9190 -11429249 7426832 A 5333 7267 -8646143 5396714 A 4365 5945 -8748475 "
     "5983381 A 4857 6595 -7859164 7034504 A 5333 7273 -4722533 6541615 A 6775 9220 -2776035 7816140 A 5785 7867 "
     "37501 6842000 A 6752 9215 1347096 6910353 A 7720 10543 3974558 4542661 A 4360 5918 -16496525 8804134 A 4345 "
     "5945 -14809710 9151131 Z|M x23 yPos A g26 g26 0 21600000 Z|M x24 g17 A g25 g25 0 21600000 Z|M x25 g24 A g12 "
     "g12 0 21600000 Z|W 43200 43200 N M 4693 26177 A 4345 5945 5204520 1585770 M 6928 34899 A 4360 5918 4416628 "
     "686848 M 16478 39090 A 6752 9215 8257449 844866 M 28827 34751 A 6752 9215 387196 959901 M 34129 22954 A 5785 "
     "7867 -4217541 4255042 M 41798 15354 A 5333 7273 1819082 1665090 M 38324 5426 A 4857 6595 -824660 891534 M "
     "29078 3952 A 4857 6595 -8950887 1091722 M 22141 4720 A 4365 5945 -9809656 1061181 M 14000 5192 A 6753 9190 "
     "-4002417 739161 M 4127 15789 A 6753 9190 9459261 711490"},
    {.name = "curvedConnector2",
     .paths = "N M l t C wd2 t r hd2 r b"},
    {.name = "curvedConnector3",
     .adjust = "adj1 50000",
     .guides = "x2 */ w adj1 100000;x1 +/ l x2 2;x3 +/ r x2 2;y3 */ h 3 4",
     .paths = "N M l t C x1 t x2 hd4 x2 vc C x2 y3 x3 b r b"},
    {.name = "curvedConnector4",
     .adjust = "adj1 50000;adj2 50000",
     .guides =
     "x2 */ w adj1 100000;x1 +/ l x2 2;x3 +/ r x2 2;x4 +/ x2 x3 2;x5 +/ x3 r 2;y4 */ h adj2 100000;y1 +/ t y4 2;y2 "
     "+/ t y1 2;y3 +/ y1 y4 2;y5 +/ b y4 2",
     .paths = "N M l t C x1 t x2 y2 x2 y1 C x2 y3 x4 y4 x3 y4 C x5 y4 r y5 r b"},
    {.name = "curvedConnector5",
     .adjust = "adj1 50000;adj2 50000;adj3 50000",
     .guides =
     "x3 */ w adj1 100000;x6 */ w adj3 100000;x1 +/ x3 x6 2;x2 +/ l x3 2;x4 +/ x3 x1 2;x5 +/ x6 x1 2;x7 +/ x6 r 2;y4 "
     "*/ h adj2 100000;y1 +/ t y4 2;y2 +/ t y1 2;y3 +/ y1 y4 2;y5 +/ b y4 2;y6 +/ y5 y4 2;y7 +/ y5 b 2",
     .paths = "N M l t C x2 t x3 y2 x3 y1 C x3 y3 x4 y4 x1 y4 C x5 y4 x6 y6 x6 y5 C x6 y7 x7 b r b"},
    {.name = "curvedDownArrow",
     .adjust = "adj1 25000;adj2 50000;adj3 25000",
     .guides =
     "maxAdj2 */ 50000 w ss;a2 pin 0 adj2 maxAdj2;a1 pin 0 adj1 100000;th */ ss a1 100000;aw */ ss a2 100000;q1 +/ "
     "th aw 4;wR +- wd2 0 q1;q7 */ wR 2 1;q8 */ q7 q7 1;q9 */ th th 1;q10 +- q8 0 q9;q11 sqrt q10;idy */ q11 h q7;"
     "maxAdj3 */ 100000 idy ss;a3 pin 0 adj3 maxAdj3;ah */ ss adj3 100000;x3 +- wR th 0;q2 */ h h 1;q3 */ ah ah 1;q4 "
     "+- q2 0 q3;q5 sqrt q4;dx */ q5 wR h;x5 +- wR dx 0;x7 +- x3 dx 0;q6 +- aw 0 th;dh */ q6 1 2;x4 +- x5 0 dh;x8 +- "
     "x7 dh 0;aw2 */ aw 1 2;x6 +- r 0 aw2;y1 +- b 0 ah;swAng at2 ah dx;mswAng +- 0 0 swAng;iy +- b 0 idy;ix +/ wR x3 "
     "2;q12 */ th 1 2;dang2 at2 idy q12;stAng +- 3cd4 swAng 0;stAng2 +- 3cd4 0 dang2;swAng2 +- dang2 0 cd4;swAng3 +- "
     "cd4 dang2 0",
     .paths =
     "S M x6 b L x4 y1 L x5 y1 A wR h stAng mswAng L x3 t A wR h 3cd4 swAng L x8 y1 Z|d S M ix iy A wR h stAng2 "
     "swAng2 L l b A wR h cd2 swAng3 Z|N M ix iy A wR h stAng2 swAng2 L l b A wR h cd2 cd4 L x3 t A wR h 3cd4 swAng "
     "L x8 y1 L x6 b L x4 y1 L x5 y1 A wR h stAng mswAng"},
    {.name = "curvedLeftArrow",
     .adjust = "adj1 25000;adj2 50000;adj3 25000",
     .guides =
     "maxAdj2 */ 50000 h ss;a2 pin 0 adj2 maxAdj2;a1 pin 0 adj1 a2;th */ ss a1 100000;aw */ ss a2 100000;q1 +/ th aw "
     "4;hR +- hd2 0 q1;q7 */ hR 2 1;q8 */ q7 q7 1;q9 */ th th 1;q10 +- q8 0 q9;q11 sqrt q10;idx */ q11 w q7;maxAdj3 "
     "*/ 100000 idx ss;a3 pin 0 adj3 maxAdj3;ah */ ss a3 100000;y3 +- hR th 0;q2 */ w w 1;q3 */ ah ah 1;q4 +- q2 0 "
     "q3;q5 sqrt q4;dy */ q5 hR w;y5 +- hR dy 0;y7 +- y3 dy 0;q6 +- aw 0 th;dh */ q6 1 2;y4 +- y5 0 dh;y8 +- y7 dh 0;"
     "aw2 */ aw 1 2;y6 +- b 0 aw2;x1 +- l ah 0;swAng at2 ah dy;mswAng +- 0 0 swAng;ix +- l idx 0;iy +/ hR y3 2;q12 "
     "*/ th 1 2;dang2 at2 idx q12;swAng2 +- dang2 0 swAng;swAng3 +- swAng dang2 0;stAng3 +- 0 0 dang2",
     .paths =
     "S M l y6 L x1 y4 L x1 y5 A w hR swAng swAng2 A w hR stAng3 swAng3 L x1 y8 Z|d S M r y3 A w hR 0 -5400000 L l t "
     "A w hR 3cd4 cd4 Z|N M r y3 A w hR 0 -5400000 L l t A w hR 3cd4 cd4 L r y3 A w hR 0 swAng L x1 y8 L l y6 L x1 "
     "y4 L x1 y5 A w hR swAng swAng2"},
    {.name = "curvedRightArrow",
     .adjust = "adj1 25000;adj2 50000;adj3 25000",
     .guides =
     "maxAdj2 */ 50000 h ss;a2 pin 0 adj2 maxAdj2;a1 pin 0 adj1 a2;th */ ss a1 100000;aw */ ss a2 100000;q1 +/ th aw "
     "4;hR +- hd2 0 q1;q7 */ hR 2 1;q8 */ q7 q7 1;q9 */ th th 1;q10 +- q8 0 q9;q11 sqrt q10;idx */ q11 w q7;maxAdj3 "
     "*/ 100000 idx ss;a3 pin 0 adj3 maxAdj3;ah */ ss a3 100000;y3 +- hR th 0;q2 */ w w 1;q3 */ ah ah 1;q4 +- q2 0 "
     "q3;q5 sqrt q4;dy */ q5 hR w;y5 +- hR dy 0;y7 +- y3 dy 0;q6 +- aw 0 th;dh */ q6 1 2;y4 +- y5 0 dh;y8 +- y7 dh 0;"
     "aw2 */ aw 1 2;y6 +- b 0 aw2;x1 +- r 0 ah;swAng at2 ah dy;stAng +- cd2 0 swAng;mswAng +- 0 0 swAng;ix +- r 0 "
     "idx;iy +/ hR y3 2;q12 */ th 1 2;dang2 at2 idx q12;swAng2 +- dang2 0 cd4;swAng3 +- cd4 dang2 0;stAng3 +- cd2 0 "
     "dang2",
     .paths =
     "S M l hR A w hR cd2 mswAng L x1 y4 L r y6 L x1 y8 L x1 y7 A w hR stAng swAng Z|d S M r th A w hR 3cd4 swAng2 A "
     "w hR stAng3 swAng3 Z|N M l hR A w hR cd2 mswAng L x1 y4 L r y6 L x1 y8 L x1 y7 A w hR stAng swAng L l hR A w "
     "hR cd2 cd4 L r th A w hR 3cd4 swAng2"},
    {.name = "curvedUpArrow",
     .adjust = "adj1 25000;adj2 50000;adj3 25000",
     .guides =
     "maxAdj2 */ 50000 w ss;a2 pin 0 adj2 maxAdj2;a1 pin 0 adj1 100000;th */ ss a1 100000;aw */ ss a2 100000;q1 +/ "
     "th aw 4;wR +- wd2 0 q1;q7 */ wR 2 1;q8 */ q7 q7 1;q9 */ th th 1;q10 +- q8 0 q9;q11 sqrt q10;idy */ q11 h q7;"
     "maxAdj3 */ 100000 idy ss;a3 pin 0 adj3 maxAdj3;ah */ ss adj3 100000;x3 +- wR th 0;q2 */ h h 1;q3 */ ah ah 1;q4 "
     "+- q2 0 q3;q5 sqrt q4;dx */ q5 wR h;x5 +- wR dx 0;x7 +- x3 dx 0;q6 +- aw 0 th;dh */ q6 1 2;x4 +- x5 0 dh;x8 +- "
     "x7 dh 0;aw2 */ aw 1 2;x6 +- r 0 aw2;y1 +- t ah 0;swAng at2 ah dx;mswAng +- 0 0 swAng;iy +- t idy 0;ix +/ wR x3 "
     "2;q12 */ th 1 2;dang2 at2 idy q12;swAng2 +- dang2 0 swAng;mswAng2 +- 0 0 swAng2;stAng3 +- cd4 0 swAng;swAng3 "
     "+- swAng dang2 0;stAng2 +- cd4 0 dang2",
     .paths =
     "S M x6 t L x8 y1 L x7 y1 A wR h stAng3 swAng3 A wR h stAng2 swAng2 L x4 y1 Z|d S M wR b A wR h cd4 cd4 L th t "
     "A wR h cd2 -5400000 Z|N M ix iy A wR h stAng2 swAng2 L x4 y1 L x6 t L x8 y1 L x7 y1 A wR h stAng3 swAng L wR b "
     "A wR h cd4 cd4 L th t A wR h cd2 -5400000"},
    {.name = "doubleWave",
     .adjust = "adj1 6250;adj2 0",
     .guides =
     "a1 pin 0 adj1 12500;a2 pin -10000 adj2 10000;y1 */ h a1 100000;dy2 */ y1 10 3;y2 +- y1 0 dy2;y3 +- y1 dy2 0;y4 "
     "+- b 0 y1;y5 +- y4 0 dy2;y6 +- y4 dy2 0;dx1 */ w a2 100000;of2 */ w a2 50000;x1 abs dx1;dx2 ?: of2 0 of2;x2 +- "
     "l 0 dx2;dx8 ?: of2 of2 0;x8 +- r 0 dx8;dx3 +/ dx2 x8 6;x3 +- x2 dx3 0;dx4 +/ dx2 x8 3;x4 +- x2 dx4 0;x5 +/ x2 "
     "x8 2;x6 +- x5 dx3 0;x7 +/ x6 x8 2;x9 +- l dx8 0;x15 +- r dx2 0;x10 +- x9 dx3 0;x11 +- x9 dx4 0;x12 +/ x9 x15 2;"
     "x13 +- x12 dx3 0;x14 +/ x13 x15 2;x16 +- r 0 x1;xAdj +- hc dx1 0;il max x2 x9;ir min x8 x15;it */ h a1 50000;"
     "ib +- b 0 it",
     .text = "il it ir ib",
     .paths = "M x2 y1 C x3 y2 x4 y3 x5 y1 C x6 y2 x7 y3 x8 y1 L x15 y4 C x14 y6 x13 y5 x12 y4 C x11 y6 x10 y5 x9 y4 Z"},
    {.name = "downArrow",
     .adjust = "adj1 50000;adj2 50000",
     .guides =
     "maxAdj2 */ 100000 h ss;a1 pin 0 adj1 100000;a2 pin 0 adj2 maxAdj2;dy1 */ ss a2 100000;y1 +- b 0 dy1;dx1 */ w "
     "a1 200000;x1 +- hc 0 dx1;x2 +- hc dx1 0;dy2 */ x1 dy1 wd2;y2 +- y1 dy2 0",
     .text = "x1 t x2 y2",
     .paths = "M l y1 L x1 y1 L x1 t L x2 t L x2 y1 L r y1 L hc b Z"},
    {.name = "downArrowCallout",
     .adjust = "adj1 25000;adj2 25000;adj3 25000;adj4 64977",
     .guides =
     "maxAdj2 */ 50000 w ss;a2 pin 0 adj2 maxAdj2;maxAdj1 */ a2 2 1;a1 pin 0 adj1 maxAdj1;maxAdj3 */ 100000 h ss;a3 "
     "pin 0 adj3 maxAdj3;q2 */ a3 ss h;maxAdj4 +- 100000 0 q2;a4 pin 0 adj4 maxAdj4;dx1 */ ss a2 100000;dx2 */ ss a1 "
     "200000;x1 +- hc 0 dx1;x2 +- hc 0 dx2;x3 +- hc dx2 0;x4 +- hc dx1 0;dy3 */ ss a3 100000;y3 +- b 0 dy3;y2 */ h "
     "a4 100000;y1 */ y2 1 2",
     .text = "l t r y2",
     .paths = "M l t L r t L r y2 L x3 y2 L x3 y3 L x4 y3 L hc b L x1 y3 L x2 y3 L x2 y2 L l y2 Z"},
    {.name = "homePlate",
     .adjust = "adj 50000",
     .guides = "maxAdj */ 100000 w ss;a pin 0 adj maxAdj;dx1 */ ss a 100000;x1 +- r 0 dx1;ir +/ x1 r 2;x2 */ x1 1 2",
     .text = "l t ir b",
     .paths = "M l t L x1 t L r vc L x1 b L l b Z"},
    {.name = "horizontalScroll",
     .adjust = "adj 12500",
     .guides =
     "a pin 0 adj 25000;ch */ ss a 100000;ch2 */ ch 1 2;ch4 */ ch 1 4;y3 +- ch ch2 0;y4 +- ch ch 0;y6 +- b 0 ch;y7 "
     "+- b 0 ch2;y5 +- y6 0 ch2;x3 +- r 0 ch;x4 +- r 0 ch2",
     .text = "ch ch x4 y6",
     .paths =
     "S M r ch2 A ch2 ch2 0 cd4 L x4 ch2 A ch4 ch4 0 cd2 L x3 ch L ch2 ch A ch2 ch2 3cd4 -5400000 L l y7 A ch2 ch2 "
     "cd2 -10800000 L ch y6 L x4 y6 A ch2 ch2 cd4 -5400000 Z M ch2 y4 A ch2 ch2 cd4 -5400000 A ch4 ch4 0 -10800000 Z|"
     "d S M ch2 y4 A ch2 ch2 cd4 -5400000 A ch4 ch4 0 -10800000 Z M x4 ch A ch2 ch2 cd4 -16200000 A ch4 ch4 cd2 "
     "-10800000 Z|N M l y3 A ch2 ch2 cd2 cd4 L x3 ch L x3 ch2 A ch2 ch2 cd2 cd2 L r y5 A ch2 ch2 0 cd4 L ch y6 L ch "
     "y7 A ch2 ch2 0 cd2 Z M x3 ch L x4 ch A ch2 ch2 cd4 -5400000 M x4 ch L x4 ch2 A ch4 ch4 0 cd2 M ch2 y4 L ch2 y3 "
     "A ch4 ch4 cd2 cd2 A ch2 ch2 0 cd2 M ch y3 L ch y6"},
    {.name = "leftArrow",
     .adjust = "adj1 50000;adj2 50000",
     .guides =
     "maxAdj2 */ 100000 w ss;a1 pin 0 adj1 100000;a2 pin 0 adj2 maxAdj2;dx2 */ ss a2 100000;x2 +- l dx2 0;dy1 */ h "
     "a1 200000;y1 +- vc 0 dy1;y2 +- vc dy1 0;dx1 */ y1 dx2 hd2;x1 +- x2 0 dx1",
     .text = "x1 y1 r y2",
     .paths = "M l vc L x2 t L x2 y1 L r y1 L r y2 L x2 y2 L x2 b Z"},
    {.name = "leftArrowCallout",
     .adjust = "adj1 25000;adj2 25000;adj3 25000;adj4 64977",
     .guides =
     "maxAdj2 */ 50000 h ss;a2 pin 0 adj2 maxAdj2;maxAdj1 */ a2 2 1;a1 pin 0 adj1 maxAdj1;maxAdj3 */ 100000 w ss;a3 "
     "pin 0 adj3 maxAdj3;q2 */ a3 ss w;maxAdj4 +- 100000 0 q2;a4 pin 0 adj4 maxAdj4;dy1 */ ss a2 100000;dy2 */ ss a1 "
     "200000;y1 +- vc 0 dy1;y2 +- vc 0 dy2;y3 +- vc dy2 0;y4 +- vc dy1 0;x1 */ ss a3 100000;dx2 */ w a4 100000;x2 +- "
     "r 0 dx2;x3 +/ x2 r 2",
     .text = "x2 t r b",
     .paths = "M l vc L x1 y1 L x1 y2 L x2 y2 L x2 t L r t L r b L x2 b L x2 y3 L x1 y3 L x1 y4 Z"},
    {.name = "leftBrace",
     .adjust = "adj1 8333;adj2 50000",
     .guides =
     "a2 pin 0 adj2 100000;q1 +- 100000 0 a2;q2 min q1 a2;q3 */ q2 1 2;maxAdj1 */ q3 h ss;a1 pin 0 adj1 maxAdj1;y1 "
     "*/ ss a1 100000;y3 */ h a2 100000;y4 +- y3 y1 0;dx1 cos wd2 2700000;dy1 sin y1 2700000;il +- r 0 dx1;it +- y1 "
     "0 dy1;ib +- b dy1 y1",
     .text = "il it r ib",
     .paths =
     "S M r b A wd2 y1 cd4 cd4 L hc y4 A wd2 y1 0 -5400000 A wd2 y1 cd4 -5400000 L hc y1 A wd2 y1 cd2 cd4 Z|N M r b "
     "A wd2 y1 cd4 cd4 L hc y4 A wd2 y1 0 -5400000 A wd2 y1 cd4 -5400000 L hc y1 A wd2 y1 cd2 cd4"},
    {.name = "leftBracket",
     .adjust = "adj 8333",
     .guides =
     "maxAdj */ 50000 h ss;a pin 0 adj maxAdj;y1 */ ss a 100000;y2 +- b 0 y1;dx1 cos w 2700000;dy1 sin y1 2700000;il "
     "+- r 0 dx1;it +- y1 0 dy1;ib +- b dy1 y1",
     .text = "il it r ib",
     .paths = "S M r b A w y1 cd4 cd4 L l y1 A w y1 cd2 cd4 Z|N M r b A w y1 cd4 cd4 L l y1 A w y1 cd2 cd4"},
    {.name = "leftRightArrow",
     .adjust = "adj1 50000;adj2 50000",
     .guides =
     "maxAdj2 */ 50000 w ss;a1 pin 0 adj1 100000;a2 pin 0 adj2 maxAdj2;x2 */ ss a2 100000;x3 +- r 0 x2;dy */ h a1 "
     "200000;y1 +- vc 0 dy;y2 +- vc dy 0;dx1 */ y1 x2 hd2;x1 +- x2 0 dx1;x4 +- x3 dx1 0",
     .text = "x1 y1 x4 y2",
     .paths = "M l vc L x2 t L x2 y1 L x3 y1 L x3 t L r vc L x3 b L x3 y2 L x2 y2 L x2 b Z"},
    {.name = "leftRightUpArrow",
     .adjust = "adj1 25000;adj2 25000;adj3 25000",
     .guides =
     "a2 pin 0 adj2 50000;maxAdj1 */ a2 2 1;a1 pin 0 adj1 maxAdj1;q1 +- 100000 0 maxAdj1;maxAdj3 */ q1 1 2;a3 pin 0 "
     "adj3 maxAdj3;x1 */ ss a3 100000;dx2 */ ss a2 100000;x2 +- hc 0 dx2;x5 +- hc dx2 0;dx3 */ ss a1 200000;x3 +- hc "
     "0 dx3;x4 +- hc dx3 0;x6 +- r 0 x1;dy2 */ ss a2 50000;y2 +- b 0 dy2;y4 +- b 0 dx2;y3 +- y4 0 dx3;y5 +- y4 dx3 0;"
     "il */ dx3 x1 dx2;ir +- r 0 il",
     .text = "il y3 ir y5",
     .paths =
     "M l y4 L x1 y2 L x1 y3 L x3 y3 L x3 x1 L x2 x1 L hc t L x5 x1 L x4 x1 L x4 y3 L x6 y3 L x6 y2 L r y4 L x6 b L "
     "x6 y5 L x1 y5 L x1 b Z"},
    {.name = "leftUpArrow",
     .adjust = "adj1 25000;adj2 25000;adj3 25000",
     .guides =
     "a2 pin 0 adj2 50000;maxAdj1 */ a2 2 1;a1 pin 0 adj1 maxAdj1;maxAdj3 +- 100000 0 maxAdj1;a3 pin 0 adj3 maxAdj3;"
     "x1 */ ss a3 100000;dx2 */ ss a2 50000;x2 +- r 0 dx2;y2 +- b 0 dx2;dx4 */ ss a2 100000;x4 +- r 0 dx4;y4 +- b 0 "
     "dx4;dx3 */ ss a1 200000;x3 +- x4 0 dx3;x5 +- x4 dx3 0;y3 +- y4 0 dx3;y5 +- y4 dx3 0;il */ dx3 x1 dx4;cx1 +/ x1 "
     "x5 2;cy1 +/ x1 y5 2",
     .text = "il y3 x4 y5",
     .paths = "M l y4 L x1 y2 L x1 y3 L x3 y3 L x3 x1 L x2 x1 L x4 t L r x1 L x5 x1 L x5 y5 L x1 y5 L x1 b Z"},
    {.name = "lineInv",
     .paths = "M l b L r t"},
    {.name = "notchedRightArrow",
     .adjust = "adj1 50000;adj2 50000",
     .guides =
     "maxAdj2 */ 100000 w ss;a1 pin 0 adj1 100000;a2 pin 0 adj2 maxAdj2;dx2 */ ss a2 100000;x2 +- r 0 dx2;dy1 */ h "
     "a1 200000;y1 +- vc 0 dy1;y2 +- vc dy1 0;x1 */ dy1 dx2 hd2;x3 +- r 0 x1",
     .text = "x1 y1 x3 y2",
     .paths = "M l y1 L x2 y1 L x2 t L r vc L x2 b L x2 y2 L l y2 L x1 vc Z"},
    {.name = "ribbon",
     .adjust = "adj1 16667;adj2 50000",
     .guides =
     "a1 pin 0 adj1 33333;a2 pin 25000 adj2 75000;x10 +- r 0 wd8;dx2 */ w a2 200000;x2 +- hc 0 dx2;x9 +- hc dx2 0;x3 "
     "+- x2 wd32 0;x8 +- x9 0 wd32;x5 +- x2 wd8 0;x6 +- x9 0 wd8;x4 +- x5 0 wd32;x7 +- x6 wd32 0;y1 */ h a1 200000;"
     "y2 */ h a1 100000;y4 +- b 0 y2;y3 */ y4 1 2;hR */ h a1 400000;y5 +- b 0 hR;y6 +- y2 0 hR",
     .text = "x2 y2 x9 b",
     .paths =
     "S M l t L x4 t A wd32 hR 3cd4 cd2 L x3 y1 A wd32 hR 3cd4 -10800000 L x8 y2 A wd32 hR cd4 -10800000 L x7 y1 A "
     "wd32 hR cd4 cd2 L r t L x10 y3 L r y4 L x9 y4 L x9 y5 A wd32 hR 0 cd4 L x3 b A wd32 hR cd4 cd4 L x2 y4 L l y4 "
     "L wd8 y3 Z|d S M x5 hR A wd32 hR 0 cd4 L x3 y1 A wd32 hR 3cd4 -10800000 L x5 y2 Z M x6 hR A wd32 hR cd2 "
     "-5400000 L x8 y1 A wd32 hR 3cd4 cd2 L x6 y2 Z|N M l t L x4 t A wd32 hR 3cd4 cd2 L x3 y1 A wd32 hR 3cd4 "
     "-10800000 L x8 y2 A wd32 hR cd4 -10800000 L x7 y1 A wd32 hR cd4 cd2 L r t L x10 y3 L r y4 L x9 y4 L x9 y5 A "
     "wd32 hR 0 cd4 L x3 b A wd32 hR cd4 cd4 L x2 y4 L l y4 L wd8 y3 Z M x5 hR L x5 y2 M x6 y2 L x6 hR M x2 y4 L x2 "
     "y6 M x9 y6 L x9 y4"},
    {.name = "ribbon2",
     .adjust = "adj1 16667;adj2 50000",
     .guides =
     "a1 pin 0 adj1 33333;a2 pin 25000 adj2 75000;x10 +- r 0 wd8;dx2 */ w a2 200000;x2 +- hc 0 dx2;x9 +- hc dx2 0;x3 "
     "+- x2 wd32 0;x8 +- x9 0 wd32;x5 +- x2 wd8 0;x6 +- x9 0 wd8;x4 +- x5 0 wd32;x7 +- x6 wd32 0;dy1 */ h a1 200000;"
     "y1 +- b 0 dy1;dy2 */ h a1 100000;y2 +- b 0 dy2;y4 +- t dy2 0;y3 +/ y4 b 2;hR */ h a1 400000;y6 +- b 0 hR;y7 +- "
     "y1 0 hR",
     .text = "x2 t x9 y2",
     .paths =
     "S M l b L x4 b A wd32 hR cd4 -10800000 L x3 y1 A wd32 hR cd4 cd2 L x8 y2 A wd32 hR 3cd4 cd2 L x7 y1 A wd32 hR "
     "3cd4 -10800000 L r b L x10 y3 L r y4 L x9 y4 L x9 hR A wd32 hR 0 -5400000 L x3 t A wd32 hR 3cd4 -5400000 L x2 "
     "y4 L l y4 L wd8 y3 Z|d S M x5 y6 A wd32 hR 0 -5400000 L x3 y1 A wd32 hR cd4 cd2 L x5 y2 Z M x6 y6 A wd32 hR "
     "cd2 cd4 L x8 y1 A wd32 hR cd4 -10800000 L x6 y2 Z|N M l b L wd8 y3 L l y4 L x2 y4 L x2 hR A wd32 hR cd2 cd4 L "
     "x8 t A wd32 hR 3cd4 cd4 L x9 y4 L x9 y4 L r y4 L x10 y3 L r b L x7 b A wd32 hR cd4 cd2 L x8 y1 A wd32 hR cd4 "
     "-10800000 L x3 y2 A wd32 hR 3cd4 -10800000 L x4 y1 A wd32 hR 3cd4 cd2 Z M x5 y2 L x5 y6 M x6 y6 L x6 y2 M x2 "
     "y7 L x2 y4 M x9 y4 L x9 y7"},
    {.name = "rightArrow",
     .adjust = "adj1 50000;adj2 50000",
     .guides =
     "maxAdj2 */ 100000 w ss;a1 pin 0 adj1 100000;a2 pin 0 adj2 maxAdj2;dx1 */ ss a2 100000;x1 +- r 0 dx1;dy1 */ h "
     "a1 200000;y1 +- vc 0 dy1;y2 +- vc dy1 0;dx2 */ y1 dx1 hd2;x2 +- x1 dx2 0",
     .text = "l y1 x2 y2",
     .paths = "M l y1 L x1 y1 L x1 t L r vc L x1 b L x1 y2 L l y2 Z"},
    {.name = "rightArrowCallout",
     .adjust = "adj1 25000;adj2 25000;adj3 25000;adj4 64977",
     .guides =
     "maxAdj2 */ 50000 h ss;a2 pin 0 adj2 maxAdj2;maxAdj1 */ a2 2 1;a1 pin 0 adj1 maxAdj1;maxAdj3 */ 100000 w ss;a3 "
     "pin 0 adj3 maxAdj3;q2 */ a3 ss w;maxAdj4 +- 100000 0 q2;a4 pin 0 adj4 maxAdj4;dy1 */ ss a2 100000;dy2 */ ss a1 "
     "200000;y1 +- vc 0 dy1;y2 +- vc 0 dy2;y3 +- vc dy2 0;y4 +- vc dy1 0;dx3 */ ss a3 100000;x3 +- r 0 dx3;x2 */ w "
     "a4 100000;x1 */ x2 1 2",
     .text = "l t x2 b",
     .paths = "M l t L x2 t L x2 y2 L x3 y2 L x3 y1 L r vc L x3 y4 L x3 y3 L x2 y3 L x2 b L l b Z"},
    {.name = "rightBrace",
     .adjust = "adj1 8333;adj2 50000",
     .guides =
     "a2 pin 0 adj2 100000;q1 +- 100000 0 a2;q2 min q1 a2;q3 */ q2 1 2;maxAdj1 */ q3 h ss;a1 pin 0 adj1 maxAdj1;y1 "
     "*/ ss a1 100000;y3 */ h a2 100000;y2 +- y3 0 y1;y4 +- b 0 y1;dx1 cos wd2 2700000;dy1 sin y1 2700000;ir +- l "
     "dx1 0;it +- y1 0 dy1;ib +- b dy1 y1",
     .text = "l it ir ib",
     .paths =
     "S M l t A wd2 y1 3cd4 cd4 L hc y2 A wd2 y1 cd2 -5400000 A wd2 y1 3cd4 -5400000 L hc y4 A wd2 y1 0 cd4 Z|N M l "
     "t A wd2 y1 3cd4 cd4 L hc y2 A wd2 y1 cd2 -5400000 A wd2 y1 3cd4 -5400000 L hc y4 A wd2 y1 0 cd4"},
    {.name = "rightBracket",
     .adjust = "adj 8333",
     .guides =
     "maxAdj */ 50000 h ss;a pin 0 adj maxAdj;y1 */ ss a 100000;y2 +- b 0 y1;dx1 cos w 2700000;dy1 sin y1 2700000;ir "
     "+- l dx1 0;it +- y1 0 dy1;ib +- b dy1 y1",
     .text = "l it ir ib",
     .paths = "S M l t A w y1 3cd4 cd4 L r y2 A w y1 0 cd4 Z|N M l t A w y1 3cd4 cd4 L r y2 A w y1 0 cd4"},
    {.name = "stripedRightArrow",
     .adjust = "adj1 50000;adj2 50000",
     .guides =
     "maxAdj2 */ 84375 w ss;a1 pin 0 adj1 100000;a2 pin 0 adj2 maxAdj2;x4 */ ss 5 32;dx5 */ ss a2 100000;x5 +- r 0 "
     "dx5;dy1 */ h a1 200000;y1 +- vc 0 dy1;y2 +- vc dy1 0;dx6 */ dy1 dx5 hd2;x6 +- r 0 dx6",
     .text = "x4 y1 x6 y2",
     .paths =
     "M l y1 L ssd32 y1 L ssd32 y2 L l y2 Z M ssd16 y1 L ssd8 y1 L ssd8 y2 L ssd16 y2 Z M x4 y1 L x5 y1 L x5 t L r "
     "vc L x5 b L x5 y2 L x4 y2 Z"},
    {.name = "upArrow",
     .adjust = "adj1 50000;adj2 50000",
     .guides =
     "maxAdj2 */ 100000 h ss;a1 pin 0 adj1 100000;a2 pin 0 adj2 maxAdj2;dy2 */ ss a2 100000;y2 +- t dy2 0;dx1 */ w "
     "a1 200000;x1 +- hc 0 dx1;x2 +- hc dx1 0;dy1 */ x1 dy2 wd2;y1 +- y2 0 dy1",
     .text = "x1 y1 x2 b",
     .paths = "M l y2 L hc t L r y2 L x2 y2 L x2 b L x1 b L x1 y2 Z"},
    {.name = "upArrowCallout",
     .adjust = "adj1 25000;adj2 25000;adj3 25000;adj4 64977",
     .guides =
     "maxAdj2 */ 50000 w ss;a2 pin 0 adj2 maxAdj2;maxAdj1 */ a2 2 1;a1 pin 0 adj1 maxAdj1;maxAdj3 */ 100000 h ss;a3 "
     "pin 0 adj3 maxAdj3;q2 */ a3 ss h;maxAdj4 +- 100000 0 q2;a4 pin 0 adj4 maxAdj4;dx1 */ ss a2 100000;dx2 */ ss a1 "
     "200000;x1 +- hc 0 dx1;x2 +- hc 0 dx2;x3 +- hc dx2 0;x4 +- hc dx1 0;y1 */ ss a3 100000;dy2 */ h a4 100000;y2 +- "
     "b 0 dy2;y3 +/ y2 b 2",
     .text = "l y2 r b",
     .paths = "M l y2 L x2 y2 L x2 y1 L x1 y1 L hc t L x4 y1 L x3 y1 L x3 y2 L r y2 L r b L l b Z"},
    {.name = "upDownArrow",
     .adjust = "adj1 50000;adj2 50000",
     .guides =
     "maxAdj2 */ 50000 h ss;a1 pin 0 adj1 100000;a2 pin 0 adj2 maxAdj2;y2 */ ss a2 100000;y3 +- b 0 y2;dx1 */ w a1 "
     "200000;x1 +- hc 0 dx1;x2 +- hc dx1 0;dy1 */ x1 y2 wd2;y1 +- y2 0 dy1;y4 +- y3 dy1 0",
     .text = "x1 y1 x2 y4",
     .paths = "M l y2 L hc t L r y2 L x2 y2 L x2 y3 L r y3 L hc b L l y3 L x1 y3 L x1 y2 Z"},
    {.name = "uturnArrow",
     .adjust = "adj1 25000;adj2 25000;adj3 25000;adj4 43750;adj5 75000",
     .guides =
     "a2 pin 0 adj2 25000;maxAdj1 */ a2 2 1;a1 pin 0 adj1 maxAdj1;q2 */ a1 ss h;q3 +- 100000 0 q2;maxAdj3 */ q3 h ss;"
     "a3 pin 0 adj3 maxAdj3;q1 +- a3 a1 0;minAdj5 */ q1 ss h;a5 pin minAdj5 adj5 100000;th */ ss a1 100000;aw2 */ ss "
     "a2 100000;th2 */ th 1 2;dh2 +- aw2 0 th2;y5 */ h a5 100000;ah */ ss a3 100000;y4 +- y5 0 ah;x9 +- r 0 dh2;bw "
     "*/ x9 1 2;bs min bw y4;maxAdj4 */ bs 100000 ss;a4 pin 0 adj4 maxAdj4;bd */ ss a4 100000;bd3 +- bd 0 th;bd2 max "
     "bd3 0;x3 +- th bd2 0;x8 +- r 0 aw2;x6 +- x8 0 aw2;x7 +- x6 dh2 0;x4 +- x9 0 bd;x5 +- x7 0 bd2;cx +/ th x7 2",
     .paths =
     "M l b L l bd A bd bd cd2 cd4 L x4 t A bd bd 3cd4 cd4 L x9 y4 L r y4 L x8 y5 L x6 y4 L x7 y4 L x7 x3 A bd2 bd2 "
     "0 -5400000 L x3 th A bd2 bd2 3cd4 -5400000 L th b Z"},
    {.name = "verticalScroll",
     .adjust = "adj 12500",
     .guides =
     "a pin 0 adj 25000;ch */ ss a 100000;ch2 */ ch 1 2;ch4 */ ch 1 4;x3 +- ch ch2 0;x4 +- ch ch 0;x6 +- r 0 ch;x7 "
     "+- r 0 ch2;x5 +- x6 0 ch2;y3 +- b 0 ch;y4 +- b 0 ch2",
     .text = "ch ch x6 y4",
     .paths =
     "S M ch2 b A ch2 ch2 cd4 -5400000 L ch2 y4 A ch4 ch4 cd4 -10800000 L ch y3 L ch ch2 A ch2 ch2 cd2 cd4 L x7 t A "
     "ch2 ch2 3cd4 cd2 L x6 ch L x6 y4 A ch2 ch2 0 cd4 Z M x4 ch2 A ch2 ch2 0 cd4 A ch4 ch4 cd4 cd2 Z|d S M x4 ch2 A "
     "ch2 ch2 0 cd4 A ch4 ch4 cd4 cd2 Z M ch y4 A ch2 ch2 0 3cd4 A ch4 ch4 3cd4 cd2 Z|N M ch y3 L ch ch2 A ch2 ch2 "
     "cd2 cd4 L x7 t A ch2 ch2 3cd4 cd2 L x6 ch L x6 y4 A ch2 ch2 0 cd4 L ch2 b A ch2 ch2 cd4 cd2 Z M x3 t A ch2 ch2 "
     "3cd4 cd2 A ch4 ch4 cd4 cd2 L x4 ch2 M x6 ch L x3 ch M ch2 y3 A ch4 ch4 3cd4 cd2 L ch y4 M ch2 b A ch2 ch2 cd4 "
     "-5400000 L ch y3"},
    {.name = "wave",
     .adjust = "adj1 12500;adj2 0",
     .guides =
     "a1 pin 0 adj1 20000;a2 pin -10000 adj2 10000;y1 */ h a1 100000;dy2 */ y1 10 3;y2 +- y1 0 dy2;y3 +- y1 dy2 0;y4 "
     "+- b 0 y1;y5 +- y4 0 dy2;y6 +- y4 dy2 0;dx1 */ w a2 100000;of2 */ w a2 50000;x1 abs dx1;dx2 ?: of2 0 of2;x2 +- "
     "l 0 dx2;dx5 ?: of2 of2 0;x5 +- r 0 dx5;dx3 +/ dx2 x5 3;x3 +- x2 dx3 0;x4 +/ x3 x5 2;x6 +- l dx5 0;x10 +- r dx2 "
     "0;x7 +- x6 dx3 0;x8 +/ x7 x10 2;x9 +- r 0 x1;xAdj +- hc dx1 0;xAdj2 +- hc 0 dx1;il max x2 x6;ir min x5 x10;it "
     "*/ h a1 50000;ib +- b 0 it",
     .text = "il it ir ib",
     .paths = "M x2 y1 C x3 y2 x4 y3 x5 y1 L x10 y4 C x8 y6 x7 y5 x6 y4 Z"},
    {.name = "wedgeEllipseCallout",
     .adjust = "adj1 -20833;adj2 62500",
     .guides =
     "dxPos */ w adj1 100000;dyPos */ h adj2 100000;xPos +- hc dxPos 0;yPos +- vc dyPos 0;sdx */ dxPos h 1;sdy */ "
     "dyPos w 1;pang at2 sdx sdy;stAng +- pang 660000 0;enAng +- pang 0 660000;dx1 cos wd2 stAng;dy1 sin hd2 stAng;"
     "x1 +- hc dx1 0;y1 +- vc dy1 0;dx2 cos wd2 enAng;dy2 sin hd2 enAng;x2 +- hc dx2 0;y2 +- vc dy2 0;stAng1 at2 dx1 "
     "dy1;enAng1 at2 dx2 dy2;swAng1 +- enAng1 0 stAng1;swAng2 +- swAng1 21600000 0;swAng ?: swAng1 swAng1 swAng2;idx "
     "cos wd2 2700000;idy sin hd2 2700000;il +- hc 0 idx;ir +- hc idx 0;it +- vc 0 idy;ib +- vc idy 0",
     .text = "il it ir ib",
     .paths = "M xPos yPos L x1 y1 A wd2 hd2 stAng1 swAng Z"},
    {.name = "wedgeRectCallout",
     .adjust = "adj1 -20833;adj2 62500",
     .guides =
     "dxPos */ w adj1 100000;dyPos */ h adj2 100000;xPos +- hc dxPos 0;yPos +- vc dyPos 0;dx +- xPos 0 hc;dy +- yPos "
     "0 vc;dq */ dxPos h w;ady abs dyPos;adq abs dq;dz +- ady 0 adq;xg1 ?: dxPos 7 2;xg2 ?: dxPos 10 5;x1 */ w xg1 "
     "12;x2 */ w xg2 12;yg1 ?: dyPos 7 2;yg2 ?: dyPos 10 5;y1 */ h yg1 12;y2 */ h yg2 12;t1 ?: dxPos l xPos;xl ?: dz "
     "l t1;t2 ?: dyPos x1 xPos;xt ?: dz t2 x1;t3 ?: dxPos xPos r;xr ?: dz r t3;t4 ?: dyPos xPos x1;xb ?: dz t4 x1;t5 "
     "?: dxPos y1 yPos;yl ?: dz y1 t5;t6 ?: dyPos t yPos;yt ?: dz t6 t;t7 ?: dxPos yPos y1;yr ?: dz y1 t7;t8 ?: "
     "dyPos yPos b;yb ?: dz t8 b",
     .paths =
     "M l t L x1 t L xt yt L x2 t L r t L r y1 L xr yr L r y2 L r b L x2 b L xb yb L x1 b L l b L l y2 L xl yl L l "
     "y1 Z"},
    {.name = "wedgeRoundRectCallout",
     .adjust = "adj1 -20833;adj2 62500;adj3 16667",
     .guides =
     "dxPos */ w adj1 100000;dyPos */ h adj2 100000;xPos +- hc dxPos 0;yPos +- vc dyPos 0;dq */ dxPos h w;ady abs "
     "dyPos;adq abs dq;dz +- ady 0 adq;xg1 ?: dxPos 7 2;xg2 ?: dxPos 10 5;x1 */ w xg1 12;x2 */ w xg2 12;yg1 ?: dyPos "
     "7 2;yg2 ?: dyPos 10 5;y1 */ h yg1 12;y2 */ h yg2 12;t1 ?: dxPos l xPos;xl ?: dz l t1;t2 ?: dyPos x1 xPos;xt ?: "
     "dz t2 x1;t3 ?: dxPos xPos r;xr ?: dz r t3;t4 ?: dyPos xPos x1;xb ?: dz t4 x1;t5 ?: dxPos y1 yPos;yl ?: dz y1 "
     "t5;t6 ?: dyPos t yPos;yt ?: dz t6 t;t7 ?: dxPos yPos y1;yr ?: dz y1 t7;t8 ?: dyPos yPos b;yb ?: dz t8 b;u1 */ "
     "ss adj3 100000;u2 +- r 0 u1;v2 +- b 0 u1;il */ u1 29289 100000;ir +- r 0 il;ib +- b 0 il",
     .text = "il il ir ib",
     .paths =
     "M l u1 A u1 u1 cd2 cd4 L x1 t L xt yt L x2 t L u2 t A u1 u1 3cd4 cd4 L r y1 L xr yr L r y2 L r v2 A u1 u1 0 "
     "cd4 L x2 b L xb yb L x1 b L u1 b A u1 u1 cd4 cd4 L l y2 L xl yl L l y1 Z"},
};
const size_t N_PRESETS_ARROWS = sizeof PRESETS_ARROWS / sizeof PRESETS_ARROWS[0];
