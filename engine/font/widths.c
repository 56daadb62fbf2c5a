/* Advances of families that have no twin, as Word embeds them in its PDFs: text is measured with these, so that lines
 * break where Word breaks them, and the glyphs of whatever font stands in are drawn at them. A character that is
 * not here takes the stand-in's advance times the mean ratio of those that are. Units of 1/2048 em. */
#include "font/standins.h"

#include <stddef.h>

static const struct advance aptos[] = {
    {' ', 416}, {'!', 600}, {'$', 1094}, {'%', 1692}, {'(', 600}, {')', 600}, {'+', 1094}, {',', 585}, {'-', 697},
    {'.', 585}, {'/', 695}, {'0', 1094}, {'1', 1094}, {'2', 1094}, {'3', 1094}, {'4', 1094}, {'5', 1094}, {'6', 1094},
    {'7', 1094}, {'8', 1094}, {'9', 1094}, {':', 585}, {'A', 1207}, {'B', 1237}, {'C', 1418}, {'D', 1405},
    {'E', 1139}, {'F', 1074}, {'G', 1451}, {'H', 1448}, {'I', 533}, {'J', 678}, {'K', 1164}, {'L', 1023}, {'M', 1618},
    {'N', 1446}, {'O', 1500}, {'P', 1182}, {'Q', 1500}, {'R', 1241}, {'S', 1159}, {'T', 980}, {'U', 1395},
    {'V', 1199}, {'a', 1088}, {'b', 1149}, {'c', 1075}, {'d', 1148}, {'e', 1079}, {'f', 617}, {'g', 992}, {'h', 1129},
    {'i', 489}, {'j', 489}, {'k', 997}, {'l', 533}, {'m', 1747}, {'n', 1129}, {'o', 1130}, {'p', 1149}, {'q', 1148},
    {'r', 685}, {'s', 995}, {'t', 662}, {'u', 1144}, {'v', 926}, {'w', 1476}, {'x', 906}, {'y', 926}, {'z', 897},
    {0, 0},
};
static const struct advance aptos_display[] = {
    {' ', 395}, {'1', 1071}, {'2', 1071}, {'H', 1355}, {'T', 977}, {'a', 1002}, {'d', 1062}, {'e', 1012}, {'g', 900},
    {'i', 431}, {'n', 1036}, {'s', 948}, {'t', 622},
    {0, 0},
};
static const struct advance cambria[] = {
    {' ', 451}, {'$', 1036}, {'%', 1822}, {'\'', 485}, {'(', 782}, {')', 782}, {'+', 1134}, {',', 420}, {'-', 680},
    {'.', 420}, {'/', 1004}, {'0', 1134}, {'1', 1134}, {'2', 1134}, {'3', 1134}, {'4', 1134}, {'5', 1134},
    {'6', 1134}, {'7', 1134}, {'8', 1134}, {'9', 1134}, {':', 540}, {'=', 1134}, {'?', 865}, {'A', 1276}, {'B', 1252},
    {'C', 1152}, {'D', 1355}, {'E', 1178}, {'F', 1099}, {'G', 1251}, {'H', 1406}, {'I', 664}, {'J', 628}, {'K', 1289},
    {'L', 1099}, {'M', 1670}, {'N', 1394}, {'O', 1338}, {'P', 1163}, {'Q', 1338}, {'R', 1272}, {'S', 1016},
    {'T', 1214}, {'U', 1327}, {'V', 1236}, {'W', 1887}, {'X', 1170}, {'Y', 1168}, {'a', 1000}, {'b', 1121},
    {'c', 903}, {'d', 1136}, {'e', 999}, {'f', 620}, {'g', 1012}, {'h', 1130}, {'i', 569}, {'j', 545}, {'k', 1074},
    {'l', 556}, {'m', 1704}, {'n', 1143}, {'o', 1087}, {'p', 1139}, {'q', 1120}, {'r', 847}, {'s', 880}, {'t', 693},
    {'u', 1131}, {'v', 1032}, {'w', 1586}, {'x', 990}, {'y', 1032}, {'z', 931}, {'|', 648}, {0x2013, 1024},
    {0x2022, 908},
    {0, 0},
};
static const struct advance cambria_bold[] = {
    {' ', 451}, {'-', 690}, {'.', 475}, {'0', 1213}, {'1', 1213}, {'2', 1213}, {'3', 1213}, {'4', 1213}, {'5', 1213},
    {'6', 1213}, {'7', 1213}, {'8', 1213}, {'9', 1213}, {'A', 1335}, {'B', 1334}, {'C', 1174}, {'D', 1443},
    {'E', 1183}, {'F', 1129}, {'G', 1324}, {'I', 716}, {'L', 1128}, {'N', 1391}, {'O', 1424}, {'P', 1257},
    {'R', 1355}, {'T', 1309}, {'W', 1969}, {'Y', 1238}, {'a', 1096}, {'b', 1211}, {'c', 960}, {'d', 1223},
    {'e', 1087}, {'f', 668}, {'g', 1065}, {'h', 1222}, {'i', 644}, {'k', 1212}, {'l', 631}, {'m', 1823}, {'n', 1236},
    {'o', 1166}, {'p', 1223}, {'r', 945}, {'s', 940}, {'t', 748}, {'u', 1223}, {'w', 1635}, {'y', 1087},
    {0x2014, 2048},
    {0, 0},
};
static const struct advance cambria_italic[] = {
    {' ', 451}, {'P', 1137}, {'a', 1077}, {'b', 1067}, {'c', 887}, {'e', 936}, {'g', 1070}, {'i', 555}, {'l', 546},
    {'t', 707}, {'u', 1096},
    {0, 0},
};
static const struct advance cambria_bold_italic[] = {
    {' ', 451}, {'a', 1167}, {'b', 1162}, {'c', 926}, {'d', 1167}, {'i', 619}, {'l', 608}, {'o', 1106}, {'t', 745},
    {0, 0},
};
static const struct advance georgia[] = {
    {' ', 494}, {',', 552}, {'-', 766}, {'.', 552}, {'1', 880}, {'6', 1159}, {'A', 1374}, {'G', 1485}, {'I', 798},
    {'J', 1060}, {'T', 1267}, {'a', 1032}, {'b', 1147}, {'c', 930}, {'d', 1176}, {'e', 990}, {'f', 666}, {'g', 1043},
    {'h', 1192}, {'i', 600}, {'j', 598}, {'k', 1097}, {'l', 586}, {'m', 1804}, {'n', 1210}, {'o', 1104}, {'p', 1170},
    {'r', 839}, {'s', 885}, {'t', 707}, {'u', 1178}, {'v', 1017}, {'w', 1510}, {'x', 1034}, {'y', 1008}, {'z', 909},
    {0x2014, 1755},
    {0, 0},
};
static const struct advance georgia_bold[] = {
    {' ', 520}, {'1', 1003}, {'G', 1653}, {'J', 1219}, {'a', 1220}, {'d', 1358}, {'e', 1171}, {'f', 805}, {'g', 1181},
    {'i', 724}, {'o', 1302}, {'p', 1347}, {'r', 1065}, {'s', 1050}, {'t', 814}, {'u', 1386}, {0x2014, 1900},
    {0, 0},
};
static const struct advance georgia_italic[] = {
    {' ', 494}, {'G', 1485}, {'a', 1173}, {'e', 966}, {'g', 1173}, {'h', 1152}, {'i', 609}, {'n', 1208}, {'o', 1100},
    {'r', 945}, {'t', 711},
    {0, 0},
};
static const struct advance symbol[] = {
    {0x2022, 942},
    {0, 0},
};
static const struct advance verdana[] = {
    {' ', 720}, {'.', 745}, {'3', 1302}, {'6', 1302}, {'9', 1302}, {'E', 1295}, {'L', 1140}, {'S', 1400}, {'V', 1400},
    {'a', 1230}, {'c', 1067}, {'d', 1276}, {'e', 1220}, {'f', 720}, {'g', 1276}, {'h', 1296}, {'i', 562}, {'l', 562},
    {'m', 1992}, {'n', 1296}, {'o', 1243}, {'p', 1276}, {'r', 874}, {'s', 1067}, {'t', 807}, {'v', 1212}, {'w', 1676},
    {'x', 1212}, {'y', 1212}, {'z', 1076}, {0x2014, 2048},
    {0, 0},
};

