import { expect, test } from "vitest";
import { person } from "#domain/people/person.ts";

const read = (typed: string) => person.read(typed, new Date(0));

test.each([
  "@anna:agency.example",
  "@anna:agency.example:8448",
  "@anna:agency.example,",
  "https://matrix.to/#/@anna:agency.example",
  "https://matrix.to/#/%40anna%3Aagency.example?via=x",
  "[Anna de Vries](https://matrix.to/#/@anna:agency.example)",
])("%s is an id", (typed) => {
  expect(read(typed)).toMatchObject({ ok: true, value: { userId: expect.stringMatching(/^@anna:agency\.example(?::8448)?$/u) } });
});

test.each([
  ["@anna", "anna"],
  ["anna", "anna"],
  ["@anna:", "anna"],
  ["Anna de Vries", "Anna de Vries"],
  ["Zoë", "Zoë"],
])("%s is a name", (typed, name) => {
  expect(read(typed)).toMatchObject({ ok: true, value: { name } });
});

test.each(["", "@", ":", "@@anna", "a@b.example", "<b>", "https://matrix.to/#/!room:x.example", "https://matrix.to/#/%zz"])(
  "%j is nobody",
  (typed) => {
    expect(read(typed)).toMatchObject({ ok: false, fault: { code: "unreadable" } });
  },
);
