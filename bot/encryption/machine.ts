import { DeviceId, OlmMachine, StoreHandle, UserId } from "@matrix-org/matrix-sdk-crypto-wasm";
import type { Homeserver } from "../matrix/homeserver.ts";
import type { PanicGuard } from "./panic-guard.ts";
import type { DurableStore } from "./store/durable-store.ts";

const nothing = (): void => {};
/** The machine's own log quotes events. */
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** Opens the machine on a store. The store has no passphrase of its own, since the journal seals what rests. */
export async function openMachine(
  homeserver: Pick<Homeserver, "userId" | "deviceId">,
  durable: DurableStore,
  guard: PanicGuard,
): Promise<OlmMachine> {
  const handle = await guard.wait(StoreHandle.open(durable.name, undefined, silent));
  const machine = await guard.wait(
    OlmMachine.initFromStore(new UserId(homeserver.userId), new DeviceId(homeserver.deviceId), handle, silent),
  );
  durable.check();
  // Keys are neither asked from others nor passed on.
  machine.roomKeyRequestsEnabled = false;
  machine.roomKeyForwardingEnabled = false;
  return machine;
}
