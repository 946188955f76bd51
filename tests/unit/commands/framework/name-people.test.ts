import { describe, expect, test } from "vitest";
import { noMentions } from "#domain/people/mentions.ts";
import { render } from "../../../../bot/views/index.ts";
import { inCoordination, world } from "../../../support/stores.ts";
import { at, is, linking, mentioning, officer, read, roster } from "./naming.ts";

const pill = (label: string, localpart: string) => `[${label}](https://matrix.to/#/@${localpart}:liaison.localhost)`;

describe("one person", () => {
  test.each([
    ["lead:Anna de Vries", "anna.v"],
    ["lead:anna  de VRIES", "anna.v"],
    ["lead:@Anna de Vries", "anna.v"],
    ["lead:@[Anna de Vries]", "anna.v"],
    ['lead:"Anna de Vries"', "anna.v"],
    ["lead: Anna de Vries,", "anna.v"],
    ["lead:Anna", "anna"],
    ["lead:@ANNA", "anna"],
    ["lead:@anna.v", "anna.v"],
    ["lead:@anna.v:liaison.localhost", "anna.v"],
    [`lead:${pill("Vries, Anna de", "anna.v")}`, "anna.v"],
    [`lead:${pill(String.raw`Anna \[NL\]`, "anna.v")}`, "anna.v"],
    [`lead:${pill("Anna [NL]", "anna.v")}`, "anna.v"],
    [`lead:${pill("anna", "anna.v")}`, "anna.v"],
    ["lead:<https://matrix.to/#/%40anna.v%3Aliaison.localhost?via=x>", "anna.v"],
    ["lead:<@anna.v:liaison.localhost>", "anna.v"],
    ["lead:matrix:u/anna.v:liaison.localhost", "anna.v"],
    ["lead:me", "clara"],
  ])("%s", async (option, localpart) => {
    for (const line of [`case open "Owl" ${option} tlp:red`, `case open ${option} tlp:red "Owl"`, `case open "Owl"\n${option}`])
      expect(await read(line)).toMatchObject({ ok: true, value: { title: "Owl", lead: is(localpart) } });
  });

  test.each([
    ["case add Dora Koval role:read", "dora.k"],
    ["case add Anna de Vries", "anna.v"],
    ["case add @anna.v until:2026-12-31", "anna.v"],
    [`case add role:read ${pill("Dora", "dora.k")}`, "dora.k"],
    ["officer remove Bruno Petit reason:left", "bruno.p"],
    ["case lead Anna de Vries case:C-2026-0007", "anna.v"],
    ["officer add @new:agency.example country:NL", undefined],
  ])("%s", async (line, localpart) => {
    expect(await read(line)).toMatchObject({ ok: true, value: { user: localpart ? is(localpart) : { userId: "@new:agency.example" } } });
  });

  test.each([
    ["lead:@brun", "not-on-roster", ["bruno"]],
    ["lead:@anna.w", "not-on-roster", ["anna", "anna.v"]],
    ["lead:Anna Koval", "open-name", undefined],
    ["lead:Anna de Vriess", "which-person", undefined],
    ["lead:Dora", "not-on-roster", ["dora.k"]],
    ["lead:Ann", "not-on-roster", ["anna"]],
    ["lead:@anna, @bruno", "one-person", undefined],
    ["lead:@anna @bruno", "one-person", undefined],
    ["lead:@anna and @bruno", "one-person", undefined],
    ["lead:@anna und", "left-over", undefined],
    [`lead:${pill("Anna", "anna")} ${pill("Bruno", "bruno")}`, "one-person", undefined],
    ["lead:[Anna](https://evil.example)", "unreadable", undefined],
  ])("%s ends the command: %s", async (option, code, near) => {
    const result = await read(`case open "Owl" ${option} tlp:red`);
    expect(result).toMatchObject({ ok: false, fault: { code, ...(near && { near: near.map(at) }) } });
  });

  test.each(["case add Dora Kovall role:read", "case add Anna Koval role:read", "case add Dora role:read", "case add Anna de"])(
    "%s: nobody is somebody whose name begins like theirs",
    async (line) => {
      expect(await read(line)).toMatchObject({ ok: false });
    },
  );
});

