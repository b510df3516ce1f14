#!/usr/bin/env python3
"""Derives UnicodeTables.g.cs from the Unicode Character Database.

    apt-get download unicode-data && dpkg -x unicode-data_15.0.0-1_all.deb ucd
    python3 generate-unicode-tables.py ucd/usr/share/unicode > UnicodeTables.g.cs

The tables are frozen: another version of Unicode makes another repertoire, and may make another key of somebody's
account. Whoever changes VERSION writes the migration of stored addresses first.
Only the files of the database are read; Python's own Unicode data has no part in it.
"""

import os
import sys

VERSION = "15.0.0"
SIZE = 0x110000
DIRECTORY = sys.argv[1]


def rows(name):
    with open(os.path.join(DIRECTORY, name), encoding="utf-8") as file:
        for line in file:
            line = line.split("#")[0].strip()
            if line:
                yield [field.strip() for field in line.split(";")]


def points(text):
    first, _, last = text.partition("..")
    return range(int(first, 16), int(last or first, 16) + 1)


def property_of(name, default):
    values = [default] * SIZE
    for fields in rows(name):
        for cp in points(fields[0]):
            values[cp] = fields[1]
    return values


def set_of(name, *wanted):
    return {cp for fields in rows(name) if fields[1] in wanted for cp in points(fields[0])}


# --- The database -----------------------------------------------------------------------------------------------------

with open(os.path.join(DIRECTORY, "DerivedAge.txt"), encoding="utf-8") as file:
    assert "DerivedAge-" + VERSION in file.readline(), "not Unicode " + VERSION

category = property_of("extracted/DerivedGeneralCategory.txt", "Cn")
bidi = property_of("extracted/DerivedBidiClass.txt", "L")
joining = property_of("extracted/DerivedJoiningType.txt", "U")
script = property_of("Scripts.txt", "Zzzz")
hangul = property_of("HangulSyllableType.txt", "NA")
ignorable = set_of("DerivedCoreProperties.txt", "Default_Ignorable_Code_Point")
nonchar = set_of("PropList.txt", "Noncharacter_Code_Point")
join_control = set_of("PropList.txt", "Join_Control")
white_space = set_of("PropList.txt", "White_Space")
excluded = set_of("DerivedNormalizationProps.txt", "Full_Composition_Exclusion")
ccc = [0] * SIZE
canonical, compatible, width, lower = {}, {}, {}, {}

for fields in rows("UnicodeData.txt"):
    cp = int(fields[0], 16)
    ccc[cp] = int(fields[3])
    if fields[5]:
        kind, _, rest = fields[5].rpartition("> ")
        target = tuple(int(part, 16) for part in rest.split())
        (compatible if kind else canonical)[cp] = target
        if kind in ("<wide", "<narrow"):
            width[cp] = target
    if fields[13]:
        lower[cp] = (int(fields[13], 16),)

nfkc_casefold = {}
for fields in rows("DerivedNormalizationProps.txt"):
    if fields[1] == "NFKC_CF":
        for cp in points(fields[0]):
            nfkc_casefold[cp] = tuple(int(part, 16) for part in fields[2].split()) if len(fields) > 2 else ()


