"""Lookups by status and message as docs/matching.md describes them, with docs/catalog.json and docs/words.json alone.

Usage: match.py CATALOG WORDS CORPUS...   Prints a JSON object with `id`, `code`, `kind`, and the captured `values`
for each text of the corpora. The kind is `message`, `similar`, or `status`; code and kind are null where nothing is found.
Python 3.8 or later, standard library only.
"""

import base64
import json
import re
import struct
import sys

WINDOW = 8 * 1024
MAX_LOOKUPS = 16
SPACE = " \t\n\v\f\r"
# With re.ASCII, only the ASCII letters are the same in either case.
FLAGS = re.IGNORECASE | re.ASCII
# Typographic characters, and what they are read as.
SPACES = [0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000]
ASCII = {
    **dict.fromkeys(SPACES, " "),
    **dict.fromkeys([0x2028, 0x2029], "\n"),
    **dict.fromkeys([0x2018, 0x2019, 0x201A, 0x201B, 0xFF07], "'"),
    **dict.fromkeys([0x201C, 0x201D, 0x201E, 0x201F, 0xFF02], '"'),
    0xFF1A: ":",
}
# What counts once in literal text: a run of whitespace, a character with its escape.
ONCE = re.compile(r"[ \t-\r]+|\\(?=[\"'`/])")


class Pattern:
    def __init__(self, order, code, row):
        self.order = order
        self.code = code
        self.source = row["regex"]
        self.groups = row["groups"]
        self.statuses = row.get("statuses", ())
        self.prefix = prefix(row["pattern"])
        self.regex = None

    def match(self, text, start):
        """What the pattern finds in `text`; `start` is how it begins, in lower case."""
        if not start.startswith(self.prefix):
            return None
        if self.regex is None:
            self.regex = re.compile(self.source, FLAGS)
        found = self.regex.match(text)
        return Found(self, found) if found else None


class Found:
    def __init__(self, pattern, match):
        text = match.string
        begin = len(text) - len(text.lstrip(SPACE))
        literal, at = "", begin
        self.values = []
        # Where they are, counted from the end of the text: that is the end of every text that it is a part of.
        self.spans = []
        self.begins_with_placeholder = False
        self.literal = 0
        for group, name in enumerate(pattern.groups, 1):
            start, end = match.span(group)
            if start < 0:
                continue
            self.begins_with_placeholder |= start == begin
            literal += ONCE.sub(lambda run: " " if run[0][0] in SPACE else "", text[at:start])
            at = max(at, end)
            if name is not None:
                self.values.append((name, match[group]))
                self.spans.append((name, start - len(text), end - len(text)))
        literal += ONCE.sub(lambda run: " " if run[0][0] in SPACE else "", text[at:match.end()])
        self.pattern = pattern
        self.end = match.end()
        # Bytes: a Chinese character counts as three.
        self.literal = len(literal.encode())
        self.rest = text[match.end() :]
        self.from_start = text[begin:]
        self.rank = (self.literal, len(self.values), -pattern.order)

    def value(self, name):
        return next((value for known, value in self.values if known == name), None)

    def values_of(self, message):
        """The values as the message itself has them."""
        return [(name, message[len(message) + start : len(message) + end]) for name, start, end in self.spans]

    def number(self, name):
        """`2,000,000` or `10000.000000`; None for what is negative or no number."""
        value = (self.value(name) or "").replace(",", "").replace("_", "")
        return float(value) if re.fullmatch(r"[0-9]+(\.[0-9]*)?", value) else None


def start_of(text):
    return re.sub(r"[ \t-\r]+", " ", text.lstrip(SPACE)[:400]).lower()


def prefix(pattern):
    """How every text of a pattern begins: a filter, so that few expressions are tried."""
    text = re.match(r"[^{\"'`/\\]*", pattern)[0]
    return re.sub(r" +", " ", text.lower()).strip().rstrip(". ")


STATUSES = range(400, 600)
MAX_TOKENS = 1024
# Filled from docs/words.json.
ACCENTS = {}
MASK = (1 << 64) - 1


def kind_of(char):
    """What a character is to the tokenizer."""
    code = ord(char)
    if code < 0x80:
        return "letter" if char.isalpha() else "digit" if char.isdigit() else None
    ranges = (
        (0x3005, 0x3005), (0x3041, 0x309F), (0x30A1, 0x30FA), (0x30FC, 0x30FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0x20000, 0x323AF)
    )
    if any(first <= code <= last for first, last in ranges):
        return "unspaced"
    return "letter" if char.isalpha() or is_accent(char) else None


def is_accent(char):
    return "\u0300" <= char <= "\u036f"


def hash_of(token):
    """FNV-1a of a token in lower case and without accents."""
    value = 0xCBF29CE484222325
    lower = "".join(char.lower() for char in token)
    for byte in "".join(ACCENTS.get(char, char) for char in lower if not is_accent(char)).encode():
        value = (value ^ byte) * 0x100000001B3 & MASK
    return value


def hash_of_pair(left, right):
    rotated = (left << 21 | left >> 43) & MASK
    return ((rotated ^ right) * 0x100000001B3 + right) & MASK


