import { expect, test } from "vitest";
import { isOutage } from "../../../../storage/engine/outage.ts";

const coded = (code: string) => Object.assign(new Error("no"), { code });

test.each<[string, unknown, boolean]>([
  ["no space on its disk", coded("53100"), true],
  ["too many connections", coded("53300"), true],
  ["a shutdown", coded("57P01"), true],
  ["a start", coded("57P03"), true],
  ["a lost connection", new Error("Connection terminated unexpectedly"), true],
  ["a statement that took too long", coded("57014"), false],
  ["a duplicate", coded("23505"), false],
  ["a service of another kind that refuses", coded("ECONNREFUSED"), false],
  ["any other fault", new Error("fault"), false],
  ["nothing", undefined, false],
])("%s", (_what, fault, expected) => expect(isOutage(fault)).toBe(expected));
