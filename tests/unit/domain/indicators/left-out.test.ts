import { expect, test } from "vitest";
import { leftOut } from "#domain/indicators/left-out.ts";

test.each([
  ["1.2.3.4:443", "ipv4 1.2.3.4", "port 443"],
  ["(198[.]51[.]100[.]7[:]8080).", "ipv4 198.51.100.7", "port 8080"],
  ["evil[.]example:8443", "domain evil.example", "port 8443"],
  ["fe80::1%eth0", "ipv6 fe80::1", "zone eth0"],
  ["[fe80::1%eth0]:443", "ipv6 fe80::1", "zone eth0, port 443"],
  ["[2001:db8::1]:443", "ipv6 2001:db8::1", "port 443"],
  ["10.1.2.3/8", "ipv4-cidr 10.0.0.0/8", "host 10.1.2.3"],
  ["10.1.2.3/255.0.0.0", "ipv4-cidr 10.0.0.0/8", "host 10.1.2.3"],
  ["2001:db8::1/32", "ipv6-cidr 2001:db8::/32", "host 2001:db8::1"],
])("%s is %s without %s", (word, indicator, parts) => {
  const found = leftOut(word);
  expect(`${found?.indicator.kind} ${found?.indicator.value}`).toBe(indicator);
  expect(found?.parts.map(({ what, text }) => `${what} ${text}`).join(", ")).toBe(parts);
});

test.each([
  "1.2.3.4",
  "10.0.0.0/8",
  "10.0.0.0/255.0.0.0",
  "2001:DB8:0::/32",
  "2001:db8::1:443",
  "evil.example",
  "https://evil.example:8443/a",
  "a@b.example:25",
  "12:30",
  "no%value",
  "/",
  "",
])("%j loses nothing", (word) => {
  expect(leftOut(word)).toBeUndefined();
});