describe("whom the message mentions", () => {
  test.each([
    // the label is what the client shows, whatever the roster calls them
    ["lead:Annie", linking(["Annie", "anna.v"]), "anna.v"],
    ["lead:Anna", linking(["Anna", "anna.v"]), "anna.v"],
    ["lead:Bruno 🇫🇷 Petit (OFAC)", linking(["Bruno 🇫🇷 Petit (OFAC)", "bruno.p"]), "bruno.p"],
    ["lead:Vries, Anna de", linking(["Vries, Anna de", "anna.v"]), "anna.v"],
    ["lead:Anna de Vries", mentioning("anna.v"), "anna.v"],
    // a reply mentions whom it answers
    ["lead:bruno", mentioning("anna.v"), "bruno"],
    ["lead:@anna", mentioning("anna.v"), "anna"],
    ["lead:@bruno:liaison.localhost", mentioning("anna.v"), "bruno"],
    ["lead:Bruno Petit", mentioning("dora.k", "anna.v"), "bruno.p"],
    ["lead:Anna", linking(["Anna", "anna"], ["Anna de Vries", "anna.v"]), "anna"],
  ])("%s", async (option, mentions, localpart) => {
    expect(await read(`case open "Owl" ${option} tlp:red`, mentions)).toMatchObject({
      ok: true,
      value: { title: "Owl", lead: is(localpart) },
    });
  });

  test.each([
    // their client wrote a name that nobody here knows
    ["lead:Anna", mentioning("anna.v"), "which-person"],
    ["lead:Anna", linking(["Anna", "anna"], ["Anna", "anna.v"]), "which-person"],
    ["lead:@Anna de Vriesova", mentioning("anna.v"), "which-person"],
    ["lead:Annie Vries", mentioning("anna.v"), "not-on-roster"],
    ["lead:Anna de Vries", linking(["Anna", "bruno"]), "which-person"],
  ])("%s is asked about", async (option, mentions, code) => {
    expect(await read(`case open "Owl" ${option} tlp:red`, mentions)).toMatchObject({ ok: false, fault: { code } });
  });

  test("of two with one name the mentioned one, and without a mention neither", async () => {
    const namesakes = [...roster, officer("anna.w", "Anna de Vries")];
    const line = 'case open "Owl" lead:Anna de Vries';
    expect(await read(line, mentioning("anna.w"), namesakes)).toMatchObject({ ok: true, value: { lead: is("anna.w") } });
    expect(await read(line, mentioning("anna.w", "anna.v"), namesakes)).toMatchObject({ ok: false, fault: { code: "which-person" } });
    expect(await read(line, noMentions, namesakes)).toMatchObject({
      ok: false,
      fault: { code: "which-person", choices: [at("anna.v"), at("anna.w")] },
    });
  });

  test("who was found under no name is offered whom the message mentions", async () => {
    expect(await read("case add Дора Коваль role:read", mentioning("dora.k"))).toMatchObject({
      ok: false,
      fault: { code: "not-on-roster", typed: "Дора Коваль", near: [at("dora.k")] },
    });
  });
});

describe("a desk, and a text beside it", () => {
  test.each([
    ["for:NL", { country: "NL" }],
    ["for:NL desk", { country: "NL" }],
    ["for:uk", { country: "GB" }],
    ["for:ME", { country: "ME" }],
    ["for:me", is("clara")],
    ["for:Me", is("clara")],
    ["for:myself", is("clara")],
    ["for:Anna de Vries", is("anna.v")],
    ["for:@anna", is("anna")],
  ])("%s", async (option, whose) => {
    for (const line of [
      `task add Call the bank ${option}`,
      `task add ${option} due:+2d "Call the bank"`,
      `task add Call the bank ${option} due:+2d`,
    ])
      expect(await read(line)).toMatchObject({ ok: true, value: { text: "Call the bank", for: whose } });
  });

  test.each([
    ["task add for:@anna call the bank", is("anna"), "call the bank"],
    ["task add for:Anna de Vries call the bank", is("anna.v"), "call the bank"],
    ["task add for:NL desk call the bank", { country: "NL" }, "call the bank"],
    ["task add for:@bruno, check the image", is("bruno"), "check the image"],
  ])("%s", async (line, whose, text) => {
    expect(await read(line)).toMatchObject({ ok: true, value: { for: whose, text } });
  });

  test.each([
    "task add Call the witness for:Anna de Vriess",
    "task add for:anna call the bank",
    "task add for:Anna de bank bellen",
    "task add for:@Anna de bank bellen",
    "task add for:de Vries call the bank",
    "task add Call the bank for:us",
    "task add Call the bank for:jo",
    "task add Call the bank for:@bruno,@dora.k",
    "task add Call the bank for:NL, FR",
    "task add Call the bank for:bruno,check",
  ])("%s ends the command", async (line) => {
    expect(await read(line)).toMatchObject({ ok: false });
  });
});

