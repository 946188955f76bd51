import { expect, test } from "vitest";
import type { Fault } from "#domain/primitives/result.ts";
import { listed, sentence } from "../../../../bot/views/faults.ts";

test.each<[Fault, string]>([
  [
    { code: "unreadable", typed: "1.2.3", expected: "ipv4", write: "keep-as-text" },
    "1.2.3 is not an IPv4 address. To keep it as text: type:text",
  ],
  [
    { code: "unreadable", typed: '"x"', expected: "IOC", write: { code: "write", forms: ["IOC-12", "12"] } },
    '"x" is not the number of an IOC. Write IOC-12 or 12.',
  ],
  [
    { code: "unreadable", typed: '"x"', expected: "case-ref", write: { code: "as-in", form: "C-2026-0007" } },
    '"x" is not the reference of a case. Write it as in C-2026-0007.',
  ],
  [
    { code: "unreadable", typed: '"Paris"', expected: "time-zone", write: { code: "near", names: ["Europe/Paris"] } },
    '"Paris" is not a time zone. Did you mean Europe/Paris?',
  ],
  [
    { code: "unreadable", typed: "night owl", expected: "filename", clearly: true, write: "quotation-marks" },
    "night owl is not clearly one file name. Put a value that holds blanks into quotation marks.",
  ],
  [
    { code: "unreadable", typed: "invoice.unheard", expected: "domain", write: { code: "no-top-level", suffix: "unheard" } },
    'invoice[.]unheard is not a domain. ".unheard" is no top-level domain. To keep it as text: type:text',
  ],
  [
    { code: "unreadable", typed: "a.pdf", expected: "file", write: "locked-pdf" },
    "a[.]pdf is not a file that can be imported. It is protected. Save it without a password (print it to PDF), then send it again.",
  ],
  [
    { code: "no-line", typed: '"xx…"', argument: "a task", most: 500 },
    '"xx…" is not a task of at most 500 characters without control characters.',
  ],
])("%j", (fault, expected) => expect(sentence(fault, "!").text).toBe(expected));

test("a command in a sentence has the prefix that the officer types", () => {
  const columns = { code: "columns", names: ["host", "", "evil.example"], total: 14, typeable: ["host"] } as const;
  const fault: Fault = { code: "unreadable", typed: "a.csv", expected: "table", write: columns };
  expect(sentence(fault, "!").text).toBe(
    "a[.]csv is not a table whose columns are clear. It does not show which column holds the values. Write !ioc import with:2. Columns: 1 host, 2 (empty), 3 evil[.]example, and 11 more.",
  );
  expect(sentence(fault, "/").text).toContain("Write /ioc import with:2.");
  expect(sentence({ ...fault, write: { ...columns, sought: "mail" } }, "/").text).toContain("It has no column mail.");
  expect(sentence({ code: "not-verified" }, "!").text).toContain("type !officer verify for you.");
});

test("words of one line that are no such thing are quoted together, their advice is given once", () => {
  const none = (typed: string): Fault => ({ code: "unreadable", typed, expected: "indicator", write: "keep-as-text" });
  const refused = [
    { line: 1, fault: none("foo") },
    { line: 1, fault: none("bar") },
    { line: 2, fault: none("baz") },
  ];
  expect(listed(refused, "/").text).toBe(
    "2 not: line 1 foo bar is not an indicator, line 2 baz is not an indicator.\nTo keep it as text: type:text",
  );
});
