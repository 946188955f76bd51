import { readFileSync } from "node:fs";
import { parse } from "tldts";
import { describe, expect, it } from "vitest";
import { refang } from "#domain/extract/refang/token.ts";
import { kinds, parseIndicator } from "#domain/indicators/indicator.ts";
import { defineKind, type KindDefinition } from "#domain/kinds/define.ts";
import { flatTops } from "#domain/kinds/domain.ts";
import { all } from "#domain/kinds/index.ts";

const listed =
  "ipv4 ipv6 ipv4-cidr ipv6-cidr domain url email md5 sha1 sha256 sha512 ssdeep tlsh imphash authentihash ja3 jarm cve attack asn mac " +
  "btc eth xmr ltc doge trx xrp sol bch dash zec ada xtz iban bic card phone telegram twitter handle xmpp discord icq matrix tox pgp " +
  "filename filepath regkey mutex useragent ga adsense gtm yara text";

it("has the kinds that are agreed on, by their names", () => expect([...kinds].sort()).toEqual(listed.split(" ").sort()));

const every: readonly KindDefinition[] = all;
describe.each(every)("$name", (kind) => {
  const plain = (typed: string) => (kind.reading === undefined ? (refang(typed) ?? "") : typed);
  const showing = kind.examples.filter(([typed]) => kind.shows?.(plain(typed)) !== false);
  const doubted = showing.filter(([typed]) => (kind.doubtful?.(plain(typed)) ?? []).length > 0 && plain(typed) === typed);
  const certain = showing.filter((example) => !doubted.includes(example));

  it.each(kind.examples)("reads %j as %j where it is named", (typed, canonical) =>
    expect(parseIndicator(typed, nameOf(kind))).toEqual({ ok: true, value: { kind: kind.name, value: canonical } }),
  );
  if (certain.length > 0)
    it.each(certain)("finds itself in %j", (typed, canonical) =>
      expect(parseIndicator(typed)).toEqual({ ok: true, value: { kind: kind.name, value: canonical } }),
    );
  if (doubted.length > 0)
    it.each(doubted)("is asked about in %j", (typed) => {
      const choices = [kind.name, ...(kind.doubtful?.(typed) ?? [])].map((name) => `type:${name}`);
      expect(parseIndicator(typed)).toEqual({ ok: false, fault: { code: "ambiguous", typed, choices } });
      for (const choice of choices) expect(kinds).toContain(choice.slice(5));
    });

  it.each(kind.examples)("leaves the canonical form of %j alone", (_, canonical) => {
    expect(kind.canonicalise(canonical)).toBe(canonical);
    expect(parseIndicator(canonical, nameOf(kind))).toEqual({ ok: true, value: { kind: kind.name, value: canonical } });
  });

  it.each(kind.rejects)("refuses %j", (typed) => {
    expect(parseIndicator(typed, nameOf(kind)).ok).toBe(false);
    const found = parseIndicator(typed);
    expect(found.ok && found.value.kind).not.toBe(kind.name);
  });
});

/** The kind's name, of which the declarations as a list know only that it is a string. */
function nameOf(kind: KindDefinition) {
  const name = kinds.find((one) => one === kind.name);
  if (name === undefined) throw new Error(`${kind.name} is not listed`);
  return name;
}

it("asks the public suffix list where it matters", () => {
  for (const host of ["a.co.uk", "a.com.au", "a.b.kawasaki.jp", "evil.com.br"]) expect(parseIndicator(host)).toMatchObject({ ok: true });
  for (const suffix of ["co.uk", "com.au", "com", "net"]) expect(parseIndicator(suffix, "domain").ok).toBe(false);
});

it.each([...flatTops])("need not ask it under .%s, which has no suffixes of its own", (top) => {
  const seconds =
    "ac adv art asso biz co com edu ed fr gc go gob gouv gov gv id in info k12 law ltd me med mil msk mus name ne net nom or org plc pp priv pro pub sch school spb state tm web".split(
      " ",
    );
  for (const second of seconds) expect(parse(`a.${second}.${top}`).publicSuffix).toBe(top);
});

/** The kinds that a grammar decides between, by the kinds whose files it reads. */
const decides = (file: string): readonly string[] => {
  const text = readFileSync(new URL(`../../../../domain/extract/detectors/${file}.ts`, import.meta.url), "utf8");
  return [...text.matchAll(/from "#domain\/kinds\/([a-z\d-]+)\.ts"/gu)].map(([, name = ""]) => name);
};
it.each(["hosts", "colons", "mail", "paths", "urls", "wallets"] as const)("is found by the grammar of %s if it says so", (of) => {
  const declared = every.filter(({ detect }) => detect !== "only-named" && detect.some((how) => how.as === "grammar" && how.of === of));
  expect(declared.length).toBeGreaterThan(0);
  for (const { name } of declared) expect(decides(of)).toContain(name);
});

it("needs everything that is known of a kind in its declaration", () => {
  const { canonicalise, ...rest } = all[0];
  const whole = { ...rest, canonicalise: (text: string): string | undefined => canonicalise(text) };
  const { detect: _detect, ...unseen } = whole;
  const { names: _names, ...unnamed } = whole;
  const { halfLife: _halfLife, ...ageless } = whole;
  const { stix: _stix, ...notInStix } = whole;
  const { misp: _misp, ...notInMisp } = whole;
  const { keys: _keys, ...unmatched } = whole;
  const { defang: _defang, ...clickable } = whole;
  defineKind(whole);
  // @ts-expect-error a kind says how it is found in running text
  defineKind(unseen);
  // @ts-expect-error in at least one way
  defineKind({ ...whole, detect: [] });
  // @ts-expect-error what others call it
  defineKind(unnamed);
  // @ts-expect-error how soon it is worth nothing
  defineKind(ageless);
  // @ts-expect-error how it stands in STIX
  defineKind(notInStix);
  // @ts-expect-error how it stands in MISP
  defineKind(notInMisp);
  // @ts-expect-error what it is found by
  defineKind(unmatched);
  // @ts-expect-error how it is shown
  defineKind(clickable);
});