describe("several", () => {
  const both = [is("anna.v"), is("bruno.p")];
  test.each([
    `to:${pill("Anna de Vries", "anna.v")}, ${pill("Bruno Petit", "bruno.p")}`,
    `to:${pill("Anna de Vries", "anna.v")} ${pill("Bruno Petit", "bruno.p")}`,
    `to:${pill("Vries, Anna de", "anna.v")},${pill("Petit, Bruno", "bruno.p")}`,
    `to:${pill("Anna", "anna.v")} and ${pill("Bruno", "bruno.p")}`,
    "to:@anna.v @bruno.p",
    "to:@anna.v and @bruno.p",
    "to:@anna.v, @bruno.p",
    "to:@anna.v,@bruno.p",
    "to: @anna.v; @bruno.p",
    "to:@anna.v & @bruno.p",
    "to:@anna.v et @bruno.p",
    "to:@anna.v und @bruno.p",
    "to:@anna.v y @bruno.p",
    "to:@anna.v e @bruno.p",
    "to:@anna.v en @bruno.p",
    "to:Anna de Vries, Bruno Petit",
    "to:Anna de Vries Bruno Petit",
    "to:Anna de Vries and Bruno Petit",
    "to:Anna de Vries,Bruno Petit",
    'to:"Anna de Vries", "Bruno Petit"',
    'to:"Anna de Vries, Bruno Petit"',
    "to:@anna.v:liaison.localhost Bruno Petit",
  ])("%s", async (option) => {
    for (const line of [
      `meet plan "Table" slots:"fri 10:00" ${option}`,
      `meet plan ${option} slots:"fri 10:00" "Table"`,
      `meet plan ${option} "Table" slots:fri 10:00`,
    ])
      expect(await read(line)).toMatchObject({ ok: true, value: { title: "Table", to: both } });
  });

  test.each([
    ["to:@bruno.p,FR", [is("bruno.p"), { country: "FR" }]],
    ["to:NL, FR and UK", [{ country: "NL" }, { country: "FR" }, { country: "GB" }]],
    ["to:FR desk, me", [{ country: "FR" }, is("clara")]],
  ])("%s", async (option, to) => {
    expect(await read(`meet plan "Table" slots:"fri 10:00" ${option}`)).toMatchObject({ ok: true, value: { title: "Table", to } });
  });

  test.each([
    "to:@anna.v and friends",
    "to:@anna.v, friends",
    "to:@anna.v @zed",
    "to:NL FR",
    "to:everybody",
    "to:Anna Bruno",
    "to:[Anna](https://evil.example), @bruno",
  ])("%s ends the command", async (option) => {
    for (const line of [`meet plan "Table" slots:"fri 10:00" ${option}`, `meet plan ${option} slots:"fri 10:00" "Table"`])
      expect(await read(line)).toMatchObject({ ok: false });
  });
});

test("nothing is kept of a command whose person was not found for certain, and the answer says whom it may have meant", async () => {
  const w = world("coordinator");
  w.rows.officers.push(officer("anna.v", "Anna de Vries"));
  const answer = async (line: string) => {
    const outcome = await w.send(line, inCoordination);
    return outcome && render(outcome.answer, { prefix: "/" }).text.split("\n")[0];
  };
  expect(await answer('/case open "Owl" lead:@brun')).toBe(
    "Nothing was saved. @brun is not on the roster. Did you mean @bruno:liaison.localhost?",
  );
  expect(await answer('/case open "Owl" lead:Anna Koval')).toBe(
    'Nothing was saved. "Anna Koval" may be a longer name. Write @anna:liaison.localhost, or the whole name in quotation marks.',
  );
  expect(await answer('/case open "Owl" lead:@anna and @bruno')).toBe("Nothing was saved. lead: takes one person.");
  expect(w.rows.cases).toEqual([]);
  await w.send('/case open "Owl" lead:Anna de Vries', inCoordination);
  expect(w.rows.cases).toMatchObject([{ title: "Owl", lead: at("anna.v") }]);
});

test("what is glued behind a name of several words is not dropped", async () => {
  const mentions = linking(["d'Arc, Jo", "dora.k"]);
  for (const rest of [",Jo", ",@bruno", ";x"]) expect(await read(`task set 3 for:d'Arc, Jo${rest}`, mentions)).toMatchObject({ ok: false });
  expect(await read("task set 3 for:d'Arc, Jo,", mentions)).toMatchObject({ ok: true, value: { for: is("dora.k") } });
});
