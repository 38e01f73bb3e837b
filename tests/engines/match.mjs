// Lookups by status and message as docs/matching.md describes them, with docs/catalog.json and docs/words.json alone.
//
// Usage: match.mjs CATALOG WORDS CORPUS...   Prints a JSON object with `id`, `code`, `kind`, and the captured
// `values` for each text of the corpora. The kind is `message`, `similar`, or `status`; code and kind are null where nothing
// is found. Node 18 or later, no packages.

import { readFileSync } from "node:fs";
import { argv, stdout } from "node:process";

const WINDOW = 8 * 1024;
const MAX_LOOKUPS = 16;
// What counts once in literal text: a run of whitespace, a character with its escape.
const ONCE = /[ \t-\r]+|\\(?=["'`/])/g;

// Typographic characters are read as ASCII ones.
const ascii = (text) =>
  text
    .replace(/[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, " ")
    .replace(/[\u2028\u2029]/g, "\n")
    .replace(/[\u2018-\u201b\uff07]/g, "'")
    .replace(/[\u201c-\u201f\uff02]/g, '"')
    .replace(/\uff1a/g, ":");

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
    // Where they are, counted from the end of the text: that is the end of every text that it is a part of.
    this.spans = [];
    this.beginsWithPlaceholder = false;
    pattern.groups.forEach((name, index) => {
      const span = match.indices[index + 1];
      if (!span) return;
      const [start, end] = span;
      this.beginsWithPlaceholder ||= start === begin;
      literal += once(text.slice(at, start));
      at = Math.max(at, end);
      if (name === null) return;
      this.values.push([name, match[index + 1]]);
      this.spans.push([name, text.length - start, text.length - end]);
    });
    literal += once(text.slice(at, this.end));
    // Bytes: a Chinese character counts as three.
    this.literal = Buffer.byteLength(literal);
    this.rest = text.slice(this.end);
    this.fromStart = text.slice(begin);
    this.rank = [this.literal, this.values.length, -pattern.order];
  }

  /** The values as the message itself has them. */
  valuesOf(message) {
    return this.spans.map(([name, start, end]) => [name, message.slice(message.length - start, message.length - end)]);
  }

  value(name) {
    return this.values.find(([known]) => known === name)?.[1];
  }

  /** `2,000,000` or `10000.000000`; undefined for what is negative or no number. */
  number(name) {
    return numberOf(this.value(name) ?? "");
  }
}

function numberOf(text) {
  const digits = text.replace(/[,_]/g, "");
  return /^[0-9]+(\.[0-9]*)?$/.test(digits) ? Number(digits) : undefined;
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

const MAX_TOKENS = 1024;
const MASK = (1n << 64n) - 1n;
const ACCENT = /[\u0300-\u036f]/;
/** Filled from docs/words.json. */
let accents = {};
const UNSPACED = /[\u3005\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\u{20000}-\u{323af}]/u;

/** What a character is to the tokenizer. */
function kindOf(char) {
  if (/[a-z]/i.test(char) && char < "\x80") return "letter";
  if (/[0-9]/.test(char)) return "digit";
  if (char < "\x80") return undefined;
  if (UNSPACED.test(char)) return "unspaced";
  return /\p{Alphabetic}/u.test(char) || ACCENT.test(char) ? "letter" : undefined;
}

/** FNV-1a of a token in lower case and without accents. */
function hashOf(token) {
  let hash = 0xcbf29ce484222325n;
  const plain = [...token].flatMap((char) => [...char.toLowerCase()]).filter((char) => !ACCENT.test(char));
  for (const byte of Buffer.from(plain.map((char) => accents[char] ?? char).join(""))) {
    hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & MASK;
  }
  return hash;
}

function hashOfPair(left, right) {
  const rotated = ((left << 21n) | (left >> 43n)) & MASK;
  return ((rotated ^ right) * 0x100000001b3n + right) & MASK;
}

/** The tokens of a text: words, pairs of characters of scripts without spaces, statuses. */
function tokens(text) {
  const chars = [...text];
  const found = [];
  let at = 0;
  while (at < chars.length) {
    if (/[hH]/.test(chars[at])) {
      const url = chars.slice(at, at + 8).join("").match(/^https?:\/\//i);
      if (url) {
        while (at < chars.length && !/[\s"'`<>)\]}]/.test(chars[at])) at += 1;
        continue;
      }
    }
    const kind = kindOf(chars[at]);
    const start = at;
    at += 1;
    if (kind === "letter") {
      while (at < chars.length && kindOf(chars[at]) === "letter") {
        if (/^[a-z][A-Z]$/.test(chars[at - 1] + chars[at])) break;
        at += 1;
      }
      const word = chars.slice(start, at);
      const letters = word.filter((char) => !ACCENT.test(char)).length;
      const isNot =
        /[nN]/.test(word.at(-1)) &&
        /^['’][tT]$/.test(chars.slice(at, at + 2).join("")) &&
        kindOf(chars[at + 2] ?? " ") !== "letter";
      if (isNot) {
        at += 2;
        if (letters > 2) found.push(word.slice(0, -1).join(""));
        found.push("not");
      } else if (letters > 1) {
        found.push(word.join(""));
      }
    } else if (kind === "digit") {
      while (at < chars.length && kindOf(chars[at]) === "digit") at += 1;
      const number = chars.slice(start, at).join("");
      if (/^[45][0-9][0-9]$/.test(number)) found.push(number);
    } else if (kind === "unspaced") {
      if (at < chars.length && kindOf(chars[at]) === "unspaced") found.push(chars[start] + chars[at]);
      else if (start === 0 || kindOf(chars[start - 1]) !== "unspaced") found.push(chars[start]);
    }
  }
  return found;
}

class Words {
  constructor(path) {
    Object.assign(this, JSON.parse(readFileSync(path, "utf8")));
    accents = this.accents;
    this.stop = new Set(this.stop_words.map(BigInt));
    this.seed = BigInt(this.seed);
    const table = Buffer.from(this.table, "base64");
    this.numbers = Array.from({ length: table.length / 2 }, (_, index) => table.readUInt16LE(2 * index));
  }

  feature(hash) {
    const mixed = ((hash ^ this.seed) * 0x9e3779b97f4a7c15n) & MASK;
    const bucket = Number(mixed >> BigInt(64 - this.bucket_bits));
    const fingerprint = Number((mixed >> BigInt(48 - this.bucket_bits)) & 0xffffn);
    const fingerprints = (1 << this.bucket_bits) + 1;
    for (let feature = this.numbers[bucket]; feature < this.numbers[bucket + 1]; feature += 1) {
      if (this.numbers[fingerprints + feature] === fingerprint) return feature;
    }
    return undefined;
  }

  /** A score for each class. */
  score(hashes) {
    const scores = this.classes.map(() => 0);
    const ends = (1 << this.bucket_bits) + 1 + this.features;
    const seen = new Set([undefined]);
    let left;
    for (const right of hashes.slice(0, MAX_TOKENS)) {
      if (this.stop.has(right)) continue;
      for (const hash of left === undefined ? [right] : [right, hashOfPair(left, right)]) {
        const feature = this.feature(hash);
        if (seen.has(feature)) continue;
        seen.add(feature);
        const first = feature === 0 ? 0 : this.numbers[ends + feature - 1];
        for (let at = first; at < this.numbers[ends + feature]; at += 1) {
          const posting = this.numbers[ends + this.features + at];
          const weight = posting >> 7;
          scores[posting & 0x7f] += weight > 255 ? weight - 512 : weight;
        }
      }
      left = right;
    }
    return scores;
  }

  /** Whether the words around a phrase speak for this API; or, if there are few, not against it. */
  fitsAround(phrase, pieces, few) {
    const hashes = pieces.flatMap((piece) => newWords(windowOf(piece), phrase)).map(hashOf);
    const scores = this.score(hashes);
    const lead = Math.max(...scores.slice(0, -1)) - scores.at(-1);
    return lead >= (few ? 1 - this.foreign : this.around);
  }
}

/** The words of a text that are neither those of a phrase nor a status. */
function newWords(text, phrase) {
  const own = new Set(tokens(phrase).map(hashOf));
  return tokens(text).filter((token) => !own.has(hashOf(token)) && !/^[0-9]/.test(token));
}

/** What is read of a message. A character that the window cuts is left out. */
function windowOf(text) {
  return new TextDecoder().decode(new TextEncoder().encode(text).slice(0, WINDOW), { stream: true });
}

class Catalog {
  constructor(path, words) {
    const data = JSON.parse(readFileSync(path, "utf8"));
    this.errors = data.errors;
    this.values = data.values;
    this.words = new Words(words);
    const rows = Object.entries(data.errors).flatMap(([code, error]) => error.messages.map((row) => [code, row]));
    this.messages = rows.map(([code, row], order) => new Pattern(order, code, row));
    this.wrappers = data.wrappers.map((row, order) => new Pattern(order, null, row));
    this.defaults = new Map(
      Object.entries(data.errors).flatMap(([code, error]) => error.default_for.map((status) => [status, code])),
    );
  }

  /** Code, kind, and values for a status (null if it is not known) and a message; undefined if there is none. */
  lookUp(status, whole) {
    const message = windowOf(whole);
    const places = [];
    let found = this.unwrap(status, ascii(message), places);
    for (const place of places) found ??= this.best(place.status, place.text, true);
    if (status === null) {
      if (!found || (this.isWeak(found) && !this.surroundingsFit(found, whole, message))) return undefined;
      return [this.refine(found), "message", found.valuesOf(message)];
    }
    if (!found) {
      const general = this.defaults.get(status);
      return this.guess(message, status, null) ?? (general && [general, "status", []]);
    }
    const code = this.refine(found);
    if (this.isGeneral(code) && !found.values.length && found.literal * 2 < Buffer.byteLength(whole.trim())) {
      const cause = this.causeAfter(status, found.rest, message);
      if (cause) return cause;
      const guess = this.guess(message, status, code);
      if (guess && guess[0] !== code) return guess;
    }
    return [code, "message", found.valuesOf(message)];
  }

  /** Code, kind, and values of the text after a general phrase, if that says more. */
  causeAfter(status, rest, message) {
    const places = Array(MAX_LOOKUPS - MAX_LOOKUPS / 4).fill({ text: { length: -1 } });
    const found = this.unwrap(status, rest.replace(/^[\s!-/:-@[-`{-~]+/, ""), places);
    if (!found) return undefined;
    const code = this.refine(found);
    return found.values.length || !this.isGeneral(code) ? [code, "message", found.valuesOf(message)] : undefined;
  }

  isGeneral(code) {
    const { statuses, default_for } = this.errors[code];
    return statuses.length > 0 && default_for.includes(statuses[0]);
  }

  isWeak(found) {
    const code = this.refine(found);
    const isOther = this.errors[code].category === "network" || this.isGeneral(code);
    return found.literal <= 30 && isOther && !found.values.length;
  }

  surroundingsFit(found, whole, message) {
    const [start, end] = [message.length - found.fromStart.length, message.length - found.rest.length];
    const [before, phrase, after] = [whole.slice(0, start), whole.slice(start, end), whole.slice(end)];
    const [lineBefore, lineAfter] = [before.split("\n").at(-1), after.split("\n")[0]];
    const firstSentence = lineBefore.trim() === "" && lineAfter.startsWith(".");
    const isNetwork = this.errors[this.refine(found)].category === "network";
    const most = isNetwork || firstSentence ? 6 : 2;
    const words = newWords(`${lineBefore}\n${lineAfter}`, phrase).filter((token) => !this.words.stop.has(hashOf(token)));
    const few = words.length <= most;
    const lowered = lower(whole);
    if (this.words.names.some((name) => lowered.includes(name))) return true;
    return this.words.fitsAround(phrase, [before, after], few);
  }

  guess(message, status, general) {
    const scores = this.words.score(tokens(message).map(hashOf));
    let best;
    this.words.classes.forEach((code, index) => {
      if (code === null) return;
      let score = scores[index];
      if (!this.errors[code].statuses.includes(status)) score -= this.words.other_status;
      if (code === general) score += this.words.general;
      if (!best || score > best.score) best = { score, code };
    });
    if (best.score < this.words.least) return undefined;
    return [this.refined(best.code, (name) => this.numberAfter(message, name)), "similar", []];
  }

  /** The number after the word that announces it. */
  numberAfter(message, name) {
    const { word } = this.values[name];
    if (!word) return undefined;
    const match = message.match(new RegExp(`(?<![\\p{L}\\p{N}])${word}[ :=~]+([0-9][0-9.,_]*)`, "iu"));
    return match ? numberOf(match[1].replace(/[.,]+$/, "")) : undefined;
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
    return this.refined(found.pattern.code, (name) => found.number(name));
  }

  refined(code, number) {
    for (const rule of this.errors[code].refine) {
      // Those with a code are only for those who have the response's `error.code` too.
      if (rule.api_code !== null || rule.value === undefined) continue;
      const value = number(rule.value);
      if (rule.when === "zero" && value === 0) return rule.code;
      if (rule.when === "above" && value > number(rule.limit)) return rule.code;
    }
    return code;
  }
}

const [catalogPath, wordsPath, ...corpora] = argv.slice(2);
const catalog = new Catalog(catalogPath, wordsPath);
for (const path of corpora) {
  for (const line of readFileSync(path, "utf8").split("\n")) {
    if (!line.trim()) continue;
    const { id, status, message } = JSON.parse(line);
    const [code, kind, found] = catalog.lookUp(status, message) ?? [null, null, []];
    // Of the captured values each name counts once: the first.
    const values = Object.fromEntries([...found].reverse());
    stdout.write(`${JSON.stringify({ id, code, kind, values })}\n`);
  }
}
