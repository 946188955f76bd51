import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { indicator, kind, kinds, longestValue, parseIndicator, storedIndicator } from "#domain/indicators/indicator.ts";
import { advised } from "../../../../bot/views/parts/advice.ts";
import { labelOf } from "../../../../bot/views/parts/expected.ts";
import { runs } from "../../../support/runs.ts";

const keep = "To keep it as text: type:text";
const faults: readonly (readonly [typed: string, expected: string, write: string])[] = [
  ["1.2.3.999", "an IPv4 address", keep],
  ["1.2.3", "an IPv4 address", keep],
  ["018.12.15.14", "an IPv4 address", "Write it without leading zeros: some programs read them as octal."],
  ["2001:db8::1::2", "an IPv6 address", keep],
  ["10.0.0.0/7", "an IPv4 range", "Ranges shorter than /8 (IPv6 /16) are refused."],
  ["10.0.0.0/33", "an IPv4 range", `Write it as 198.51.100.0/24. ${keep}`],
  ["10.0.0.1-10.0.0.9", "an IPv4 range", `Write it as 198.51.100.0/24. ${keep}`],
  ["2000::/3", "an IPv6 range", "Ranges shorter than /8 (IPv6 /16) are refused."],
  ["2001:db8::/129", "an IPv6 range", keep],
  ["invoice.unheard", "a domain", `".unheard" is no top-level domain. ${keep}`],
  ["server.local", "a domain", `".local" is no top-level domain. ${keep}`],
  ["gov.uk", "a domain", `Anybody may register names under it. ${keep}`],
  ["my_name.example", "a domain", keep],
  ["http://foo/", "a URL", keep],
  ["file:///etc/passwd", "a URL", keep],
  ["user@foo", "an e-mail address", keep],
  ["d41d8cd98f00b204e9800998ecf8427", "a hash", `It has 31 digits; MD5 has 32, SHA-1 40, SHA-256 64, SHA-512 128. ${keep}`],
  ["foo", "an indicator", keep],
  ["", "an indicator", keep],
  ["aa:bb:cc:dd:ee", "an indicator", keep],
  ["CVE-2021", "a CVE number", keep],
  ["@night:owl", "a Matrix address", keep],
];

/** A fault with the words in which it is told. */
const told = (read: ReturnType<typeof parseIndicator>) => {
  if (read.ok || !("expected" in read.fault)) return read;
  const { expected, ...rest } = read.fault;
  return { ...rest, expected: labelOf(expected), ...("write" in rest && rest.write && { write: advised(rest.write, "/") }) };
};

describe("parseIndicator", () => {
  it.each(faults)("%j is not %s", (typed, expected, write) =>
    expect(told(parseIndicator(typed))).toEqual({ code: "unreadable", typed, expected, write }),
  );

  it("asks whether a plain name is a file's", () => {
    expect(parseIndicator("Invoice.zip")).toEqual({
      ok: false,
      fault: { code: "ambiguous", typed: "Invoice.zip", choices: ["type:domain", "type:filename"] },
    });
    const domain = { ok: true, value: { kind: "domain", value: "invoice.zip" } };
    expect(parseIndicator("Invoice[.]zip")).toEqual(domain);
    expect(parseIndicator("Invoice.zip", "domain")).toEqual(domain);
  });

  it.each([
    ["18MLwzb1QuLo1SbcduuaHahtd33t29bL7F", "a Bitcoin address"],
    ["0x7e3F4731e5e499957063E44a5eF58D45c271388f", "an Ethereum address"],
    ["NL03ABNA0123456789", "an IBAN"],
    ["4000001234567890", "a card number"],
    ["2cw4gvt2hgzeoeebifxjvvenfbkx7trmdgbn4mqo3j7aohxfxnbfnpie.onion", "a domain"],
  ])("says of %j that the check digits of %s are wrong", (typed, expected) =>
    expect(told(parseIndicator(typed))).toEqual({ code: "check-digits", typed, expected }),
  );

  it.each([
    ["@night_owl", ["type:handle", "type:telegram", "type:twitter"]],
    ["night@jabber.example", ["type:xmpp", "type:email"]],
    ["run.sh", ["type:domain", "type:filename"]],
  ])("asks what %j is", (typed, choices) =>
    expect(parseIndicator(typed)).toEqual({ ok: false, fault: { code: "ambiguous", typed, choices } }),
  );

  it("names the kind that was asked for", () => {
    expect(told(parseIndicator("evil.example", "ipv4"))).toMatchObject({ expected: "an IPv4 address", write: keep });
    expect(told(parseIndicator("10.0.0.0/4", "ipv4-cidr"))).toMatchObject({
      expected: "an IPv4 range",
      write: "Ranges shorter than /8 (IPv6 /16) are refused.",
    });
    expect(told(parseIndicator("x".repeat(1001), "text"))).toMatchObject({
      expected: "a text",
      write: "A text has at most 1000 characters.",
    });
  });

  it("keeps what it quotes short and refuses what is too long", () => {
    const long = parseIndicator(`http://evil.example/${"a".repeat(longestValue)}`);
    expect(told(long)).toMatchObject({ expected: "an indicator", write: "A value has at most 4096 characters." });
    expect(!long.ok && long.fault.code === "unreadable" && long.fault.typed.length).toBe(81);
  });

  it("finds the same indicator in its own canonical value, whatever was typed", () => {
    const pieces = [
      "http",
      "hxxps",
      "://",
      "evil",
      ".",
      "example",
      "com",
      "zip",
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
      "\\",
      "1",
      "2001",
      "db8",
    ];
    const typed = fc
      .array(fc.constantFrom(...pieces, "::", "%41", "[.]", "…", "é", "а", "_", "-", "//", "0x7f", "ＡＢ", " "), { maxLength: 14 })
      .map((all) => all.join(""));
    const url = fc
      .tuple(fc.constantFrom("http://evil.example", "evil.example", "hxxps://u:p@[2001:db8::1]:8443"), typed)
      .map((all) => all.join(""));
    let read = 0;
    fc.assert(
      fc.property(fc.oneof(typed, url, fc.webUrl(), fc.emailAddress(), fc.ipV6(), fc.ipV4()), (text) => {
        const found = parseIndicator(text);
        if (!found.ok) return;
        read += 1;
        expect(parseIndicator(found.value.value, found.value.kind)).toEqual(found);
      }),
      { numRuns: runs(20_000) },
    );
    expect(read).toBeGreaterThan(runs(20_000) / 4);
  });
});

describe("readers", () => {
  it("reads a value and a kind", () => {
    expect(indicator.read("evil[.]example", new Date())).toEqual({ ok: true, value: storedIndicator("domain", "evil.example") });
    expect(kind.read("SHA256", new Date())).toEqual({ ok: true, value: "sha256" });
    expect(kind.read("sha3", new Date())).toEqual({ ok: false, fault: { code: "not-one-of", argument: "type", allowed: kinds } });
  });
});
