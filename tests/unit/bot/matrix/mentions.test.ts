import { expect, test } from "vitest";
import { mentionsOf } from "../../../../bot/matrix/mentions.ts";

const html = (formatted_body: string) => ({ format: "org.matrix.custom.html", formatted_body });
const anna = { label: "Anna de Vries", userId: "@anna.v:liaison.localhost" };
const link = "https://matrix.to/#/@anna.v:liaison.localhost";

test("whom a client lists, each once, and nothing that is no user", () => {
  const user_ids = ["@anna.v:liaison.localhost", "@anna.v:liaison.localhost", "anna", 5, null, "!room:x.example", "@b:x.example"];
  expect(mentionsOf({ "m.mentions": { user_ids } })).toEqual({ users: ["@anna.v:liaison.localhost", "@b:x.example"], pills: [] });
});

test.each([
  {},
  { "m.mentions": [] },
  { "m.mentions": { user_ids: "@a:b.example" } },
  { "m.mentions": "x" },
  { "m.mentions": { room: true } },
])("%j mentions nobody", (content) => {
  expect(mentionsOf(content)).toEqual({ users: [], pills: [] });
});

test.each([
  `/case open lead:<a href="${link}">Anna de Vries</a>`,
  `<a href='${link}?via=x'><b>Anna</b> de&nbsp;Vries</a>`,
  `<a href="https://matrix.to/#/%40anna.v%3Aliaison.localhost">Anna\nde Vries</a>`,
  `<p><a class="x" href="matrix:u/anna.v:liaison.localhost">Anna de Vries</a></p>`,
  `<a href="https://chat.agency.example/#/user/@anna.v:liaison.localhost">Anna de Vries</a>`,
])("a link to a user with its label: %s", (formatted) => {
  expect(mentionsOf(html(formatted)).pills).toEqual([anna]);
});

test.each([
  `<mx-reply><blockquote><a href="${link}">Anna de Vries</a></blockquote></mx-reply>text`,
  `<a href="https://evil.example/">Anna de Vries</a>`,
  `<a href="https://matrix.to/#/!room:x.example">Anna de Vries</a>`,
  `<a href="${link}"></a>`,
  `<a>Anna de Vries</a>`,
  `<a href="${link}">${"x".repeat(300)}</a>`,
])("none: %s", (formatted) => {
  expect(mentionsOf(html(formatted)).pills).toEqual([]);
});

test("without its format, HTML is none", () => {
  expect(mentionsOf({ formatted_body: `<a href="${link}">Anna</a>` }).pills).toEqual([]);
});