def tokens(text):
    """The tokens of a text: words, pairs of characters of scripts without spaces, statuses."""
    at = 0
    while at < len(text):
        url = re.match(r"https?://[^\s\"'`<>)\]}]*", text[at:], re.IGNORECASE) if text[at] in "hH" else None
        if url:
            at += url.end()
            continue
        kind = kind_of(text[at])
        start = at
        at += 1
        if kind == "letter":
            while at < len(text) and kind_of(text[at]) == "letter":
                if re.match("[a-z][A-Z]", text[at - 1 : at + 1]):
                    break
                at += 1
            word = text[start:at]
            letters = sum(not is_accent(char) for char in word)
            contracted = re.match("['’][tT]", text[at:]) if word[-1] in "nN" else None
            if contracted and kind_of(text[at + 2 : at + 3] or " ") != "letter":
                at += 2
                if letters > 2:
                    yield word[:-1]
                yield "not"
            elif letters > 1:
                yield word
        elif kind == "digit":
            while at < len(text) and kind_of(text[at]) == "digit":
                at += 1
            if at - start == 3 and int(text[start:at]) in STATUSES:
                yield text[start:at]
        elif kind == "unspaced":
            if at < len(text) and kind_of(text[at]) == "unspaced":
                yield text[start : at + 1]
            elif start == 0 or kind_of(text[start - 1]) != "unspaced":
                yield text[start:at]


class Words:
    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            data = json.load(file)
        self.__dict__.update(data)
        ACCENTS.update(data["accents"])
        self.stop = set(map(int, data["stop_words"]))
        self.seed = int(data["seed"])
        table = base64.b64decode(data["table"])
        self.numbers = struct.unpack(f"<{len(table) // 2}H", table)

    def feature(self, value):
        mixed = (value ^ self.seed) * 0x9E3779B97F4A7C15 & MASK
        bucket = mixed >> (64 - self.bucket_bits)
        fingerprint = mixed >> (48 - self.bucket_bits) & 0xFFFF
        fingerprints = (1 << self.bucket_bits) + 1
        for feature in range(self.numbers[bucket], self.numbers[bucket + 1]):
            if self.numbers[fingerprints + feature] == fingerprint:
                return feature
        return None

    def score(self, hashes):
        """A score for each class."""
        scores = [0] * len(self.classes)
        ends = (1 << self.bucket_bits) + 1 + self.features
        seen, left = {None}, None
        for right in hashes[:MAX_TOKENS]:
            if right in self.stop:
                continue
            for value in (right, None if left is None else hash_of_pair(left, right)):
                feature = None if value is None else self.feature(value)
                if feature in seen:
                    continue
                seen.add(feature)
                first = self.numbers[ends + feature - 1] if feature else 0
                for posting in range(first, self.numbers[ends + feature]):
                    posting = self.numbers[ends + self.features + posting]
                    weight = posting >> 7
                    scores[posting & 0x7F] += weight - 512 if weight > 255 else weight
            left = right
        return scores

    def fits_around(self, phrase, pieces, few):
        """Whether the words around a phrase speak for this API; or, if there are few, not against it."""
        own = {hash_of(token) for token in tokens(phrase)}
        hashes = [
            hash_of(token)
            for piece in pieces
            for token in tokens(window(piece))
            if hash_of(token) not in own and not token[0].isdigit()
        ]
        scores = self.score(hashes)
        lead = max(scores[:-1]) - scores[-1]
        return lead >= (1 - self.foreign if few else self.around)


def window(text):
    return text.encode()[:WINDOW].decode(errors="ignore")


