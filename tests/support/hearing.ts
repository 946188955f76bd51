import { ClientEvent, Direction, type MatrixClient, type MatrixEvent, MatrixEventEvent, type Room, RoomEvent } from "matrix-js-sdk";

/** One message as an officer's client could read it. */
export interface Heard {
  readonly room: string;
  readonly eventId: string;
  readonly sender: string;
  /** Without the `41·3f9a` with which the bot ends its messages. */
  readonly body: string;
  /** That end, of its text and its HTML; empty where there is none. */
  readonly tail: string;
  readonly formattedTail: string;
  readonly formatted: string | undefined;
  readonly msgtype: string;
  /** User ids of `m.mentions`; undefined where the field is missing. */
  readonly mentions: readonly string[] | undefined;
  /** The root of the thread that it stands in. */
  readonly thread: string | undefined;
  /** The event that it replies to, thread fall-backs left out. */
  readonly replyTo: string | undefined;
  readonly wasEncrypted: boolean;
  /** The homeserver's clock, milliseconds. */
  readonly at: number;
}

/** What a client heard, in the order in which it could read it, and who waits for what. */
export interface Hearing {
  readonly heard: readonly Heard[];
  /** Event ids of messages that are here and cannot be read (yet). */
  readonly unreadable: ReadonlySet<string>;
  /** The first message, past or to come, for which `test` holds. Rejects after `ms`. */
  expect(test: (message: Heard) => boolean, what: string, ms: number): Promise<Heard>;
}

/** Listens on a client that has not been started yet. Fills the gaps of limited syncs, as a careful client does. */
export function listen(client: MatrixClient): Hearing {
  const heard: Heard[] = [];
  const known = new Set<string>();
  const unreadable = new Set<string>();
  const waiting = new Set<(message: Heard) => void>();

  const take = (event: MatrixEvent): void => {
    const id = event.getId();
    if (id === undefined || !id.startsWith("$") || known.has(id)) return;
    const readable = !event.isEncrypted() || (event.getClearContent() !== null && !event.isDecryptionFailure());
    if (!readable) {
      unreadable.add(id);
      return;
    }
    unreadable.delete(id);
    if (event.getType() !== "m.room.message") return;
    known.add(id);
    const message = asHeard(event, id);
    heard.push(message);
    for (const wake of waiting) wake(message);
  };
  client.on(RoomEvent.Timeline, take);
  client.on(MatrixEventEvent.Decrypted, take);

  const gaps = new Set<Room>();
  client.on(RoomEvent.TimelineReset, (room) => {
    if (room !== undefined) gaps.add(room);
  });
  client.on(ClientEvent.Sync, () => {
    for (const room of gaps) {
      gaps.delete(room);
      void fill(client, room, known);
    }
  });

  return {
    heard,
    unreadable,
    expect: (test, what, ms) => {
      const already = heard.find(test);
      if (already !== undefined) return Promise.resolve(already);
      return new Promise((resolve, reject) => {
        const end = (): void => {
          clearTimeout(timer);
          waiting.delete(wake);
        };
        const timer = setTimeout(() => {
          end();
          const last = heard.slice(-12).map((message) => `  ${message.sender}: ${message.body}`);
          reject(new Error(`not heard within ${ms} ms: ${what}\nunreadable: ${unreadable.size}, last heard:\n${last.join("\n")}`));
        }, ms);
        const wake = (message: Heard): void => {
          if (!test(message)) return;
          end();
          resolve(message);
        };
        waiting.add(wake);
      });
    },
  };
}

/** Pages back from the newest events until one is known; the SDK raises the same events for what it finds. */
async function fill(client: MatrixClient, room: Room, known: ReadonlySet<string>): Promise<void> {
  const timeline = room.getLiveTimeline();
  const met = (): boolean => timeline.getEvents().some((event) => known.has(event.getId() ?? ""));
  for (let page = 0; page < 50 && !met(); page++) {
    const more = await client.paginateEventTimeline(timeline, { backwards: true, limit: 100 }).catch(() => true);
    if (!more || timeline.getPaginationToken(Direction.Backward) === null) return;
  }
}

const tail = /(?: · |\n|<br>)(\d+·[0-9a-f]{4})$/u;
function asHeard(event: MatrixEvent, eventId: string): Heard {
  const content = event.getContent();
  // relations stand outside the ciphertext
  const relation = (event.getWireContent()["m.relates_to"] ?? content["m.relates_to"]) as Record<string, unknown> | undefined;
  const mentions = content["m.mentions"] as { user_ids?: string[] } | undefined;
  const said = content["org.liaison.said"] === undefined ? undefined : tail;
  const [body, formatted] = [String(content.body ?? ""), content.formatted_body === undefined ? undefined : String(content.formatted_body)];
  const endOf = (text: string | undefined) => said?.exec(text ?? "");
  const bare = (text: string) => text.slice(0, endOf(text)?.index);
  const reply = relation?.["m.in_reply_to"] as { event_id?: string } | undefined;
  return {
    room: event.getRoomId() ?? "",
    eventId,
    sender: event.getSender() ?? "",
    body: bare(body),
    formatted: formatted && bare(formatted),
    tail: endOf(body)?.[1] ?? "",
    formattedTail: endOf(formatted)?.[1] ?? "",
    msgtype: String(content.msgtype ?? ""),
    mentions: mentions === undefined ? undefined : (mentions.user_ids ?? []),
    thread: relation?.rel_type === "m.thread" ? String(relation.event_id) : undefined,
    replyTo: relation?.is_falling_back === true ? undefined : reply?.event_id,
    wasEncrypted: event.isEncrypted(),
    at: event.getTs(),
  };
}
