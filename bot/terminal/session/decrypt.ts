import type { RoomId, UserId } from "#domain/primitives/ids.ts";
import type { Encryption } from "../../encryption/client.ts";
import type { EncryptedEvent } from "../../matrix/sync-response.ts";
import { placeOf } from "../../outbox/chain.ts";

/** A message that this person's own device has decrypted. */
export interface DecryptedEvent {
  readonly room: RoomId;
  readonly eventId: string;
  readonly sender: UserId;
  readonly text: string;
  /** The event that it answers, if it says so. */
  readonly answers?: string;
}

export interface Decryptor {
  take(event: EncryptedEvent): void;
  /** Tries what could not be read yet. */
  again(): Promise<void>;
  next(room: RoomId, fits: (message: DecryptedEvent) => boolean): Promise<DecryptedEvent>;
}

/** Decrypts what comes, in order, keeps what cannot be read until its key is here, and forgets nothing that was heard. */
export function openDecryptor(encryption: Encryption, me: UserId): Decryptor {
  let unread: EncryptedEvent[] = [];
  const heard: DecryptedEvent[] = [];
  const waiting = new Set<() => void>();
  let running = Promise.resolve();

  async function read(): Promise<void> {
    const tried = unread;
    unread = [];
    for (const event of tried) {
      const decrypted = await encryption.decrypt(JSON.parse(event.event), event.roomId);
      if (!decrypted.ok) {
        if (decrypted.why === "missing-key") unread.push(event);
        continue;
      }
      const { "m.relates_to": relation } = decrypted.content;
      const body = placeOf(decrypted.content)?.text ?? decrypted.content.body;
      if (typeof body !== "string" || event.sender === me) continue;
      const answers =
        typeof relation === "object" && relation !== null && "event_id" in relation && typeof relation.event_id === "string"
          ? relation.event_id
          : undefined;
      heard.push({
        room: event.roomId,
        eventId: event.eventId,
        sender: event.sender,
        text: body,
        ...(answers !== undefined && { answers }),
      });
    }
    for (const look of waiting) look();
  }

  return {
    take: (event) => void unread.push(event),
    again: () => {
      running = running.then(read);
      return running;
    },
    next: (room, fits) =>
      new Promise((resolve) => {
        const look = () => {
          const found = heard.find((message) => message.room === room && fits(message));
          if (found === undefined) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
  };
}