def decompose(cp, with_compatible=False):
    if 0xAC00 <= cp <= 0xD7A3:
        index = cp - 0xAC00
        tail = index % 28
        return (0x1100 + index // 588, 0x1161 + index % 588 // 28) + ((0x11A7 + tail,) if tail else ())
    target = canonical.get(cp) or (compatible.get(cp) if with_compatible else None)
    return sum((decompose(part, with_compatible) for part in target), ()) if target else (cp,)


# --- RFC 8264 section 8, RFC 5892 section 2: may the code point stand in a name? ------------------------------------------

PVALID = {0xDF, 0x3C2, 0x6FD, 0x6FE, 0xF0B, 0x3007}
CONTEXTO = {0xB7, 0x375, 0x5F3, 0x5F4, 0x30FB, *range(0x660, 0x66A), *range(0x6F0, 0x6FA)}
DISALLOWED = {0x640, 0x7FA, 0x302E, 0x302F, *range(0x3031, 0x3036), 0x303B}
LETTER_DIGITS = {"Ll", "Lu", "Lo", "Nd", "Lm", "Mn", "Mc"}
IGNORABLE_BLOCKS = {*range(0x20D0, 0x2100), *range(0x1D100, 0x1D200), *range(0x1D200, 0x1D250)}
CLASSES = ["Disallowed", "Valid", "ContextJ", "ContextO"]


def has_compat(cp):
    return decompose(cp, True) != decompose(cp) or (cp in excluded)


def identifier_class(cp):
    if cp in PVALID:
        return "Valid"
    if cp in CONTEXTO:
        return "ContextO"
    if cp in DISALLOWED or category[cp] == "Cn":
        return "Disallowed"
    if 0x21 <= cp <= 0x7E:
        return "Valid"
    if cp in join_control:
        return "ContextJ"
    if hangul[cp] in ("L", "V", "T") or cp in ignorable or cp in nonchar or category[cp] == "Cc" or has_compat(cp):
        return "Disallowed"
    return "Valid" if category[cp] in LETTER_DIGITS else "Disallowed"


# --- UTS 46 mapping: NFKC_Casefold, but for the deviation characters, capital sharp s (as of version 15.1), the full stops and what is ignored ---


IGNORED = {0xAD, 0x34F, *range(0x180B, 0x180E), 0x180F, 0x200B, 0x2060, 0x2064, *range(0xFE00, 0xFE10), 0xFEFF,
           *range(0x1BCA0, 0x1BCA4), *range(0xE0100, 0xE01F0)}


def fold(cp):
    if cp in (0xDF, 0x3C2, 0x200C, 0x200D):
        return (cp,)
    if cp == 0x1E9E:
        return (0xDF,)
    if cp in (0x3002, 0xFF61):
        return (0x2E,)
    if cp in ignorable and cp not in IGNORED:
        return (cp,)  # Not in the repertoire: refused.
    target = nfkc_casefold.get(cp, (cp,))
    return (cp,) if 0x2E in target and cp != 0xFF0E else target  # Other dots are not label separators: refused.


identifiers = [identifier_class(cp) for cp in range(SIZE)]


def label_class(cp):
    """RFC 5892's class, of a code point that the mapping leaves alone: others never get so far."""
    if cp < 0x80:
        letter = chr(cp)
        return "Valid" if letter.isdigit() or letter == "-" or "a" <= letter <= "z" else "Disallowed"
    return "Disallowed" if cp in IGNORABLE_BLOCKS or cp in white_space else identifiers[cp]


# --- Packing ----------------------------------------------------------------------------------------------------------

BIDI = ["Other", "L", "R", "AL", "AN", "EN", "ES", "CS", "ET", "ON", "BN", "NSM"]
JOINING = ["U", "L", "R", "D", "T"]
SCRIPTS = {"Greek": 1, "Hebrew": 2, "Hiragana": 3, "Katakana": 3, "Han": 3}


def packed(cp):
    name_class = CLASSES.index(identifiers[cp])
    if not name_class:
        return ccc[cp] << 16
    return (name_class
            | (label_class(cp) == "Disallowed") << 2
            | (category[cp] in ("Mn", "Mc", "Me")) << 3
            | (BIDI.index(bidi[cp]) if bidi[cp] in BIDI else 0) << 4
            | (JOINING.index(joining[cp]) if joining[cp] in JOINING else 0) << 8
            | SCRIPTS.get(script[cp], 0) << 12
            | ccc[cp] << 16)


properties, ranges, last = [], [], None
for cp in range(SIZE):
    value = packed(cp)
    if value != last:
        if value not in properties:
            properties.append(value)
        ranges.append(cp << 8 | properties.index(value))
        last = value
assert len(properties) <= 256

decompositions = []
for cp in sorted(canonical):
    target = canonical[cp]
    decompositions.append(cp << 43 | target[0] << 22 | (target[1] if len(target) > 1 else 0) << 1 | (cp in excluded))

pool = []


def mapping(table):
    """Runs of code points, 1 or 2 apart, that map to a run as far apart; or one that maps to a sequence in the pool."""
    runs = []
    for cp in sorted(table):
        target = table[cp]
        if not target and runs and not runs[-1][2] and not runs[-1][3] and cp == runs[-1][0] + runs[-1][1]:
            runs[-1][1] += 1
            continue
        if len(target) != 1:
            text = list(target)
            found = 0 if not text else next((at for at in range(len(pool) - len(text) + 1) if pool[at:at + len(text)] == text), None)
            if found is None:
                found = len(pool)
                pool.extend(text)
            runs.append([cp, 1, 0, found << 5 | len(text)])
            continue
        if runs and runs[-1][2]:
            run = runs[-1]
            first, count, step, to = run
            if count == 1 and cp - first in (1, 2) and target[0] - to == cp - first:
                run[1], run[2] = 2, cp - first
                continue
            if count > 1 and cp == first + count * step and target[0] == to + count * step:
                run[1] += 1
                continue
        runs.append([cp, 1, 1, target[0]])
    return [first << 43 | count << 24 | step << 21 | to for first, count, step, to in runs]


def survives(target):
    return all(cp == 0x2E or identifiers[part] != "Disallowed" and label_class(part) != "Disallowed" or 0x1100 <= part <= 0x11FF
               for cp in target for part in ((cp,) if cp == 0x2E else decompose(cp)))


folds = {}
for cp in range(0x80, SIZE):
    target = fold(cp)
    if cp in canonical or 0xAC00 <= cp <= 0xD7A3:
        continue  # The text is decomposed before it is mapped.
    if target != lower.get(cp, (cp,)) and survives(target):
        folds[cp] = target
    assert target == (cp,) or survives(target) or target == lower.get(cp) or identifiers[cp] == "Disallowed", hex(cp)

lowers = {cp: target for cp, target in lower.items() if cp >= 0x80 and cp not in canonical}  # The text is decomposed first.


def emit(kind, name, summary, values, digits, a_line):
    print(f"\n    /// <summary>{summary}</summary>")
    print(f"    public static ReadOnlySpan<{kind}> {name} =>\n    [")
    for at in range(0, len(values), a_line):
        print("        " + " ".join(f"0x{value:0{digits}X}," for value in values[at:at + a_line]))
    print("    ];")


print(f"""// <auto-generated>
// Written by generate-unicode-tables.py from the Unicode Character Database {VERSION} (Debian package unicode-data 15.0.0-1).
// Unicode data files: copyright (c) 1991-2022 Unicode, Inc., under the terms of https://www.unicode.org/terms_of_use.html
// </auto-generated>
#nullable enable

namespace MailAuth.Usernames;

/// <summary>The Unicode data that names go by, frozen: see generate-unicode-tables.py.</summary>
internal static class UnicodeTables
{{
    /// <summary>The version of the Unicode Character Database.</summary>
    public const string Version = "{VERSION}";""")
emit("uint", "Ranges", "Ranges of code points in order: the first (24 bits), then the index of their properties (8 bits).", ranges, 8, 11)
emit("uint", "Properties", "Packed properties, as <see cref=\"CodePoint\"/> reads them.", properties, 6, 13)
emit("ulong", "Decompositions", "Canonical decompositions in order: code point, first, second (21 bits each), and 1 where they are never composed.", decompositions, 16, 6)
emit("ulong", "Lower", "Simple lower-casing (UnicodeData.txt, field 13) as runs: first (21 bits), count (19), step (3), target (21); step 0: offset and length (5 bits) in Sequences.", mapping(lowers), 16, 6)
emit("ulong", "Width", "Wide and narrow code points and what they are forms of, as runs.", mapping(width), 16, 6)
emit("ulong", "Fold", "UTS 46 mapping where it differs from lower-casing and ends in what a label may hold, as runs.", mapping(folds), 16, 6)
emit("int", "Sequences", "Mappings to none or to several code points.", pool, 5, 16)
print("}")
print(len(ranges), len(properties), len(decompositions), len(mapping(lowers)), len(mapping(width)), len(mapping(folds)), len(pool), file=sys.stderr)
