import { expect, test } from "vitest";
import { caseDefaults } from "#domain/codes/codes.ts";
import { render } from "../../../../bot/views/index.ts";
import type { Place } from "../../../../storage/index.ts";
import { anna, clara, inCase, inCoordination, now, user, world } from "../../../support/stores.ts";

type World = ReturnType<typeof world>;
/** The text of an answer, "" for silence. */
async function ask(w: World, typed: string, place?: Place): Promise<string> {
  const outcome = await w.send(typed, place);
  return outcome ? render(outcome.answer, { prefix: outcome.prefix }).text : "";
}

test("one value: the line that says what was understood", async () => {
  expect(await ask(world(), "/ioc add 198.51.100.7")).toBe(
    "IOC-1 logged · ipv4 · 198[.]51[.]100[.]7 · TLP:AMBER · PAP:AMBER · H1 · X4 · share:hit · to undo: /ioc withdraw 1 reason:typo",
  );
});

test("what stands at a server of the roster is not logged, unless its kind says that it is meant", async () => {
  const w = world();
  w.rows.officers.push({ userId: user("@dirk:police.example"), name: "dirk", role: "officer", zone: "UTC" });
  expect(await ask(w, "/ioc add anna@mail.police.example evil.example")).toMatch(
    /^IOC-1 logged · domain · evil.*\n1 not: line 1 anna\[@\]mail\[\.\]police\[\.\]example belongs to the taskforce: police\[\.\]example is a server/u,
  );
  expect(await ask(w, "/ioc add police.example type:domain")).toMatch(/^IOC-2 logged/u);
  expect(await ask(w, "/ioc add type:domain\npolice.example")).toMatch(/^Nothing was logged\. police/u);
});

test("words with capitals and dots are asked about in a pasted sentence, and logged where every word is meant", async () => {
  const w = world();
  const asked = await ask(w, "/ioc add\nWe saw Evil.Example and owl.example, they say.It is new.");
  expect(asked).toMatch(/^IOC-1 logged · domain · owl\[\.\]example/u);
  expect(asked).toContain("evil[.]example may be something else than a domain here. If it is one, write type:domain");
  expect(w.rows.records).toHaveLength(1);
  expect(await ask(w, "/ioc add Evil.Example\nBad.Example")).toMatch(/IOC-2 logged.*IOC-3 logged/su);
});

test("codes in any case; the prefix of the officer in the answer", async () => {
  expect(await ask(world(), "!IOC Add evil[.]example TLP:GREEN Pap:Red h:h2+H1 EVAL:b2 cat:Victim only:uk, NL")).toBe(
    "IOC-1 logged · domain · evil[.]example · TLP:GREEN · PAP:RED · H1+H2 · B2 · share:silent · cat:victim · only:GB,NL · to undo: !ioc withdraw 1 reason:typo",
  );
});

test("a known value gets no new id; it is raised to what is typed, and never lowered", async () => {
  const w = world();
  await w.send("/ioc add evil.example");
  expect(await ask(w, "/ioc add EVIL[.]example")).toBe("IOC-1 already logged; seen again.");
  expect(await ask(w, "/ioc add evil.example tlp:green")).toBe(
    "IOC-1 already logged; seen again. It keeps its codes: TLP:AMBER · PAP:AMBER · H1 · X4 · share:hit",
  );
  expect(await ask(w, "/ioc add evil.example tlp:red")).toBe("IOC-1 already logged; seen again. Now TLP:RED.");
  expect(await ask(w, "/ioc add evil.example")).toBe("IOC-1 already logged; seen again.");
  expect(await ask(w, "/ioc add evil.example share:silent tlp:green")).toBe(
    "IOC-1 already logged; seen again. Now share:silent. The rest stays: TLP:RED · PAP:AMBER · H1 · X4 · share:silent",
  );
  expect(await ask(w, "/ioc add\nevil.example\nTLP:RED PAP:RED")).toMatch(/^IOC-1 already logged; seen again\. Now PAP:RED\.$/mu);
  expect(w.rows.records).toMatchObject([{ codes: { tlp: "red", pap: "red", share: "silent" } }]);
});

test("the case's own codes raise nothing that was logged below them on purpose", async () => {
  const w = world();
  await w.send("/ioc add evil.example tlp:green");
  expect(await ask(w, "/ioc add evil.example")).toBe("IOC-1 already logged; seen again.");
  expect(await ask(w, "/ioc add evil.example pap:red")).toBe("IOC-1 already logged; seen again. Now PAP:RED.");
});

test("many known values that are raised are told together", async () => {
  const w = world();
  const values = Array.from({ length: 25 }, (_, index) => `h${index}.example`).join(" ");
  await w.send(`/ioc add ${values}`);
  expect(await ask(w, `/ioc add ${values} tlp:red eval:A1`)).toBe("IOC-1…25 already logged; seen again. Now TLP:RED. The rest stays.");
});

