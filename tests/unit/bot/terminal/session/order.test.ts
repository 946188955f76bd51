import { expect, test } from "vitest";
import { roomId, userId } from "#domain/primitives/ids.ts";
import { linkOf, type SaidPlace } from "../../../../../bot/outbox/chain.ts";
import { openOrder, sentenceOf } from "../../../../../bot/terminal/session/order.ts";

const [bot, anna] = [userId("@liaison:x.org"), userId("@anna:x.org")];
if (bot === undefined || anna === undefined) throw new Error("no user id");
const room = roomId("!r");

/** What a bot says, one after the other: `said[n]` is number n + 1. */
function speech(texts: readonly string[]): readonly SaidPlace[] {
  let previous = "";
  return texts.map((text, at) => {
    const place = { number: at + 1, previous };
    previous = linkOf(place, text);
    return { ...place, text, link: previous, whole: true };
  });
}
const said = speech(["a", "b", "c", "d", "e", "f"]);
const at = (number: number): SaidPlace => {
  const one = said[number - 1];
  if (one === undefined) throw new Error("nothing was said");
  return one;
};
/** The faults that a client tells which is handed these. */
const told = (...given: readonly SaidPlace[]) => {
  const order = openOrder();
  return given.map((one) => order.take(room, bot, one));
};

test("nothing is told of what comes whole and in order, from wherever a client begins", () => {
  expect(told(...said)).toEqual(said.map(() => undefined));
  expect(told(at(3), at(4))).toEqual([undefined, undefined]);
});

test("what is missing is told with its numbers, once, and when it comes after all", () => {
  expect(told(at(1), at(2), at(5), at(6), at(3))).toEqual([
    undefined,
    undefined,
    { why: "missing", first: 3, last: 4 },
    undefined,
    { why: "late" },
  ]);
  expect(sentenceOf({ why: "missing", first: 3, last: 4 })).toBe("messages 3 to 4 of the same sender are missing before this one");
  expect(sentenceOf({ why: "missing", first: 3, last: 3 })).toContain("message 3 ");
});

test("what comes twice, what names another one before it, and an end that is not its own are told", () => {
  expect(told(at(1), at(2), at(2))).toEqual([undefined, undefined, { why: "again" }]);
  expect(told(at(1), at(2), at(1))).toEqual([undefined, undefined, { why: "again" }]);
  const [, , third] = speech(["a", "another", "c"]);
  expect(told(at(1), at(2), third ?? at(3))).toEqual([undefined, undefined, { why: "other-before" }]);
  expect(told(at(1), { ...at(2), whole: false })).toEqual([undefined, { why: "other-end" }]);
  expect(told({ ...at(4), whole: false })).toEqual([{ why: "other-end" }]);
});

test("who begins anew is told of, and then followed", () => {
  expect(told(at(3), at(4), at(1), at(2))).toEqual([undefined, undefined, { why: "anew" }, undefined]);
});

test("what is here and cannot be read accounts for as many, and not for more", () => {
  const order = openOrder();
  order.take(room, bot, at(1));
  order.pass(room, bot);
  expect(order.take(room, bot, at(3))).toBeUndefined();
  order.pass(room, bot);
  expect(order.take(room, bot, at(6))).toEqual({ why: "missing", first: 4, last: 5 });
  // its key came
  order.late(room, bot, at(2));
  expect(order.take(room, bot, at(2))).toEqual({ why: "again" });
});

test("each sender and each room counts for itself", () => {
  const order = openOrder();
  for (const [where, who] of [
    [room, bot],
    [room, anna],
    [roomId("!other"), bot],
  ] as const)
    expect(order.take(where, who, at(4))).toBeUndefined();
});