class Catalog:
    def __init__(self, path, words):
        with open(path, encoding="utf-8") as file:
            data = json.load(file)
        self.errors = data["errors"]
        self.values = data["values"]
        self.words = Words(words)
        rows = [(code, row) for code, error in self.errors.items() for row in error["messages"]]
        self.messages = [Pattern(order, code, row) for order, (code, row) in enumerate(rows)]
        self.wrappers = [Pattern(order, None, row) for order, row in enumerate(data["wrappers"])]
        self.defaults = {status: code for code, error in self.errors.items() for status in error["default_for"]}

    def look_up(self, status, whole):
        """Code, kind, and values for a status (None if it is not known) and a message; None if there is none."""
        message = window(whole)
        places = []
        found = self.unwrap(status, message.translate(ASCII), places)
        for place in places:
            found = found or self.best(*place, True)
        if status is None:
            if not found or (self.is_weak(found) and not self.surroundings_fit(found, whole, message)):
                return None
            return self.refine(found), "message", found.values_of(message)
        # The status that a wrapper names would count too, but one is given.
        if not found:
            guess = self.guess(message, status, None)
            return guess or (self.defaults.get(status) and (self.defaults[status], "status", []))
        code = self.refine(found)
        if self.is_general(code) and not found.values and found.literal * 2 < len(whole.strip().encode()):
            cause = self.cause_behind(status, found.rest, message)
            if cause:
                return cause
            guess = self.guess(message, status, code)
            if guess and guess[0] != code:
                return guess
        return code, "message", found.values_of(message)

    def cause_behind(self, status, rest, message):
        """Code, kind, and values of the text after a general phrase, if that says more."""
        rest = rest.lstrip(SPACE + "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~\u00a0\u3000")
        found = self.unwrap(status, rest, [(None, "\0" * (WINDOW + 1))] * (MAX_LOOKUPS - MAX_LOOKUPS // 4))
        code = found and self.refine(found)
        return (code, "message", found.values_of(message)) if found and (found.values or not self.is_general(code)) else None

    def is_general(self, code):
        error = self.errors[code]
        return bool(error["statuses"]) and error["statuses"][0] in error["default_for"]

    def is_weak(self, found):
        code = self.refine(found)
        is_other = self.errors[code]["category"] == "network" or self.is_general(code)
        return found.literal <= 30 and is_other and not found.values

    def surroundings_fit(self, found, whole, message):
        start, end = len(message) - len(found.from_start), len(message) - len(found.rest)
        before, phrase, after = whole[:start], whole[start:end], whole[end:]
        own = {hash_of(token) for token in tokens(phrase)}
        line_before, line_after = before.rsplit("\n", 1)[-1], after.split("\n", 1)[0]
        words = [
            token
            for token in tokens(line_before + "\n" + line_after)
            if hash_of(token) not in own | self.words.stop and not token[0].isdigit()
        ]
        if any(name in whole.lower() for name in self.words.names):
            return True
        first_sentence = not line_before.strip() and line_after.startswith(".")
        is_network = self.errors[self.refine(found)]["category"] == "network"
        most = 6 if is_network or first_sentence else 2
        return self.words.fits_around(phrase, [before, after], len(words) <= most)

    def guess(self, message, status, general):
        scores = self.words.score([hash_of(token) for token in tokens(message)])
        best = None
        for code, score in zip(self.words.classes, scores):
            if code is None:
                break
            if status not in self.errors[code]["statuses"]:
                score -= self.words.other_status
            if code == general:
                score += self.words.general
            if best is None or score > best[0]:
                best = (score, code)
        if best[0] < self.words.least:
            return None
        return self.refine_by_words(best[1], message), "similar", []

    def refine_by_words(self, code, message):
        """The rules for numbers, where a word announces the number."""

        def number(name):
            word = self.values[name]["word"]
            for match in re.finditer(rf"(?<!\w){word}", message, re.IGNORECASE) if word else ():
                number = re.match(r"[ :=~]*([0-9][0-9.,_]*)", message[match.end() :])
                if number and re.match(r"[ :=~]", message[match.end() :]):
                    value = number[1].rstrip(".,").replace(",", "").replace("_", "")
                    return float(value) if re.fullmatch(r"[0-9]+(\.[0-9]*)?", value) else None
            return None

        return self.refined(code, number)

    def best(self, status, text, by_placeholder):
        start = start_of(text)
        best = None
        for pattern in self.messages:
            found = pattern.match(text, start)
            if found and found.begins_with_placeholder == by_placeholder:
                rank = (status is None or status in pattern.statuses, found.rank)
                if best is None or rank > best[0]:
                    best = (rank, found)
        return best and best[1]

    def unwrap(self, status, text, places):
        text = text.lstrip(SPACE)
        # What is left of the text tells its place.
        if len(places) == MAX_LOOKUPS or any(len(text) == len(other) for _, other in places):
            return None
        places.append((status, text))
        found = self.best(status, text, False)
        if found:
            return found
        start = start_of(text)
        layers = filter(None, (wrapper.match(text, start) for wrapper in self.wrappers))
        for layer in sorted(layers, key=lambda layer: layer.rank, reverse=True):
            if layer.end == 0:
                continue
            named = [int(value) for name, value in layer.values if name == "status"]
            inner = named[-1] if status is None and named else status
            found = self.unwrap(inner, text[layer.end :], places)
            if found:
                return found
        return None

    def refine(self, found):
        return self.refined(found.pattern.code, found.number)

    def refined(self, code, number):
        for rule in self.errors[code]["refine"]:
            if rule["api_code"] is not None:
                continue  # Only for those who have the response's `error.code` too.
            if "value" not in rule:
                continue  # A wait: only a response with headers has the code that goes with it.
            value = number(rule["value"])
            if rule["when"] == "zero" and value == 0:
                return rule["code"]
            if rule["when"] == "above":
                limit = number(rule["limit"])
                if value is not None and limit is not None and value > limit:
                    return rule["code"]
        return code


def main():
    catalog = Catalog(*sys.argv[1:3])
    for path in sys.argv[3:]:
        with open(path, encoding="utf-8") as file:
            for line in filter(str.strip, file):
                text = json.loads(line)
                code, kind, values = catalog.look_up(text["status"], text["message"]) or (None, None, [])
                # Of the captured values each name counts once: the first.
                values = dict(reversed(values))
                print(json.dumps({"id": text["id"], "code": code, "kind": kind, "values": values}, ensure_ascii=False))


main()
