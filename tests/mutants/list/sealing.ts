import type { Mutant } from "../define.ts";

const sealed = "storage/sealing/sealed.ts";
const tests = ["tests/unit/storage/sealing/sealed.test.ts"];

export const sealing: readonly Mutant[] = [
  {
    name: "a sealed value opens in another cell",
    file: sealed,
    from: "Buffer.concat([Buffer.from([format, keyId]), Buffer.from(",
    to: "Buffer.concat([Buffer.from([format, keyId])]) ?? ([Buffer.from(",
    tests,
  },
  {
    name: "every value has the same nonce",
    file: sealed,
    from: "const nonce = random(nonceBytes);",
    to: "const nonce = Buffer.alloc(nonceBytes);",
    tests,
  },
  {
    name: "random bytes are handed out twice",
    file: "storage/sealing/random.ts",
    from: "used += bytes;",
    to: "used = 0;",
    tests,
  },
  {
    name: "two lists of parts have the same hash",
    file: "storage/sealing/keyring.ts",
    from: "framed.writeUInt32BE(part.length, at)",
    to: "framed.writeUInt32BE(0, at)",
    tests: ["tests/unit/storage/sealing/keyring.test.ts"],
  },
  {
    name: "the audit's commitment can be guessed",
    file: "storage/audit/entries.ts",
    from: 'commitment: createHmac("sha256", salt)',
    to: 'commitment: createHmac("sha256", "")',
    tests: ["tests/integration/storage/audit/entries.test.ts"],
  },
  {
    name: "what the audit says rests in the clear",
    file: "storage/audit/entries.ts",
    from: 'content: key.seal(cell("content", id), content),',
    to: "content,",
    tests: ["tests/integration/storage/sealing/at-rest.test.ts"],
    title: "shows no canary, in no form",
  },
  {
    name: "another master key opens the database",
    file: "storage/sealing/keyring.ts",
    from: "throw new WrongMasterKey();",
    to: 'throw new TypeError("x");',
    tests: ["tests/integration/storage/open.test.ts"],
    title: "does not open with another master key",
  },
];