static const struct {
    const char *family;
    bool bold, italic;
    const struct advance *advances;
} tables[] = {
    {"Aptos", false, false, aptos},
    {"Aptos Display", false, false, aptos_display},
    {"Cambria", false, false, cambria},
    {"Cambria", true, false, cambria_bold},
    {"Cambria", false, true, cambria_italic},
    {"Cambria", true, true, cambria_bold_italic},
    {"Georgia", false, false, georgia},
    {"Georgia", true, false, georgia_bold},
    {"Georgia", false, true, georgia_italic},
    {"Symbol", false, false, symbol},
    {"Verdana", false, false, verdana},
};

/* Families whose characters are all as wide as each other, in every style: one says it for all. */
static const struct {
    const char *family;
    struct advance advances[2];
} fixed[] = {
    {"Cascadia Code", {{'n', 1200}, {0, 0}}},
    {"Cascadia Mono", {{'n', 1200}, {0, 0}}},
    {"Consolas", {{'n', 1126}, {0, 0}}},
};

const struct advance *advances_of(const char *family, bool bold, bool italic)
{
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
        if (family_equal(family, fixed[i].family))
            return fixed[i].advances;
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        if (tables[i].bold == bold && tables[i].italic == italic && family_equal(family, tables[i].family))
            return tables[i].advances;
    return NULL;
}
