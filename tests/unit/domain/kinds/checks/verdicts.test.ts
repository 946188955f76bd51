import { describe, expect, test } from "vitest";
import { extract } from "#domain/extract/index.ts";
import { parseIndicator } from "#domain/indicators/indicator.ts";
import { isPrefetch, isVerdict } from "#domain/kinds/checks/verdicts.ts";

describe("what scanners call a sample is no host", () => {
  test.each([
    "Trojan-Spy.Win32.Zbot.pe",
    "Backdoor.Win32.Androm.tv",
    "AdWare.Win32.Agent.is",
    "Win.Trojan.Agent.me",
    "Trojan.GenericKD.to",
    "Trojan.Script.Agent.top",
    "Ransom.Linux.Owl.io",
    "W32.Owl.to",
    "trojan.win32.owl.ru",
  ])("%s", (name) => {
    expect(isVerdict(name)).toBe(true);
    expect(extract(`HEUR:${name} was found, ${name}`)).toEqual([]);
    // typed alone it may be meant
    expect(parseIndicator(name)).toMatchObject({ ok: false, fault: { code: "ambiguous" } });
  });
  test.each(["agent.python.org", "script.google.com", "android.owl.example", "trojan.owl.example", "mail.owl.ru", "Www.Owl.De"])(
    "but %s is",
    (name) => {
      expect(isVerdict(name)).toBe(false);
      expect(parseIndicator(name).ok).toBe(true);
    },
  );
  test("nor is one that is disguised", () =>
    expect(extract("Trojan[.]Win32[.]Owl[.]ru").map(({ value }) => value)).toEqual(["trojan.win32.owl.ru"]));
});

test.each(["OWL.EXE-1A2B3C4D.pf", "RUNDLL32.EXE-0A1B2C3D.pf"])("%s is a file of the prefetch", (name) => {
  expect(isPrefetch(name)).toBe(true);
  expect(extract(`${name} executed`)).toMatchObject([{ kind: "filename", value: name }]);
  expect(parseIndicator(name)).toMatchObject({ ok: true, value: { kind: "filename", value: name } });
});
test("tahiti.pf is none", () => expect(isPrefetch("tahiti.pf")).toBe(false));

test.each([
  'alert http any any -> any any (msg:"x"; http.host; content:"evil.example"; sid:7;)',
  'alert tls any any -> any any (msg:"x"; tls.sni; content:"evil.example"; ja3.hash; sid:8;)',
  'alert dns any any -> any any (dns.query; content:"evil.example"; nocase; sid:9;)',
  'alert http any any -> any any (http.uri; content:"/a"; http.host; content:"evil.example"; file.data; sid:10;)',
])("what a rule looks at is no host: %s", (rule) => {
  expect(extract(rule).map(({ value }) => value)).toEqual(["evil.example"]);
});
test("where no rule ends it, it is one", () => {
  expect(extract("They own http.host and dns.com as well").map(({ value }) => value)).toEqual(["http.host", "dns.com"]);
});

test("a rule's reference to a vulnerability is its number", () => {
  expect(extract('alert tcp any any -> any any (msg:"x"; reference:cve,2026-12345; sid:7;)').map(({ value }) => value)).toEqual([
    "CVE-2026-12345",
  ]);
});
