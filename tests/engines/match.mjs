// Lookups by status and message as docs/matching.md describes them, with docs/catalog.json alone.
//
// Usage: match.mjs CATALOG CORPUS...   Prints a JSON object with `id`, `code`, and `values` for each text of the corpora.
// Node 18 or later, no packages.

import { readFileSync } from "node:fs";
import { argv, stdout } from "node:process";

const WINDOW = 8 * 1024;
const MAX_LOOKUPS = 16;
// What counts once in literal text: a run of white space, a character with its escape.
const ONCE = /[ \t-\r]+|\\(?=["'`/])/g;

const once = (text) => text.replace(ONCE, (run) => (run === "\\" ? "" : " "));
const lower = (text) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
const startOf = (text) => lower(text.slice(0, 400).replace(/[ \t-\r]+/g, " ")).trimStart();

class Pattern {
  constructor(order, code, row) {
    this.order = order;
    this.code = code;
    this.source = row.regex;
    this.groups = row.groups;
    this.statuses = row.statuses ?? [];
    this.prefix = prefix(row.pattern);
  }

  /** What the pattern finds in `text`; `start` is how it begins, in lower case. */
  match(text, start) {
    if (!start.startsWith(this.prefix)) return undefined;
    // The flag `d` gives the places of the groups.
    this.regex ??= new RegExp(this.source, "di");
    const match = this.regex.exec(text);
    return match ? new Found(this, match) : undefined;
  }
}

class Found {
  constructor(pattern, match) {
    const text = match.input;
    const begin = text.search(/[^ \t-\r]|$/);
    let literal = "";
    let at = begin;
    this.pattern = pattern;
    this.end = match[0].length;
    this.values = [];
    this.beginsWithPlaceholder = false;
    pattern.groups.forEach((name, index) => {
      const span = match.indices[index + 1];
      if (!span) return;
      const [start, end] = span;
      this.beginsWithPlaceholder ||= start === begin;
      literal += once(text.slice(at, start));
      at = Math.max(at, end);
      if (name !== null) this.values.push([name, match[index + 1]]);
    });
    literal += once(text.slice(at, this.end));
    // Bytes: a Chinese character counts as three.
    this.rank = [Buffer.byteLength(literal), this.values.length, -pattern.order];
  }

  value(name) {
    return this.values.find(([known]) => known === name)?.[1];
  }

  /** `2,000,000` or `10000.000000`; undefined for what is negative or no number. */
  number(name) {
    const value = (this.value(name) ?? "").replace(/[,_]/g, "");
    return /^[0-9]+(\.[0-9]*)?$/.test(value) ? Number(value) : undefined;
  }
}

/** How every text of a pattern begins: a filter, so that few expressions are tried. */
function prefix(pattern) {
  const text = pattern.match(/^[^{"'`/\\]*/)[0];
  return lower(text).replace(/ +/g, " ").trim().replace(/[. ]+$/, "");
}

/** Compares lists of numbers, the greatest first. */
function byRank(left, right) {
  const place = left.findIndex((number, index) => number !== right[index]);
  return place < 0 ? 0 : right[place] - left[place];
}

class Catalog {
  constructor(path) {
    const data = JSON.parse(readFileSync(path, "utf8"));
    this.errors = data.errors;
    const rows = Object.entries(data.errors).flatMap(([code, error]) => error.messages.map((row) => [code, row]));
    this.messages = rows.map(([code, row], order) => new Pattern(order, code, row));
    this.wrappers = data.wrappers.map((row, order) => new Pattern(order, null, row));
    this.defaults = new Map(
      Object.entries(data.errors).flatMap(([code, error]) => error.default_for.map((status) => [status, code])),
    );
  }

  /** The code for a status (null if it is not known) and a message, null if there is none; and the captured values. */
  lookUp(status, message) {
    // A character that the window cuts is left out.
    const read = new TextDecoder().decode(new TextEncoder().encode(message).slice(0, WINDOW), { stream: true });
    const places = [];
    let found = this.unwrap(status, read, places);
    for (const place of places) found ??= this.best(place.status, place.text, true);
    // Of the captured values each name counts once.
    const values = {};
    for (const [name, value] of found?.values ?? []) values[name] ??= value;
    return { code: found ? this.refine(found) : (this.defaults.get(status) ?? null), values };
  }

  best(status, text, byPlaceholder) {
    const start = startOf(text);
    let best;
    for (const pattern of this.messages) {
      const found = pattern.match(text, start);
      if (!found || found.beginsWithPlaceholder !== byPlaceholder) continue;
      const rank = [Number(status === null || pattern.statuses.includes(status)), ...found.rank];
      if (!best || byRank(rank, best.rank) < 0) best = { rank, found };
    }
    return best?.found;
  }

  unwrap(status, wrapped, places) {
    const text = wrapped.replace(/^[ \t-\r]+/, "");
    // What is left of the text tells its place.
    if (places.length === MAX_LOOKUPS || places.some((place) => place.text.length === text.length)) return undefined;
    places.push({ status, text });
    const found = this.best(status, text, false);
    if (found) return found;
    const start = startOf(text);
    const layers = this.wrappers.map((wrapper) => wrapper.match(text, start)).filter(Boolean);
    for (const layer of layers.sort((left, right) => byRank(left.rank, right.rank))) {
      if (layer.end === 0) continue;
      const named = layer.values.filter(([name]) => name === "status").map(([, value]) => Number(value));
      const inner = this.unwrap(status ?? named.at(-1) ?? null, text.slice(layer.end), places);
      if (inner) return inner;
    }
    return undefined;
  }

  refine(found) {
    const code = found.pattern.code;
    for (const rule of this.errors[code].refine) {
      // Those with a code are only for those who have the response's `error.code` too.
      if (rule.api_code !== null) continue;
      const value = found.number(rule.value);
      if (rule.when === "zero" && value === 0) return rule.code;
      if (rule.when === "above" && value > found.number(rule.limit)) return rule.code;
    }
    return code;
  }
}

const [catalogPath, ...corpora] = argv.slice(2);
const catalog = new Catalog(catalogPath);
for (const path of corpora) {
  for (const line of readFileSync(path, "utf8").split("\n")) {
    if (!line.trim()) continue;
    const { id, status, message } = JSON.parse(line);
    stdout.write(`${JSON.stringify({ id, ...catalog.lookUp(status, message) })}\n`);
  }
}
