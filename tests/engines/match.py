"""Lookups by status and message as docs/matching.md describes them, with docs/catalog.json alone.

Usage: match.py CATALOG CORPUS...   Prints a JSON object with `id`, `code`, and `values` for each text of the corpora.
Python 3.8 or later, standard library only.
"""

import json
import re
import sys

WINDOW = 8 * 1024
MAX_LOOKUPS = 16
SPACE = " \t\n\v\f\r"
# With re.ASCII, only the ASCII letters are the same in either case.
FLAGS = re.IGNORECASE | re.ASCII
# What counts once in literal text: a run of white space, a character with its escape.
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
        self.begins_with_placeholder = False
        for group, name in enumerate(pattern.groups, 1):
            start, end = match.span(group)
            if start < 0:
                continue
            self.begins_with_placeholder |= start == begin
            literal += ONCE.sub(lambda run: " " if run[0][0] in SPACE else "", text[at:start])
            at = max(at, end)
            if name is not None:
                self.values.append((name, match[group]))
        literal += ONCE.sub(lambda run: " " if run[0][0] in SPACE else "", text[at:match.end()])
        self.pattern = pattern
        self.end = match.end()
        # Bytes: a Chinese character counts as three.
        self.rank = (len(literal.encode()), len(self.values), -pattern.order)

    def value(self, name):
        return next((value for known, value in self.values if known == name), None)

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


class Catalog:
    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            data = json.load(file)
        self.errors = data["errors"]
        rows = [(code, row) for code, error in self.errors.items() for row in error["messages"]]
        self.messages = [Pattern(order, code, row) for order, (code, row) in enumerate(rows)]
        self.wrappers = [Pattern(order, None, row) for order, row in enumerate(data["wrappers"])]
        self.defaults = {status: code for code, error in self.errors.items() for status in error["default_for"]}

    def look_up(self, status, message):
        """The code for a status (None if it is not known) and a message, and the match; None if there is none."""
        message = message.encode()[:WINDOW].decode(errors="ignore")
        places = []
        found = self.unwrap(status, message, places)
        for place in places:
            found = found or self.best(*place, True)
        return (self.refine(found) if found else self.defaults.get(status)), found

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

    def answer(self, status, message):
        """The code, and the captured values, of which each name counts once."""
        code, found = self.look_up(status, message)
        values = {}
        for name, value in found.values if found else []:
            values.setdefault(name, value)
        return {"code": code, "values": values}

    def refine(self, found):
        code = found.pattern.code
        for rule in self.errors[code]["refine"]:
            if rule["api_code"] is not None:
                continue  # Only for those who have the response's `error.code` too.
            value = found.number(rule["value"])
            if rule["when"] == "zero" and value == 0:
                return rule["code"]
            if rule["when"] == "above":
                limit = found.number(rule["limit"])
                if value is not None and limit is not None and value > limit:
                    return rule["code"]
        return code


def main():
    catalog = Catalog(sys.argv[1])
    for path in sys.argv[2:]:
        with open(path, encoding="utf-8") as file:
            for line in filter(str.strip, file):
                text = json.loads(line)
                answer = catalog.answer(text["status"], text["message"])
                print(json.dumps({"id": text["id"], **answer}, ensure_ascii=False))


main()
