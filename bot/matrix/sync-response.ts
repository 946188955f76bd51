import { type EventId, eventId, type RoomId, roomId, type UserId, userId } from "#domain/primitives/ids.ts";
import { textOf } from "../sync/event-text.ts";

/** The parts of `GET /sync` that the bot reads (Matrix client-server API 1.16, "Syncing"). Everything may be missing. */
export interface SyncResponse {
  readonly next_batch: string;
  readonly rooms?: {
    readonly join?: Readonly<Record<string, JoinedRoom>>;
    readonly invite?: Readonly<Record<string, { readonly invite_state?: { readonly events?: readonly RawEvent[] } }>>;
    readonly leave?: Readonly<Record<string, unknown>>;
  };
  /** `untaken`: how many more there were that nothing here can walk. */
  readonly to_device?: { readonly events?: readonly object[]; readonly untaken?: number };
  readonly device_lists?: { readonly changed?: readonly string[]; readonly left?: readonly string[] };
  readonly device_one_time_keys_count?: Readonly<Record<string, number>>;
  readonly device_unused_fallback_key_types?: readonly string[];
}
export interface JoinedRoom {
  readonly state?: { readonly events?: readonly RawEvent[] };
  readonly timeline?: { readonly events?: readonly RawEvent[]; readonly limited?: boolean; readonly prev_batch?: string };
}
export interface RawEvent {
  readonly type?: unknown;
  readonly event_id?: unknown;
  readonly sender?: unknown;
  readonly state_key?: unknown;
  readonly content?: unknown;
  readonly origin_server_ts?: unknown;
  readonly unsigned?: unknown;
}

/** The objects of what should be a list of objects. */
export const objects = (list: unknown): readonly RawEvent[] =>
  Array.isArray(list) ? list.filter((one): one is RawEvent => typeof one === "object" && one !== null) : [];

/** Everything of one room: 100 events, so that a burst seldom leaves a gap; nothing that the bot does not read. */
const nothing = { not_types: ["*"] };
export const syncFilter = JSON.stringify({
  presence: nothing,
  account_data: nothing,
  room: {
    timeline: { limit: 100, lazy_load_members: false },
    state: { lazy_load_members: false },
    ephemeral: nothing,
    account_data: nothing,
  },
});

export interface MemberChange {
  readonly userId: UserId;
  readonly membership: string;
}
/** The memberships that these events set, in order. */
export const memberChanges = (events: readonly RawEvent[]): readonly MemberChange[] =>
  events.flatMap((event) => {
    const user = event.type === "m.room.member" && typeof event.state_key === "string" ? userId(event.state_key) : undefined;
    const membership = (event.content as { membership?: unknown } | undefined)?.membership;
    return user !== undefined && typeof membership === "string" ? [{ userId: user, membership }] : [];
  });

/** State that decides whether a room is safe to speak in. */
const governing = new Set([
  "m.room.encryption",
  "m.room.join_rules",
  "m.room.history_visibility",
  "m.room.guest_access",
  "m.room.create",
  "m.room.tombstone",
]);
export const touchesSafety = (events: readonly RawEvent[]): boolean =>
  events.some((event) => typeof event.state_key === "string" && typeof event.type === "string" && governing.has(event.type));

/** Whether one of them says that another room replaces this one (client-server API, "Room Upgrades"): nothing says that it does so no more. */
export const endsRoom = (events: readonly RawEvent[]): boolean =>
  events.some((event) => event.type === "m.room.tombstone" && event.state_key === "");

/** An event of a timeline as it came, as text. */
export interface EncryptedEvent {
  readonly eventId: EventId;
  readonly roomId: RoomId;
  readonly sender: UserId;
  readonly event: string;
}
/** As the specification has them (client-server API, appendix "Event IDs"); PostgreSQL cannot hold a zero. */
const eventShape = /^\$[^\0]{1,254}$/u;
const asText =
  (types: ReadonlySet<unknown>) =>
  (room: string, events: readonly RawEvent[]): readonly EncryptedEvent[] =>
    events.flatMap((event) => {
      const sender = typeof event.sender === "string" ? userId(event.sender) : undefined;
      const id = typeof event.event_id === "string" && eventShape.test(event.event_id) ? eventId(event.event_id) : undefined;
      if (!types.has(event.type) || event.state_key !== undefined || sender === undefined || id === undefined) return [];
      return [{ eventId: id, roomId: roomId(room), sender, event: textOf(event) }];
    });
/** The encrypted messages among these events; whatever is not encrypted is nothing that could be a command. */
export const encryptedEvents = asText(new Set(["m.room.encrypted"]));
/** The same, and what came in the clear and is told of: messages that read like commands, removals of commands. */
export const inboxEvents = asText(new Set(["m.room.encrypted", "m.room.message", "m.room.redaction"]));

/** Whether the user came in by this event; a new name or picture of somebody who is in looks almost the same. */
export function isJoining(event: RawEvent, user: UserId): boolean {
  const membership = (content: unknown) => (content as { membership?: unknown } | null | undefined)?.membership;
  const before = (event.unsigned as { prev_content?: unknown } | null | undefined)?.prev_content;
  return (
    event.type === "m.room.member" && event.state_key === user && membership(event.content) === "join" && membership(before) !== "join"
  );
}

/** The events after the user's own joining, or all if it is not among them: what came before cannot be read and was not meant for us. */
export const afterJoining = (events: readonly RawEvent[], me: UserId): readonly RawEvent[] =>
  events.slice(events.findLastIndex((event) => isJoining(event, me)) + 1);

/** Who sent our own invitation. */
export function inviterOf(state: readonly RawEvent[], me: UserId): UserId | undefined {
  const own = state.findLast((event) => memberChanges([event]).some((change) => change.userId === me && change.membership === "invite"));
  return typeof own?.sender === "string" ? userId(own.sender) : undefined;
}