test("a value twice in one command is logged once", async () => {
  const w = world();
  await w.send("/ioc add evil.example evil[.]example, hxxp://evil.example/\nevil.example.");
  expect(w.rows.records.map(({ indicator }) => indicator.kind)).toEqual(["domain", "url"]);
});

test("forty lines, three of them bad", async () => {
  const w = world();
  const lines = Array.from({ length: 40 }, (_, index) => ([3, 8, 29].includes(index) ? "1.2.3.999" : `h${index}.example`));
  const text = await ask(w, `/ioc add ${lines.join("\n")}`);
  expect(text.split("\n")).toEqual([
    "37 logged (IOC-1…37). 3 not: line 4 1[.]2[.]3[.]999 is not an IPv4 address, line 9 1[.]2[.]3[.]999 is not an IPv4 address, line 30 1[.]2[.]3[.]999 is not an IPv4 address.",
    "To keep it as text: type:text",
    "TLP:AMBER · PAP:AMBER · H1 · X4 · share:hit · to undo: /ioc withdraw 1-37 reason:typo",
  ]);
  expect(await ask(w, "/ioc withdraw 1-37 reason: wrong case")).toBe("IOC-1…37 withdrawn: wrong case");
});

test("up to twenty values have a line each", async () => {
  const values = Array.from({ length: 20 }, (_, index) => `h${index}.example`);
  const lines = (await ask(world(), `/ioc add ${values.join(" ")} 1.2.3.999`)).split("\n");
  expect(lines).toHaveLength(22);
  expect(lines[19]).toMatch(/^IOC-20 logged · domain · h19\[\.\]example · /u);
  expect(lines[20]).toBe("1 not: line 1 1[.]2[.]3[.]999 is not an IPv4 address.");
});

test("a bad line counts and is quoted once, whatever words it holds", async () => {
  const bad = "a.example\nfoo bar\n1.2.3.999 baz qux";
  expect(await ask(world(), `/ioc add ${bad}`)).toContain(
    "\n2 not: line 2 foo bar is not an indicator, line 3 1[.]2[.]3[.]999 is not an IPv4 address; baz qux is not an indicator.\n",
  );
});

test("nothing readable: nothing logged, each said", async () => {
  expect(await ask(world(), "/ioc add 1.2.3.999\nfoo")).toBe(
    "Nothing was logged. 2 not: line 1 1[.]2[.]3[.]999 is not an IPv4 address, line 2 foo is not an indicator.\nTo keep it as text: type:text",
  );
});

test("a paste as analysts have it: bullets, comments, spaced brackets, a marking below", async () => {
  const w = world();
  const text = await ask(
    w,
    "/ioc add tlp:green\n- a.example  # dropper\n2) b.example,c.example\n\nd [.] example\n# end\nTLP: AMBER-STRICT",
  );
  expect(w.rows.records.map(({ indicator }) => String(indicator.value))).toEqual(["a.example", "b.example", "c.example", "d.example"]);
  expect(w.rows.records.every(({ codes }) => codes.tlp === "amber+strict")).toBe(true);
  expect(text).toContain("The text is marked TLP:AMBER+STRICT, which is stricter");
  expect(text).not.toContain(" not: ");
});

test("a marking in the text never lowers what was typed", async () => {
  const w = world();
  await w.send("/ioc add tlp:red\na.example\nTLP:CLEAR");
  expect(w.rows.records[0]?.codes.tlp).toBe("red");
});

test("type:text keeps whole lines", async () => {
  const w = world();
  await w.send("/ioc add type:text mutex Global\\a b tag:x\nsecond line, whole # with all");
  await w.send('/ioc add "tpl:red  quoted" type:text');
  expect(w.rows.records.map(({ indicator }) => String(indicator.value))).toEqual([
    "mutex Global\\a b",
    "second line, whole # with all",
    "tpl:red  quoted",
  ]);
});

test("note, source, tags and time are kept; show says all of it, defanged", async () => {
  const w = world();
  await w.send("/ioc add evil.example tag:C2, #Loader src:raid seen:2026-11-01 09:30 note: calls http://other.example/x often");
  expect(w.rows.records[0]).toMatchObject({ tags: ["c2", "loader"], source: "raid", note: "calls http://other.example/x often" });
  const text = await ask(w, "/ioc show 1");
  expect(text).toContain("Tags: c2, loader");
  expect(text).toContain("Note: calls http[://]other[.]example/x often");
  expect(text).toContain("2026-11-01 09:30 UTC");
});

test("H3 wants a note", async () => {
  const w = world();
  expect(await ask(w, "/ioc add evil.example h:H3")).toBe("Nothing was logged. H3 requires note: and a text.");
  expect(await ask(w, "/ioc add evil.example h:H3 note: source at risk")).toContain("· H3 ·");
});

