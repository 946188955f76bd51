import fc from "fast-check";
import ipaddr from "ipaddr.js";
import { describe, expect, test } from "vitest";
import { storedIndicator } from "#domain/indicators/indicator.ts";
import { warningLists } from "#domain/warning-lists/index.ts";
import { packList } from "#domain/warning-lists/pack.ts";
import { runs } from "../../../support/runs.ts";
import { opened, typedValue } from "./lists.ts";

/** Few networks, so that they meet often. */
const v4 = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 255 })).map(([a, b]) => `203.0.${112 + a}.${b}`);
const v6 = fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 9 })).map(([a, b]) => `2001:db8:${a}::${b}`);
const network = fc.oneof(
  fc.tuple(v4, fc.integer({ min: 20, max: 32 })).map(([address, bits]) => `${address}/${bits}`),
  fc.tuple(v6, fc.integer({ min: 30, max: 128 })).map(([address, bits]) => `${address}/${bits}`),
  v4,
  v6,
);
const single = (text: string): [ipaddr.IPv4 | ipaddr.IPv6, number] => {
  const [address = "", bits] = text.split("/");
  const read = ipaddr.parse(address);
  return [read, bits === undefined ? read.toByteArray().length * 8 : Number(bits)];
};

describe("addresses", () => {
  test("are found as by asking every range", () => {
    let found = 0;
    fc.assert(
      fc.property(fc.array(network, { maxLength: 12 }), fc.oneof(v4, v6), (list, address) => {
        const read = ipaddr.parse(address);
        const naive = list.some((entry) => {
          const [of, bits] = single(entry);
          return of.kind() === read.kind() && read.match(of, bits);
        });
        if (naive) found += 1;
        expect(opened({ type: "cidr", list }).first(typedValue(address)) !== undefined).toBe(naive);
      }),
      { numRuns: runs(1_000) },
    );
    expect(found).toBeGreaterThan(runs(1_000) / 10);
  });

  test("in a range that is asked for stand on the list one and all, or it does not", () => {
    const asked = fc.tuple(v4, fc.integer({ min: 28, max: 32 })).map(([address, bits]) => `${address}/${bits}`);
    fc.assert(
      fc.property(fc.array(network, { maxLength: 8 }), asked, (list, range) => {
        const lists = opened({ type: "cidr", list });
        const value = typedValue(range, "ipv4-cidr");
        const [start, bits] = single(value.value);
        const first = start.toByteArray();
        const each = Array.from({ length: 2 ** (32 - bits) }, (_, step) => [...first.slice(0, 3), (first[3] ?? 0) + step].join("."));
        const all = each.every((address) => lists.first(typedValue(address)) !== undefined);
        expect(lists.first(value) !== undefined).toBe(all);
      }),
      { numRuns: runs(300) },
    );
  });
});

const label = fc.constantFrom("a", "b", "evil", "evi", "x-1");
const host = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => `${labels.join(".")}.example`);

test("names are found as by asking every name", () => {
  fc.assert(
    fc.property(fc.array(host, { maxLength: 10 }), host, (list, asked) => {
      const naive = list.some((name) => asked === name || asked.endsWith(`.${name}`));
      expect(opened({ type: "hostname", list }).first(typedValue(asked)) !== undefined).toBe(naive);
    }),
    { numRuns: runs(700) },
  );
});

test("parts are found as by asking every part, and texts as by asking every text", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "ä", "."), minLength: 3, maxLength: 8 });
  const part = fc.string({ unit: fc.constantFrom("a", "b", "ä"), minLength: 3, maxLength: 6 });
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), text, (list, asked) => {
      const value = storedIndicator("text", asked);
      expect(opened({ type: "substring", list }).first(value) !== undefined).toBe(list.some((one) => asked.includes(one)));
      expect(opened({ type: "string", list }).first(value) !== undefined).toBe(list.includes(asked));
    }),
    { numRuns: runs(700) },
  );
});

test("patterns that take others exponential time are read in linear time", () => {
  const lists = opened({ type: "regex", list: ["/(a+)+$/", "/(a|aa)+$/", "/^(([a-z])+.)+[A-Z]([a-z])+$/", "/(x+x+)+y/"] });
  // 2^4000 steps for an engine that goes back
  expect(lists.first(storedIndicator("text", `${"a".repeat(4_000)}!`))).toBeUndefined();
  expect(lists.first(storedIndicator("text", "x".repeat(4_000)))).toBeUndefined();
  expect(lists.first(storedIndicator("text", "aaa"))).toBeDefined();
});

test("patterns that would grow without bound are left out and counted", () => {
  const bombs = ["/((a{1000}){1000}){1000}/", `/${"(".repeat(1_500)}a${")".repeat(1_500)}/`, `/${"a".repeat(3_000)}/`];
  expect(packList(JSON.stringify({ name: "x", type: "regex", list: bombs }))).toMatchObject({ entries: 0, skipped: 3 });
});

test("what is no list is none, and no text makes reading fail", () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      const list = packList(text);
      expect(warningLists(list ? [list] : []).lists).toBeLessThanOrEqual(1);
    }),
  );
});
