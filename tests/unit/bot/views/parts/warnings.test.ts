import { expect, test } from "vitest";
import { caseDefaults } from "#domain/codes/codes.ts";
import { storedIndicator } from "#domain/indicators/indicator.ts";
import type { LoggedLine } from "#domain/indicators/record.ts";
import { render } from "../../../../../bot/views/index.ts";

const resolvers = { list: "public DNS resolvers", about: "Open to everybody." };
const sites = { list: "<b>popular.example</b>" };
const line = (number: number, warned?: LoggedLine["warned"]): LoggedLine => ({
  ref: `IOC-${number}`,
  indicator: storedIndicator("ipv4", `8.8.8.${number}`),
  codes: caseDefaults,
  again: false,
  ...(warned && { warned }),
});
const logged = (lines: readonly LoggedLine[]) =>
  render({ type: "indicators-logged", codes: caseDefaults, logged: lines, refused: [] }, { prefix: "/" });

test("a value on a warning list: the list and what it says of itself, defanged and escaped", () => {
  expect(logged([line(1, resolvers)]).text).toContain(
    'On the warning list "public DNS resolvers": no hits will be raised for it. Open to everybody.',
  );
  const { text, html } = logged([line(1, sites)]);
  expect(text).toMatch(/\nOn the warning list "<b>popular\[\.\]example<\/b>": no hits will be raised for it\.$/u);
  expect(html).not.toContain("<b>");
});

test("of many values those on lists are told by list", () => {
  const lines = Array.from({ length: 30 }, (_, index) => line(index + 1, index < 3 ? resolvers : index === 29 ? sites : undefined));
  const { text } = logged(lines);
  expect(text).toContain('On the warning list "public DNS resolvers": no hits will be raised for IOC-1…3.');
  expect(text).toContain('On the warning list "<b>popular[.]example</b>": no hits will be raised for IOC-30.');
});

test("a record as it is shown", () => {
  const now = new Date("2026-11-24T12:00:00Z");
  const record = { ...line(1, resolvers), loggedBy: "@anna:one.example", loggedAt: now, lastSeenAt: now, timesSeen: 1, tags: [] };
  // a user id of a test, which only reading an event makes
  const notice = { type: "indicator-shown", codes: caseDefaults, record, findings: [], now } as unknown as Parameters<typeof render>[0];
  expect(render(notice, { prefix: "/" }).text).toContain('\nOn the warning list "public DNS resolvers". Open to everybody.\n');
});
