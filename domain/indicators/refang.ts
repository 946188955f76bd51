/** Zero-width, bidirectional and other characters that do not show; a soft hyphen splits names in pasted text. */
const invisible = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
/** ASCII in full width, U+FF01 to U+FF5E. */
const fullWidth = /[\uff01-\uff5e]/gu;
/** Ideographic dots (UTS 46 reads them as dots) and the one-dot leader. */
const dots = /[\u3002\uff61\u2024]/gu;

const open = "[\\[({<]";
const close = "[\\])}>]";
const bracketedDot = new RegExp(`\\s{0,2}${open}\\s{0,2}(?:\\.|dot)\\s{0,2}${close}\\s{0,2}`, "giu");
const bracketedAt = new RegExp(`\\s{0,2}${open}\\s{0,2}(?:@|at)\\s{0,2}${close}\\s{0,2}`, "giu");
const bracketedColon = /[[({](:\/{0,2}|\/{1,2})[\])}]/gu;
const halfBracket = /\[\.|\.\]/gu;
const spelledDot = /(?<=[\p{L}\p{N}])\s{1,3}dot\s{1,3}(?=[\p{L}\p{N}])/giu;
const spelledAt = /(?<=[\p{L}\p{N}])\s{1,3}at\s{1,3}(?=[\p{L}\p{N}])/giu;
const escaped = /\\([./:@_-])/gu;
const schemes: readonly (readonly [RegExp, string])[] = [
  [/^h(?:xx|tx|xt|zz|\*\*|__|--|tt)p(?:\[s\]|\(s\)|s)(?::[\\/]+|\/\/)/iu, "https://"],
  [/^h(?:xx|tx|xt|zz|\*\*|__|--|tt)p(?::[\\/]+|\/\/)/iu, "http://"],
  [/^f[tx*]p(s?):[\\/]+/iu, "ftp$1://"],
];

const before = new Set([..."'\"`*|“”„‘’‚«»‹› \t\r\n"]);
const after = new Set([...before, ..."., ; : ! ? …"]);
const pairs: ReadonlyMap<string, string> = new Map([
  [")", "("],
  ["]", "["],
  ["}", "{"],
  [">", "<"],
]);

const count = (text: string, wanted: string): number => {
  let found = 0;
  for (const character of text) if (character === wanted) found += 1;
  return found;
};

/** Without the quotes, brackets and punctuation around a pasted token. Balanced brackets inside (`/a_(b)`) stay. Linear. */
export function unwrap(typed: string): string {
  // most of the many values of a file have no brackets to count
  const counted = /[()[\]{}<>]/u.test(typed) ? [...pairs] : [];
  const surplus = new Map(counted.map(([closer, opener]) => [closer, count(typed, closer) - count(typed, opener)]));
  let from = 0;
  let to = typed.length;
  for (;;) {
    const first = typed[from] ?? "";
    const last = typed[to - 1] ?? "";
    if (from >= to) return "";
    const closer = counted.find(([, opener]) => opener === first)?.[0];
    if (before.has(first)) from += 1;
    // "2001:db8::" ends in what would be punctuation elsewhere
    else if (after.has(last) && !(last === ":" && typed[to - 2] === ":")) to -= 1;
    else if (closer !== undefined && closer === last) {
      from += 1;
      to -= 1;
    } else if (closer !== undefined && (surplus.get(closer) ?? 0) < 0) {
      surplus.set(closer, (surplus.get(closer) ?? 0) + 1);
      from += 1;
    } else if ((surplus.get(last) ?? 0) > 0) {
      surplus.set(last, (surplus.get(last) ?? 0) - 1);
      to -= 1;
    } else return typed.slice(from, to);
  }
}

const bare = (text: string): string =>
  text
    .replace(invisible, "")
    .replace(/[[({]\.[\])}]/gu, ".")
    .replace(/[[({]@[\])}]/gu, "@")
    .replace(/\[:\/\/\]/gu, "://")
    .replace(/^(["'`])(.*)\1$/u, "$2")
    .trim();

/**
 * The typed text without what does not show and with plain dots, for values in which other brackets and backslashes are their
 * own. Until nothing is left to take off: what a value is must not change when it is typed again.
 */
export function unbracket(typed: string): string {
  const next = bare(typed);
  return next === typed ? typed : unbracket(next);
}

const pass = (text: string): string =>
  schemes.reduce(
    (read, [scheme, plain]) => read.replace(scheme, plain),
    unwrap(
      text
        .replace(bracketedDot, ".")
        .replace(bracketedAt, "@")
        .replace(bracketedColon, "$1")
        .replace(halfBracket, ".")
        .replace(spelledDot, ".")
        .replace(spelledAt, "@")
        .replace(escaped, "$1"),
    ),
  );

/**
 * The plain form of one token that was made harmless to click, in any of the ways seen in reports. What comes back is a
 * fixed point; undefined for text that is wrapped deeper than anybody writes. Linear in the length of `typed`.
 */
export function refang(typed: string): string | undefined {
  let text = typed
    .replace(invisible, "")
    .replace(fullWidth, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(dots, ".");
  for (let round = 0; round < 6; round += 1) {
    const next = pass(text);
    if (next === text) return text;
    text = next;
  }
  return undefined;
}
