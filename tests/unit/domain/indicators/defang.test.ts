import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defang } from "#domain/indicators/defang.ts";
import { type Kind, parseIndicator, storedIndicator } from "#domain/indicators/indicator.ts";
import type { KindDefinition } from "#domain/kinds/define.ts";
import { all, kindOf } from "#domain/kinds/index.ts";
import { runs } from "../../../support/runs.ts";

describe("defang", () => {
  it.each([
    ["ipv4", "198.51.100.7", "198[.]51[.]100[.]7"],
    ["ipv4-cidr", "198.51.100.0/24", "198[.]51[.]100[.]0/24"],
    ["ipv6", "2001:db8::1", "2001:db8[:]:1"],
    ["ipv6", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2:3:4:5[:]6"],
    ["ipv6-cidr", "2001:db8::/32", "2001:db8[:]:/32"],
    ["domain", "c2.evil.example", "c2[.]evil[.]example"],
    ["url", "https://evil.example/path", "hxxps://evil[.]example/path"],
    [
      "url",
      "http://u:p@evil.example:8080/a.php?u=http://b.example&m=x@y.example",
      "hxxp://u:p@evil[.]example:8080/a[.]php?u=http[://]b[.]example&m=x[@]y[.]example",
    ],
    ["url", "ssh://[2001:db8::1]:2222/", "ssh[://][2001:db8[:]:1]:2222/"],
    ["email", "first.last@evil.example", "first[.]last[@]evil[.]example"],
    ["md5", "d41d8cd98f00b204e9800998ecf8427e", "d41d8cd98f00b204e9800998ecf8427e"],
    ["text", "see http://evil.example, @room\u202e", "see http[://]evil[.]example, [@]room\\u{202e}"],
  ] as const)("shows %s %j as %j", (kind, value, shown) => expect(defang(storedIndicator(kind, value))).toBe(shown));

  const every: readonly KindDefinition<Kind>[] = all;
  const examples = every
    .filter((kind) => kind.reading !== "as-typed")
    .flatMap((kind) => kind.examples.map(([, value]) => [kind.name, value, kind.shows === undefined ? undefined : kind.name] as const));
  it.each(examples)("is read back: %s %j", (kind, value, named) => {
    const shown = defang(storedIndicator(kind, value));
    expect(parseIndicator(shown, named)).toEqual({ ok: true, value: { kind, value } });
  });
  it("breaks the name of a file that a client would make a link of", () => {
    expect(defang(storedIndicator("filename", "update.zip"))).toBe("update[.]zip");
    expect(defang(storedIndicator("filename", "update.exe"))).toBe("update.exe");
  });

  it.each([
    "http://evil.example/evil{.[.evil",
    "http://evil.example/http:/://",
    "ssh://[[::1]/]",
    "ftps://a.b@evil.example.]@8080",
    "/http:/@evil.example",
  ])("is read back, also for %s, or it is no value", (typed) => {
    const found = parseIndicator(typed);
    if (found.ok) expect(parseIndicator(defang(found.value))).toEqual(found);
    else expect(found.fault.code).toBe("unreadable");
  });

  it("is read back, whatever was logged", () => {
    const pieces = [
      "evil",
      ".",
      "example",
      "/",
      "?",
      "#",
      "@",
      ":",
      "8080",
      "[",
      "]",
      "(",
      ")",
      "{",
      "}",
      "\\",
      "1",
      "..",
      "://",
      "[::1]",
      "http",
      "dot",
      "é",
      "'",
      "-",
      "_",
    ];
    const tail = fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map((found) => found.join(""));
    const url = fc
      .tuple(fc.constantFrom("http://evil.example/", "ssh://", "https://[2001:db8::1]", "ftps://a.b@evil.example"), tail)
      .map((found) => found.join(""));
    const mail = fc.tuple(tail, fc.constantFrom("@evil.example", "@[198.51.100.7]")).map((found) => found.join(""));
    const network = fc.tuple(fc.ipV6(), fc.integer({ min: 16, max: 128 })).map((found) => found.join("/"));
    let read = 0;
    fc.assert(
      fc.property(
        fc.oneof(url, mail, network, fc.ipV6(), fc.webUrl({ withFragments: true, withQueryParameters: true }), fc.emailAddress()),
        (typed) => {
          const found = parseIndicator(typed);
          if (!found.ok) return;
          read += 1;
          const named = kindOf(found.value.kind).shows === undefined ? undefined : found.value.kind;
          expect(parseIndicator(defang(found.value), named)).toEqual(found);
        },
      ),
      { numRuns: runs(20_000) },
    );
    expect(read).toBeGreaterThan(runs(20_000) / 4);
  });
});
