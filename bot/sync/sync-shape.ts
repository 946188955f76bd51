import { type JoinedRoom, objects, type SyncResponse } from "../matrix/sync-response.ts";
import { isSound } from "./event-text.ts";

/**
 * An answer to /sync of whatever shape, as the bot reads it: what is not as the specification has it counts as absent, so
 * that it costs nothing but itself.
 */
export function shaped(answer: unknown): SyncResponse {
  const { next_batch: next, rooms, to_device, device_lists, ...counts } = record(answer);
  const { changed, left } = record(device_lists);
  const { join, invite, leave } = record(rooms);
  const messages = objects(record(to_device).events);
  const sound = messages.filter(isSound);
  const fallback = counts.device_unused_fallback_key_types;
  return {
    next_batch: text(next) ?? "",
    rooms: { join: each(join, joined), invite: each(invite, invited), leave: record(leave) },
    to_device: { events: sound, untaken: messages.length - sound.length },
    device_lists: { changed: texts(changed), left: texts(left) },
    device_one_time_keys_count: each(counts.device_one_time_keys_count, (count) => (Number.isSafeInteger(count) ? Number(count) : 0)),
    ...(Array.isArray(fallback) && { device_unused_fallback_key_types: texts(fallback) }),
  };
}

function joined(room: unknown): JoinedRoom {
  const { state, timeline } = record(room);
  const { events, limited, prev_batch } = record(timeline);
  const back = text(prev_batch);
  return {
    state: { events: objects(record(state).events) },
    timeline: { events: objects(events), limited: limited === true, ...(back !== undefined && { prev_batch: back }) },
  };
}
const invited = (room: unknown) => ({ invite_state: { events: objects(record(record(room).invite_state).events) } });

// an object of JSON, whatever it holds
const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : {};
const each = <T>(value: unknown, read: (inner: unknown) => T): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(record(value)).map(([name, inner]) => [name, read(inner)]));
const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.filter((one) => typeof one === "string") : []);
