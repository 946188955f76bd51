import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { RoomId } from "#domain/primitives/ids.ts";
import { type EncryptedContent, HomeserverError, type SendingHomeserver } from "../../matrix/homeserver.ts";

const pauseMs = 1_000;

/** Repeats over outages and rate limits until it is answered; a permanent refusal rejects with HomeserverError. */
export async function persist<T>(act: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await act();
    } catch (fault) {
      if (!(fault instanceof HomeserverError) || fault.permanent) throw fault;
      await sleep(fault.retryAfterMs ?? pauseMs);
    }
  }
}

/** Sends an encrypted event, persistently, always under one transaction id; resolves with the event's id. */
export function sendEvent(homeserver: SendingHomeserver, room: RoomId, content: EncryptedContent): Promise<string> {
  const transactionId = randomUUID();
  return persist(() => homeserver.sendEncrypted(room, transactionId, content));
}
