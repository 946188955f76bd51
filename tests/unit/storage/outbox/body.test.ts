import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { bodyCell, openBody } from "../../../../storage/outbox/body.ts";
import { openWith, type ScopeKey, sealJson, sealWith } from "../../../../storage/sealing/sealed.ts";
import { anna } from "../../../support/stores.ts";

const room = "!a:liaison.localhost";
const master = randomBytes(32);
const key: ScopeKey = {
  seal: (cell, content) => sealWith(master, 1, cell, content),
  open: (cell, sealed) => openWith(() => master, cell, sealed),
};
const opened = (body: unknown) => openBody(key, "17", sealJson(key, bodyCell("17"), body));

test("a message opens as it was sealed", () => {
  const body = { room, notice: { type: "version", version: "1" }, mentions: [anna], prefix: "/" };
  expect(opened(body)).toEqual(body);
});

test("a message that waited through the upgrade from 0.1 keeps what it says, what it shows and whom it calls", () => {
  const shown = { say: "version", version: "1" };
  expect(opened({ room, notice: { say: "confirm", code: "K7Q4", shown }, rings: [anna], prefix: "/" })).toEqual({
    room,
    notice: { type: "confirm", code: "K7Q4", shown: { type: "version", version: "1" } },
    mentions: [anna],
    prefix: "/",
  });
});
