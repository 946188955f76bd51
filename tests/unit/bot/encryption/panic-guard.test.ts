import { DeviceId, OlmMachine, RoomId, UserId } from "@matrix-org/matrix-sdk-crypto-wasm";
import { expect, test, vi } from "vitest";
import { MachineDied } from "../../../../bot/encryption/faults.ts";
import { panicGuard } from "../../../../bot/encryption/panic-guard.ts";
import { loadWasm } from "../../../../bot/encryption/wasm.ts";

test("a panic poisons the machine instead of leaving its promises open, and quotes nothing", async () => {
  const printed = vi.spyOn(console, "error").mockImplementation(() => {});
  const guard = panicGuard();
  await loadWasm(() => guard.poison(new MachineDied()));
  const machine = await OlmMachine.initialize(new UserId("@a:b"), new DeviceId("D"));
  const waiting = guard.wait(new Promise(() => {}));
  // no room key was shared: the machine panics, and this promise never settles by itself
  const encrypted = guard.wait(machine.encryptRoomEvent(new RoomId("!r:b"), "m.room.message", "{}"));
  await expect(encrypted).rejects.toThrow(MachineDied);
  await expect(waiting).rejects.toThrow(MachineDied);
  await expect(guard.wait(Promise.resolve("alive"))).rejects.toThrow(MachineDied);
  const late: Error[] = [];
  guard.onPoisoned((why) => late.push(why));
  expect(late).toEqual([new MachineDied()]);
  expect(printed).not.toHaveBeenCalled();
});

test("other errors in microtasks stay what they are", async () => {
  await loadWasm(() => {
    throw new Error("nobody died");
  });
  const seen = await new Promise((resolve) => {
    const others = process.listeners("uncaughtException");
    process.removeAllListeners("uncaughtException");
    process.once("uncaughtException", (error) => {
      for (const listener of others) process.on("uncaughtException", listener);
      resolve(error);
    });
    queueMicrotask(() => {
      throw new TypeError("somebody else's");
    });
  });
  expect(seen).toEqual(new TypeError("somebody else's"));
});
