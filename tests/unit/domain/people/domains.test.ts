import { describe, expect, test } from "vitest";
import type { Kind } from "#domain/indicators/indicator.ts";
import { storedIndicator } from "#domain/indicators/indicator.ts";
import { domainsOf } from "#domain/people/domains.ts";

const domains = domainsOf([
  "@anna:Police.Example",
  "@bo:chat.justice.example:8448",
  "dirk@mail.cert.example",
  "matrix.org",
  "@e:[2001:db8::7]:8448",
  "@f:192.0.2.9",
]);

describe("what stands at a domain of somebody", () => {
  const theirs: readonly (readonly [Kind, string, string])[] = [
    ["domain", "police.example", "police.example"],
    ["domain", "evil.deep.police.example", "police.example"],
    ["url", "https://x@www.police.example:8443/a?b=evil.example", "police.example"],
    ["email", "anna.smith@police.example", "police.example"],
    ["email", "desk@unit.police.example", "police.example"],
    ["matrix", "@somebody:police.example", "police.example"],
    ["matrix", "#room:chat.justice.example:8448", "chat.justice.example"],
    ["xmpp", "desk@chat.justice.example", "chat.justice.example"],
    ["domain", "mail.cert.example", "mail.cert.example"],
    ["domain", "matrix-client.matrix.org", "matrix.org"],
    ["ipv6", "2001:db8::7", "2001:db8::7"],
    ["ipv4", "192.0.2.9", "192.0.2.9"],
  ];
  test.each(theirs)("%s %s", (kind, value, domain) => expect(domains.of(storedIndicator(kind, value))).toBe(domain));
});

describe("what does not", () => {
  const others: readonly (readonly [Kind, string])[] = [
    ["domain", "evilpolice.example"],
    ["domain", "police.example.evil.test"],
    // what lies above a server may be shared with others
    ["domain", "justice.example"],
    ["domain", "cert.example"],
    ["url", "https://evil.example/police.example"],
    ["url", "https://police.example@evil.example/"],
    ["email", "police.example@evil.example"],
    ["ipv4", "192.0.2.90"],
    ["filename", "police.example"],
    ["text", "police.example"],
  ];
  test.each(others)("%s %s", (kind, value) => expect(domains.of(storedIndicator(kind, value))).toBeUndefined());

  test("nobody has no domain", () => expect(domainsOf(["", "@", "@x:"]).around("evil.example")).toBeUndefined());
});