test("withdraw: ids and ranges; one unknown id and nothing is done", async () => {
  const w = world();
  await w.send("/ioc add a.example b.example c.example");
  expect(await ask(w, "/ioc withdraw IOC-1 2,99 reason:typo")).toBe("Nothing was saved. No such IOC in this case: IOC-99.");
  expect(w.rows.records.some(({ withdrawn }) => withdrawn)).toBe(false);
  expect(await ask(w, "/ioc withdraw IOC-1…2 reason:typo")).toBe("IOC-1, IOC-2 withdrawn: typo");
  expect(await ask(w, "/ioc withdraw 2 3 reason:typo")).toBe("IOC-3 withdrawn: typo\nIOC-2 withdrawn already.");
  expect(await ask(w, "/ioc withdraw 3")).toMatch(/^Nothing was saved\. Missing: reason:\n/u);
  expect(await ask(w, "/ioc add a.example")).toMatch(/^IOC-4 logged/u);
});

test("list: newest first, filtered", async () => {
  const w = world();
  await w.send("/ioc add a.example tag:c2\n198.51.100.7");
  await w.send("/ioc add b.example");
  const refs = async (typed: string) => (await ask(w, typed)).match(/IOC-\d+/gu);
  expect(await refs("/ioc")).toEqual(["IOC-3", "IOC-2", "IOC-1"]);
  expect(await refs("/ioc type:domain")).toEqual(["IOC-3", "IOC-1"]);
  expect(await refs("/ioc list tag:c2")).toEqual(["IOC-2", "IOC-1"]);
  expect(await refs("/ioc list since:+1h")).toBeNull();
});

test("the noun alone means what fits the room", async () => {
  const name = async (typed: string, place: Place) => (await world("coordinator").send(typed, place))?.command;
  expect(await name("/case", inCase())).toBe("case info");
  expect(await name("/case", inCoordination)).toBe("case list");
  expect(await name("/hit", inCase())).toBe("hit list");
  expect(await name("/officer", { where: "private", officer: anna })).toBe("officer list");
  expect(await name("/bot", inCoordination)).toBe("bot help");
  expect(await name("!help", inCoordination)).toBe("bot help");
  expect(await name("/help ioc", inCase())).toBe("ioc help");
});

test("bot help begins with what works in this room", async () => {
  const headings = async (place: Place) =>
    (await ask(world("read"), "/bot help", place)).match(/^(?:In .*|Anywhere)$/gmu)?.filter((line) => !line.includes(":"));
  const [inside, coordination, own] = ["In a case room", "In the coordination room", "In your private room with the bot"];
  expect(await headings(inCase())).toEqual([inside, "Anywhere", coordination, own]);
  expect(await headings(inCoordination)).toEqual([coordination, "Anywhere", inside, own]);
  expect(await headings({ where: "private", officer: anna })).toEqual([own, "Anywhere", inside, coordination]);
});

test("help of a noun explains its commands, and only them", async () => {
  const text = await ask(world("read"), "Liaison: ioc help");
  expect(text).toContain("Liaison: ioc add <value…>");
  expect(text).toContain("tlp: who may see it");
  expect(text).not.toContain("officer");
});

test("status and version come from the process and the stores", async () => {
  expect(await ask(world("read"), "/bot version")).toBe("Liaison 0.1.0");
  const text = await ask(world("coordinator"), "/bot status");
  expect(text).toContain(
    "queue on postgresql · rate-limited: 3\n2 cases · 3 officers\nwaiting: 0 commands, 1 message, 0 jobs · planned: 5 jobs",
  );
});

test.each(["read", "contribute", "lead"] as const)(
  "of other cases status tells an officer of the level %s nothing, not even how much waits",
  async (level) => {
    const w = world(level);
    expect((await w.send("/bot status"))?.answer).not.toHaveProperty("counts");
    expect(await ask(w, "/bot status")).toMatch(/^Liaison .* · rate-limited: 3\nWhat I did not take of yours: \/bot why$/u);
  },
);

test("hits as the case's side may know them", async () => {
  const w = world("read");
  const plain = { ref: "HIT-7", own: "IOC-91", kind: "domain", side: "asker", match: "same", at: now, share: "hit" } as const;
  w.rows.hits.push(plain);
  expect(await ask(w, "/hit show 7")).toMatch(/^HIT-7: another case holds your IOC-91 \(domain\)\. Nothing more may be shown\.$/mu);
  const codes = { ...caseDefaults, tlp: "red" as const };
  w.rows.hits.push({ ...plain, ref: "HIT-8", share: "open", contact: { userId: clara }, value: "x.example", disclosed: codes });
  expect((await w.send("/hit show 8"))?.answer).toMatchObject({ codes: { tlp: "red" }, hit: { value: "x.example" } });
  expect(JSON.stringify((await w.send("/hit list"))?.answer)).not.toMatch(/x\.example|clara/u);
  expect(await ask(w, "/hit show hit-7")).toContain("HIT-7");
  expect(await ask(w, "/hit")).toContain("HIT-7 · your IOC-91 (domain) · same · asker · the other's share:hit · 2026-11-02 14:00 UTC");
});
