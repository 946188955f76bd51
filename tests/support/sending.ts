import { type MatrixClient, MatrixError, type MatrixEvent, MatrixScheduler, RoomEvent } from "matrix-js-sdk";
import { until } from "./waiting.ts";

/** A client that is closed sends nothing more. */
class ClientClosed extends Error {}

/** A refusal that stays one. */
export const isFinal = (error: unknown): boolean =>
  error instanceof ClientClosed ||
  (error instanceof MatrixError && error.httpStatus !== undefined && [400, 401, 403, 404, 413].includes(error.httpStatus));

/** Tries again until it is done, over outages of minutes, unless the answer is a refusal. */
export async function untilDone<T>(act: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await act();
    } catch (error) {
      if (isFinal(error) || attempt > 200) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.min(100 * (attempt + 1), 1_000)));
    }
  }
}

/**
 * Sends an event again and again over outages, with the same ciphertext and the same transaction id. Each event is a queue
 * of its own, since the SDK empties a whole queue when it gives one event up: it does so here with one that came back by
 * sync while its answer was lost.
 */
export const persistentScheduler = (): MatrixScheduler =>
  new MatrixScheduler(
    (event, attempts, error) => (isFinal(error) || event?.status === null ? -1 : Math.min(100 * 2 ** attempts, 1_000)),
    (event) => event.getTxnId() ?? null,
  );

/**
 * Sends messages by a client that has a `persistentScheduler`; in order per room, as officers' clients do. Nothing more goes to a client that
 * is closed: the SDK would begin to encrypt it, and reject what nobody hears.
 */
export function sender(
  client: MatrixClient,
  isClosed: () => boolean,
): (room: string, content: Readonly<Record<string, unknown>>) => Promise<string> {
  const arrived = new Map<string, string>();
  client.on(RoomEvent.LocalEchoUpdated, (event: MatrixEvent) => {
    const txnId = event.getTxnId();
    const id = event.getId();
    if (txnId !== undefined && id?.startsWith("$")) arrived.set(txnId, id);
  });

  const refuseIfClosed = () => {
    if (isClosed()) throw new ClientClosed("this client is closed");
  };
  const deliver = async (room: string, content: Readonly<Record<string, unknown>>): Promise<string> => {
    refuseIfClosed();
    const place = await until(() => client.getRoom(room) ?? undefined, `the room ${room}`);
    const txnId = client.makeTxnId();
    try {
      // the SDK types content by msgtype; tests also send what no client would
      return (await client.sendEvent(room, "m.room.message" as never, content as never, txnId)).event_id;
    } catch (error) {
      if (isFinal(error)) throw error;
    }
    // its keys could not be fetched or shared, or its answer was lost: the same event goes on from where it stood
    return untilDone(async () => {
      refuseIfClosed();
      const id = arrived.get(txnId);
      if (id !== undefined) return id;
      const pending = place.getPendingEvents().find((event) => event.getTxnId() === txnId);
      if (pending === undefined) throw new Error(`the pending event ${txnId} is gone`);
      return (await client.resendEvent(pending, place)).event_id;
    });
  };

  const last = new Map<string, Promise<unknown>>();
  return (room, content) => {
    const sent = (last.get(room) ?? Promise.resolve()).then(() => deliver(room, content));
    // who waits for this one hears of its fault; the next one goes on
    last.set(
      room,
      sent.catch(() => undefined),
    );
    return sent;
  };
}
