import { describe, expect, test } from "vitest";
import { world } from "../../../support/stores.ts";

const add = (text: string, options = "") => world("lead").send(`/ioc add${options}\n${text}`);

describe("a label without its key in a pasted text logs nothing", () => {
  test.each([
    ["198.51.100.7 red", "tlp:red"],
    ["Red 198.51.100.7", "tlp:red"],
    ["198.51.100.7 rеd", "tlp:red"],
    ["evil.example amber+strict", "tlp:amber+strict"],
    ["evil.example - amber strict", "tlp:amber+strict"],
    ["evil.example (Strict)", "tlp:amber+strict"],
    ["198.51.100.7 silent evil.example", "share:silent"],
    ["198.51.100.7 # victim", "cat:victim"],
    ["Victim: 198.51.100.7", "cat:victim"],
    ["198.51.100.7, minor, evil.example", "cat:minor"],
    ["198.51.100.7 H2", "h:H2"],
    ["198.51.100.7 (H1 and H2)", "h:H1+H2"],
    ["198.51.100.7\nplease keep this silent", "share:silent"],
    ["198.51.100.7\nRED", "tlp:red"],
    ["They use it for mail and for storage: 198.51.100.7. Silent, please.", "share:silent"],
    ["198.51.100.7 was told to us as RED by the bank", "tlp:red"],
    ["victim host 198.51.100.7", "cat:victim"],
  ])("%j", async (text, option) => {
    expect(await add(text)).toMatchObject({ outcome: "refused", answer: { fault: { code: "not-held", option } } });
    expect(await add(text, ` ${option}`)).toMatchObject({ outcome: "done" });
  });

  test.each([
    "The red team of the bank saw 198.51.100.7 last week",
    "A silent installer is dropped from evil.example",
    "The victim has connected to 198.51.100.7 and to evil.example",
    "Victim organisations\n198.51.100.7",
    "198.51.100.7 | a minor change of the loader was seen",
    "https://evil.example/red/silent?victim=1",
    "RED FLAGS OF THIS GROUP\n198.51.100.7",
    "$h2 = { 4c 8f 3e 08 }\n198.51.100.7",
  ])("a sentence, a heading or a path: %j", async (text) => {
    expect(await add(text)).toMatchObject({ outcome: "done" });
  });

  test("what holds already is not asked", async () => {
    expect(await add("TLP:RED\n198.51.100.7 red")).toMatchObject({ outcome: "done", answer: { codes: { tlp: "red" } } });
    expect(await add("198.51.100.7 red", " tlp:green pap:red")).toMatchObject({ outcome: "done" });
    expect(await add("red\nsilent", " type:mutex")).toMatchObject({ outcome: "done" });
  });
});

describe("the key of a protection with a word that is none logs nothing", () => {
  test.each([
    "198.51.100.7 (share:none)",
    "198.51.100.7 [only:XX]",
    "{cat:foo} 198.51.100.7",
    "198.51.100.7 *share : nobody* evil.example",
    "198.51.100.7\nshare: secret",
    "198.51.100.7 share=nobody",
  ])("%j", async (text) => {
    expect(await add(text)).toMatchObject({ outcome: "refused" });
  });

  test.each([
    "The share: a folder on 198.51.100.7",
    "H:\\Users\\a\\evil.exe on 198.51.100.7",
    "cat=IDS src=198.51.100.7 share-name=x",
    "https://evil.example/?share=none&cat=foo",
    "Share: all who ask for it may see 198.51.100.7",
  ])("a sentence, a path, a URL or a line of a log: %j", async (text) => {
    expect(await add(text)).toMatchObject({ outcome: "done" });
  });
});

test.each(["198.51.100.7 (tlp:foo)", "198.51.100.7\nTLP — ROT", "198.51.100.7 [PAP: foo]"])(
  "a marking of another sort is red: %j",
  async (text) => {
    expect(await add(text)).toMatchObject({ outcome: "done", answer: { codes: { tlp: "red" } } });
  },
);

test.each(["partage:silencieux", "freigabe=keine", "t l p : r e d", "s.i.l.e.n.t", "“silent”", '"red"'])(
  "a key of another language, or a disguise, on the own line: %s",
  async (word) => {
    expect(await world("lead").send(`/ioc add 198.51.100.7 ${word}`)).toMatchObject({ outcome: "refused" });
  },
);

test("what is suggested protects as much as what was typed", async () => {
  const { outcome, answer } = (await world("lead").send("/ioc add 198.51.100.7 “H1 and H3”")) ?? {};
  expect(outcome).toBe("refused");
  expect(answer).toMatchObject({ fault: { suggestion: "h:H1+H3", line: "ioc add 198.51.100.7 h:H1+H3" } });
});
