import { deflateRawSync } from "node:zlib";
import { expect, test } from "vitest";
import { caseDefaults } from "#domain/codes/codes.ts";
import type { ExportCount } from "#domain/export/selection.ts";
import type { Notice } from "#domain/notices/index.ts";
import { render } from "../../../../bot/views/index.ts";
import { anna, now } from "../../../support/stores.ts";

const text = (notice: Notice) => render(notice, { prefix: "/" }).text;
const count: ExportCount = {
  total: 37,
  kinds: [
    { kind: "domain", count: 20 },
    { kind: "ipv4", count: 17 },
  ],
  sources: 3,
  notes: 12,
  permitted: 5,
  second: false,
  left: [
    { why: "permission", count: 3, refs: ["IOC-1", "IOC-2", "IOC-3"] },
    { why: "label", count: 201, refs: ["IOC-9"] },
  ],
};
const told = { codes: caseDefaults, format: "stix", for: "intel", count } as const;

test.each<[string, Notice, string]>([
  [
    "before it is confirmed",
    { type: "export-shown", ...told, readers: 4 },
    [
      "STIX 2.1 for:intel · 37 records: 20 domain, 17 ipv4",
      "Of them 3 name a source, 12 carry a note; both are in the file.",
      "5 of them are H1 or H2 and were logged by who exports them: the command is their provider's permission, and is recorded as such.",
      "Left out:",
      "3 H1 or H2, their provider must permit: IOC-1…3",
      "201 with a stricter label than asked for: IOC-9 and 200 more",
      "The file goes to the case's room, where 4 members can read it now. No officer is named in it.",
    ].join("\n"),
  ],
  ["begun", { type: "export-begun", ...told }, "STIX 2.1 for:intel · 37 records: 20 domain, 17 ipv4. The file follows here."],
  [
    "made",
    { type: "export-made", ...told, count: { ...count, left: [] }, name: "C-2026-0007-20261124-1015.stix.json", bytes: 42, sha256: "ab12" },
    [
      "C-2026-0007-20261124-1015.stix.json · STIX 2.1 for:intel · 37 records: 20 domain, 17 ipv4",
      "SHA-256 ab12 · 42 bytes",
      "Nothing was left out.",
    ].join("\n"),
  ],
  [
    "nothing to send",
    { type: "export-nothing", ...told, count: { ...count, total: 0, kinds: [], left: [] } },
    "Nothing was sent: no record of this case may leave so. STIX 2.1 for:intel · 0 records.",
  ],
  [
    "too large",
    { type: "export-too-large", codes: caseDefaults, format: "misp", most: 20 * 1024 * 1024 },
    "Nothing was sent: the MISP file would have more than 20 MiB. Narrow it by since:, type: or tag:.",
  ],
  [
    "the list",
    {
      type: "export-list",
      codes: caseDefaults,
      total: 3,
      exports: [
        {
          at: now,
          by: anna,
          format: "csv",
          for: "court",
          reason: "see evil.example",
          made: { name: "a.csv", sha256: "cd", records: 1, permitted: 0 },
        },
        { at: now, by: anna, format: "csv", for: "intel", reason: "drill" },
      ],
    },
    [
      "3 exports, newest first:",
      `2026-11-02 14:00 UTC · CSV for:court · by ${anna} · 1 record · a.csv · SHA-256 cd · see evil[.]example`,
      `2026-11-02 14:00 UTC · CSV for:intel · by ${anna} · no file · drill`,
      "… and 1 older.",
    ].join("\n"),
  ],
])("%s", (_name, notice, expected) => {
  expect(text(notice)).toBe(expected);
});

test("a file is unpacked for sending", () => {
  const packed = deflateRawSync(Buffer.from("type,value\r\n")).toString("base64");
  const file = { name: "C-2026-0007-20261124-1015.csv", mimetype: "text/csv", packed };
  const message = render({ type: "export-file", codes: caseDefaults, oldest: now, file }, { prefix: "/" });
  expect({ ...message.file, content: Buffer.from(message.file?.content ?? []).toString() }).toEqual({
    name: file.name,
    mimetype: "text/csv",
    content: "type,value\r\n",
  });
  expect(message.text).toBe(file.name);
});
