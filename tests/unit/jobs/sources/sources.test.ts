import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { caseDefaults, paps, tlps } from "#domain/codes/codes.ts";
import { isWorthAsking, mayAsk, type SourceCard } from "#domain/enrichment/source.ts";
import { type Indicator, parseIndicator } from "#domain/indicators/indicator.ts";
import { UnreadableSource } from "../../../../jobs/sources/define.ts";
import { openSources, type SourceFiles } from "../../../../jobs/sources/index.ts";
import { mmdb, type Network } from "../../../support/mmdb.ts";

const data = join(import.meta.dirname, "../../../../jobs/sources/data");

function indicator(text: string): Indicator {
  const read = parseIndicator(text);
  if (!read.ok) throw new Error(`no indicator: ${text}`);
  return read.value;
}
function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "liaison-lists-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}
const shipped: SourceFiles = { networks: [] };

describe("warning lists that are shipped", () => {
  test.each([
    ["8.8.8.8", "public DNS resolvers"],
    ["2606:4700:4700::1111", "public DNS resolvers"],
    ["http://1.1.1.1/dns-query", "public DNS resolvers"],
    ["http://[2001:4860:4860::8888]/", "public DNS resolvers"],
    ["d41d8cd98f00b204e9800998ecf8427e", "hashes of the empty file"],
    ["E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855", "hashes of the empty file"],
    ["8.8.8.9", undefined],
    ["8.8.8.0/24", undefined],
    // what drills and documentation use: RFC 5737, 3849, 6761
    ["192.0.2.1", undefined],
    ["198.51.100.7", undefined],
    ["203.0.113.9", undefined],
    ["2001:db8::1", undefined],
    ["evil.example", undefined],
    ["drill.test", undefined],
  ])("%s: %s", async (text, name) => {
    const { warned, close } = await openSources(shipped);
    expect(warned(indicator(text))?.list).toBe(name);
    close();
  });

  test("a folder that is not there is refused", async () => {
    await expect(openSources({ ...shipped, warningLists: "/nowhere/lists" })).rejects.toThrow(UnreadableSource);
  });
});

describe("networks", () => {
  const network = async (text: string, files: SourceFiles = shipped) =>
    (await openSources(files)).all.find(({ name }) => name === "network")?.look(indicator(text));

  test("of drills are known, and nothing else", async () => {
    expect(await network("198.51.100.7")).toEqual({ source: "network", facts: ["AS64497 Drill Hosting South", "FR", "network /25"] });
    expect(await network("2001:db8:ffff::1")).toEqual({ source: "network", facts: ["AS64501 Drill Mobile", "SE", "network /33"] });
    expect(await network("8.8.8.8")).toBeUndefined();
  });

  test("come from the operator's files instead, several together", async () => {
    const builtAt = new Date(0);
    const one: Network = { network: "8.8.8.0/24", number: 64502, holder: "One", country: "US" };
    const folder = folderWith({});
    writeFileSync(join(folder, "one.mmdb"), mmdb([one], builtAt));
    writeFileSync(join(folder, "two.mmdb"), mmdb([{ ...one, network: "8.8.0.0/16", holder: "Two" }], builtAt));
    const networks = ["one.mmdb", "two.mmdb"].map((name) => join(folder, name));
    expect((await network("8.8.8.8", { networks }))?.facts).toEqual(["AS64502 One", "US", "network /24", "AS64502 Two", "network /16"]);
    expect(await network("198.51.100.7", { networks })).toBeUndefined();
  });

  test("in a file that is no database are refused by its name", async () => {
    const folder = folderWith({ "none.mmdb": "none" });
    await expect(openSources({ networks: [join(folder, "none.mmdb")] })).rejects.toThrow(/none\.mmdb/u);
  });

  test("shipped are made from the list beside the file", () => {
    const from: readonly Network[] = JSON.parse(readFileSync(join(data, "networks.json"), "utf8"));
    expect(mmdb(from, new Date("2026-11-24T00:00:00Z")).equals(readFileSync(join(data, "networks.mmdb")))).toBe(true);
  });
});

describe("a source may be asked", () => {
  const card: SourceCard = { name: "x", reach: "passive", discloses: "value", ceiling: { tlp: "green", pap: "amber" }, kinds: ["ipv4"] };
  const codes = { ...caseDefaults, tlp: "clear", pap: "clear" } as const;
  test("about anything if nothing leaves the machine", () => {
    for (const tlp of tlps) for (const pap of paps) expect(mayAsk({ ...card, discloses: "nothing" }, { ...codes, tlp, pap })).toBe(true);
  });
  test.each([
    ["below its ceiling", {}, true],
    ["at its ceiling", { tlp: "green", pap: "amber" }, true],
    ["above its TLP", { tlp: "amber" }, false],
    ["above its PAP", { pap: "red" }, false],
    ["what is for some countries only", { only: ["NL"] }, false],
    ["what is silent", { share: "silent" }, false],
  ] as const)("%s", (_name, change, answer) => {
    expect(mayAsk(card, { ...codes, ...change })).toBe(answer);
  });
  test("actively only from PAP:GREEN on", () => {
    const active: SourceCard = { ...card, reach: "active", ceiling: { tlp: "red", pap: "red" } };
    expect(paps.filter((pap) => mayAsk(active, { ...codes, pap }))).toEqual(["green", "clear"]);
  });
});

test.each([
  ["198.51.100.7", false, true],
  ["evil.example", false, false],
  ["evil.example", true, true],
  ["44d88612fea8a8f36de82e1278abb02f", true, false],
] as const)("of a fresh %s, on a warning list: %s, more may be learnt: %s", (value, warned, worth) => {
  const card = { reach: "local", discloses: "nothing", ceiling: { tlp: "red", pap: "red" } } as const;
  const atEntry: SourceCard = { ...card, name: "lists", kinds: ["ipv4", "domain"], atEntry: true };
  const later: SourceCard = { ...card, name: "network", kinds: ["ipv4"] };
  expect(isWorthAsking([atEntry, later], indicator(value), warned)).toBe(worth);
});
