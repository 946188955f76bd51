import { expect, test } from "vitest";
import { reading, told } from "../reading.ts";

const tlps = async (text: string) => (await reading("a.csv", text)).rows.map(({ codes }) => codes?.tlp);

test.each([
  "TLP",
  "TLP Color",
  "TLP 2.0",
  "tlp_label",
  "Max TLP",
  "Marking",
  "Sensitivity",
  "Einstufung",
  "Vertraulichkeit",
  "Confidentialité",
  "Clasificación",
  "Classification",
  "Poufność",
  "X",
  "Severity",
  "note",
])("words of TLP are markings under %s", async (header) => {
  expect(await tlps(`ioc,${header}\nevil.example,RED\nbad.example,amber+strict\n`)).toEqual(["red", "amber+strict"]);
});

test.each(["Marking", "Einstufung", "TLP level", "Vertraulichkeit"])("what cannot be read under %s is red, and told", async (header) => {
  const found = await reading("a.csv", `ioc,${header}\nevil.example,VS-NfD\nbad.example,AMBER\n`);
  expect(found.rows.map(({ codes }) => codes?.tlp)).toEqual(["red", "amber"]);
  expect(told(found)).toEqual([{ line: 2, why: '"VS-NfD" in the column tlp cannot be read, so red was taken' }]);
});

test("levels of another office under a name of several meanings are red, and classes of malware are none", async () => {
  expect(await tlps("ioc,Classification\nevil.example,RESTRICTED\nbad.example,\n")).toEqual(["red", undefined]);
  expect(await tlps("ioc,Classification\nevil.example,trojan\nbad.example,worm\n")).toEqual([undefined, undefined]);
});

test("a column of another name never lowers: its greens may be another colour", async () => {
  expect(await tlps("ioc,Status\nevil.example,green\nbad.example,red\n")).toEqual([undefined, "red"]);
  expect(await tlps("ioc,Status\nevil.example,TLP:GREEN\nbad.example,TLP:RED\n")).toEqual(["green", "red"]);
});

test("of two columns the stricter one holds", async () => {
  expect(await tlps("ioc,tlp,Einstufung\nevil.example,green,red\nbad.example,red,green\n")).toEqual(["red", "red"]);
});

test.each(["PAP", "PAP level", "pap_color"])("words of PAP are markings under %s", async (header) => {
  const { rows } = await reading("a.csv", `ioc,${header}\nevil.example,RED\nbad.example,green\n`);
  expect(rows.map(({ codes }) => codes?.pap)).toEqual(["red", "green"]);
});

test("a tag with a level that nobody knows is red, and told", async () => {
  const found = await reading("a.csv", 'ioc,tags\nevil.example,"c2, tlp:ex:chr"\n');
  expect(found.rows[0]).toMatchObject({ codes: { tlp: "red" }, tags: ["c2"] });
  expect(told(found)[0]?.why).toContain("tlp:ex:chr");
});
