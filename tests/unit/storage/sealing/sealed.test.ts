import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { type Cell, openWith, SealBroken, sealWith } from "../../../../storage/sealing/sealed.ts";

const key = randomBytes(32);
const cell: Cell = { table: "liaison.officer", column: "body", row: "17" };
const content = Buffer.from("blue heron");
const open = (at: Cell, sealed: Uint8Array) => openWith((id) => (id === 3 ? key : undefined), at, sealed);

test("what was sealed opens in its cell", () => {
  expect(open(cell, sealWith(key, 3, cell, content))).toEqual(content);
  expect(open(cell, sealWith(key, 3, cell, Buffer.alloc(0)))).toEqual(Buffer.alloc(0));
});

test("it begins with format and key id, and the same content never looks the same", () => {
  const [one, two] = [sealWith(key, 3, cell, content), sealWith(key, 3, cell, content)];
  expect([...one.subarray(0, 2)]).toEqual([1, 3]);
  expect(one).not.toEqual(two);
  expect(one.length).toBe(2 + 12 + content.length + 16);
  expect(one.includes(content)).toBe(false);
});

describe("it does not open", () => {
  test.each([
    ["another table", { ...cell, table: "liaison.room" }],
    ["another column", { ...cell, column: "reason" }],
    ["another row", { ...cell, row: "18" }],
    ["parts that only together are the same", { table: "liaison.officer\0body", column: "17", row: "" }],
  ])("in %s", (_where, at) => {
    expect(() => open(at, sealWith(key, 3, cell, content))).toThrow(SealBroken);
  });

  test("when any byte was changed or is missing", () => {
    const sealed = sealWith(key, 3, cell, content);
    for (let index = 0; index < sealed.length; index++) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(index) ^ 1, index);
      expect(() => open(cell, changed)).toThrow(SealBroken);
      expect(() => open(cell, sealed.subarray(0, index))).toThrow(SealBroken);
    }
  });

  test("under another key, and the error quotes nothing", () => {
    const sealed = sealWith(randomBytes(32), 3, cell, content);
    expect(() => open(cell, sealed)).toThrow("a sealed value of liaison.officer.body does not open");
  });
});
