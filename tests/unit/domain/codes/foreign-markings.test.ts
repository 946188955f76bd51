import { describe, expect, test } from "vitest";
import { foreignMarking } from "#domain/codes/foreign-markings.ts";
import { reading, told } from "../import/reading.ts";

test.each([
  "Einstufung: VS-NfD",
  "Einstufung: VS – Nur für den Dienstgebrauch",
  "Vertraulichkeit: streng vertraulich",
  "Classification: CONFIDENTIAL",
  "Security classification level: For official use only",
  "PROTECTIVE MARKING: OFFICIAL-SENSITIVE",
  "Clasificación: Difusión limitada",
  "Confidentialité : diffusion restreinte",
  "Classificazione: riservato",
  "Rubricering: Departementaal Vertrouwelijk",
  "Klauzula tajności: zastrzeżone",
  "Sekretess: hemlig",
  "VS-NfD",
  "*** RESTRICTED ***",
  "RESTREINT UE/EU RESTRICTED",
  "- Law Enforcement Sensitive -",
  "TLP:ROT",
  "TLP : ROUGE",
  "TLP-PURPLE",
  "PAP:ORANGE",
  "TLP:ČERVENÁ",
  "TLP: ŻÓŁTY",
  "TLP:ΚΟΚΚΙΝΟ",
  "TLP:КРАСНЫЙ",
  "TLP:赤",
  "TLP:A+S",
  "TLP:EX:CHR",
  "TLP=SOMETHING",
  "TLP|ROT",
  "TLP — ROT",
  "Marking: rouge",
  "Einstufung: rot",
  "Sensibilité : rouge",
  "VS - NUR FÜR DEN DIENSTGEBRAUCH",
  "VS – Nur für den Dienstgebrauch",
  "Traffic Light Protocol: PURPLE",
])("%s restricts, and nobody here knows what it allows", (line) => {
  expect(foreignMarking(`Report of the unit\n${line}\nevil.example\n`)).toEqual({
    words: expect.stringContaining(line.split(/[:*-]/u)[0]?.trim() ?? ""),
  });
});

test.each([
  ["Traffic Light Protocol: RED", "RED"],
  ["Traffic Light Protocol (TLP): AMBER+STRICT", "AMBER+STRICT"],
  ["traffic-light protocol is green", "green"],
  ["TLP2.0:RED", "RED"],
  ["TLP 2.0 RED", "RED"],
  ["[TLP][RED]", "RED"],
  ["TLP — RED", "RED"],
  ["TLP·RED", "RED"],
  ["TLP level: RED", "RED"],
  ["TLP Rating – AMBER+STRICT", "AMBER+STRICT"],
  ["Marking: RED", "RED"],
])("%s is a level of TLP", (line, tlp) => {
  expect(foreignMarking(`x\n${line}\n`)?.tlp).toBe(tlp);
});

test.each([
  "We classify this malware as a trojan.",
  "Classification: trojan",
  "Sensitivity: high",
  "The secret key is in the registry.",
  "confidential-report.example",
  "They used the traffic light protocol before.",
  "TLP is described in the annex.",
  "TLP: what it means for you",
  "PAP: the protocol of old modems",
  "TLP:RED",
  "PAP:GREEN",
  "Internal servers at 192.0.2.10 were hit.",
  "Diffusion of the botnet: worldwide",
])("%s restricts nothing", (line) => {
  expect(foreignMarking(`x\n${line}\ny\n`)).toBeUndefined();
});

test("a long text is looked at where markings stand, in linear time", () => {
  for (const unit of ["classification: ", "Einstufung : ", "- - - ", "TLP ", " ", "secret; ", "traffic light protocol "])
    expect(foreignMarking(unit.repeat(100_000))).toBeUndefined();
  expect(foreignMarking(`${"x\n".repeat(2_000_000)}Einstufung: geheim\n`)).toBeDefined();
});

describe("in files of every sort it is red, and told once", () => {
  const line = "Einstufung: VS-NfD";
  test.each([
    ["a.txt", `${line}\nevil.example\n${line}\n`],
    ["a.csv", `# ${line}\nioc,note\nevil.example,x\n`],
    ["a.html", `<html><body><p>${line}</p><p>evil.example</p></body></html>`],
    [
      "a.eml",
      `From: a@agency.example\r\nTo: b@agency.example\r\nMessage-ID: <1@agency.example>\r\nSubject: x\r\n\r\n${line}\r\nevil.example\r\n`,
    ],
    ["a.ics", `BEGIN:VCALENDAR\r\nDESCRIPTION:${line}\r\nSUMMARY:evil.example\r\nEND:VCALENDAR\r\n`],
  ])("%s", async (name, content) => {
    const found = await reading(name, content);
    expect(found.marking.tlp).toBe("red");
    const remarks = told(found).filter(({ why }) => why.includes("VS-NfD"));
    expect(remarks).toEqual([{ line: 1, why: 'the marking "Einstufung: VS-NfD" cannot be read, so red was taken' }]);
  });
});
