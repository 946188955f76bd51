import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { fakeKeys } from "./keys.ts";
import { type FakeEvent, fakeRooms, type Json } from "./rooms.ts";

/** Somebody's login. */
export interface Login {
  readonly userId: string;
  readonly deviceId: string;
  readonly accessToken: string;
}
/** One request, as it came. */
export interface Asked {
  readonly by: string;
  readonly method: string;
  /** Without the query, decoded part by part, after `/_matrix/client/v3`. */
  readonly path: readonly string[];
  readonly body: Json;
}
/** A message to one device. */
interface ToDevice {
  readonly at: number;
  readonly event: Json;
}
class Refused extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`refused ${status}`);
    this.status = status;
  }
}

/**
 * A homeserver inside the test's own process, which obeys the test: it can show somebody events that never happened, anybody's
 * keys as it likes, and stop a request half way. It implements what the bot asks of one, and checks no rights.
 */
export async function fakeHomeserver(serverName = "hostile.example") {
  let order = 0;
  const next = () => ++order;
  const keys = fakeKeys();
  const rooms = fakeRooms(next);
  const logins = new Map<string, Login>();
  const queues = new Map<string, ToDevice[]>();
  const waiting = new Set<() => void>();
  const asked: Asked[] = [];
  const sent = new Map<string, string>();
  const media = new Map<string, Buffer>();
  let pass: (request: Asked) => Promise<void> = async () => {};
  const changed = (): void => {
    for (const wake of waiting) wake();
  };

  function login(localpart: string, deviceId: string): Login {
    const userId = `@${localpart}:${serverName}`;
    const made = { userId, deviceId, accessToken: `${localpart}-${deviceId}` };
    logins.set(made.accessToken, made);
    return made;
  }
  const queueOf = (user: string, device: string): ToDevice[] => {
    const name = `${user} ${device}`;
    const queue = queues.get(name) ?? [];
    queues.set(name, queue);
    return queue;
  };
  const member = (room: string, user: string, membership: string, by = user) =>
    rooms.add(room, { type: "m.room.member", sender: by, state_key: user, content: { membership } });

  function sync({ userId, deviceId }: Login, since: number): { readonly answer: Json; readonly isNew: boolean } {
    const queue = queueOf(userId, deviceId).filter(({ at }) => at > since);
    queues.set(`${userId} ${deviceId}`, queue);
    const news = rooms.news(userId, since);
    const answer = {
      next_batch: `${order}`,
      rooms: news.rooms,
      to_device: { events: queue.map(({ event }) => event) },
      device_lists: { changed: news.changed, left: [] },
      device_one_time_keys_count: keys.counts(userId, deviceId),
      device_unused_fallback_key_types: keys.unusedFallback(userId, deviceId),
    };
    return { answer, isNew: queue.length > 0 || news.isNew };
  }
  async function longSync(who: Login, since: string | null, waitMs: number): Promise<Json> {
    const from = Number(since ?? 0);
    for (const end = Date.now() + waitMs; ; ) {
      const { answer, isNew } = sync(who, from);
      const left = end - Date.now();
      if (isNew || left <= 0) return answer;
      const woken = Promise.withResolvers<void>();
      const timer = setTimeout(woken.resolve, left);
      waiting.add(woken.resolve);
      await woken.promise;
      waiting.delete(woken.resolve);
      clearTimeout(timer);
    }
  }

  function createRoom(by: string, body: Json): Json {
    const id = `!${next()}:${serverName}`;
    rooms.open(id);
    const put = (type: string, content: Json, key = "") => rooms.add(id, { type, sender: by, state_key: key, content });
    put("m.room.create", { room_version: "12", ...(body.creation_content as Json | undefined) });
    member(id, by, "join");
    put("m.room.power_levels", (body.power_level_content_override ?? {}) as Json);
    for (const { type, state_key: key = "", content } of (body.initial_state ?? []) as readonly FakeEvent[]) put(type, content, key);
    for (const user of (body.invite ?? []) as readonly string[]) member(id, user, "invite", by);
    return { room_id: id };
  }
  function say(who: Login, [, room = "", , type = "", txn = ""]: readonly string[], content: Json): Json {
    const name = `${who.accessToken} ${room} ${txn}`;
    const id = sent.get(name) ?? rooms.add(room, { type, sender: who.userId, content, unsigned: { transaction_id: txn } }).event_id;
    sent.set(name, id);
    return { event_id: id };
  }
  function toDevice(by: string, type: string, { messages }: Json): Json {
    for (const [user, devices] of Object.entries(messages as Readonly<Record<string, Readonly<Record<string, Json>>>>))
      for (const [device, content] of Object.entries(devices))
        queueOf(user, device).push({ at: next(), event: { type, sender: by, content } });
    return {};
  }
  function inRoom(who: Login, path: readonly string[], { method, body }: Pick<Asked, "method" | "body">): Json | readonly FakeEvent[] {
    const [, room = "", what = "", type = "", key = ""] = path;
    if (what === "send") return say(who, path, body);
    if (what === "redact") return { event_id: rooms.add(room, { type: "m.room.redaction", sender: who.userId, content: body }).event_id };
    if (what === "leave") return { event_id: member(room, who.userId, "leave").event_id };
    if (what === "kick") return { event_id: member(room, String(body.user_id), "leave", who.userId).event_id };
    if (what === "members") return { chunk: rooms.state(room).filter((event) => event.type === "m.room.member") };
    if (what === "joined_members") return { joined: Object.fromEntries(rooms.joined(room).map((user) => [user, {}])) };
    if (what === "messages") return { chunk: [] };
    if (what !== "state") throw new Refused(404);
    if (method === "PUT") return { event_id: rooms.add(room, { type, sender: who.userId, state_key: key, content: body }).event_id };
    if (type === "") return rooms.state(room);
    const content = rooms.content(room, type, key);
    if (content === undefined) throw new Refused(404);
    return content;
  }

  /** What a request is answered. */
  function answer(who: Login, request: Pick<Asked, "method" | "path" | "body">): unknown {
    const { path, body } = request;
    const [first = "", second = "", third] = path;
    switch (`${first}/${second}`) {
      case "keys/upload":
        return keys.upload(who.userId, who.deviceId, body);
      case "keys/query":
        return keys.query(who.userId, body);
      case "keys/claim":
        return keys.claim(body);
      case "keys/signatures":
        return keys.uploadSignatures(body);
      case "keys/device_signing":
        return keys.uploadIdentity(who.userId, body);
    }
    if (first === "sendToDevice") return toDevice(who.userId, second, body);
    if (first === "joined_rooms") return { joined_rooms: rooms.of(who.userId, "join") };
    if (first === "createRoom") return createRoom(who.userId, body);
    if (first === "join") return { room_id: second, event: member(second, who.userId, "join").event_id };
    if (first === "rooms" && third !== undefined) return inRoom(who, path, request);
    throw new Refused(404);
  }
  /** The same as by HTTP, for people inside this process. */
  async function ask(who: Login, method: string, path: readonly string[], body: Json = {}): Promise<Json> {
    const request = { by: who.userId, method, path, body };
    asked.push(request);
    const answered = answer(who, request);
    await pass(request);
    changed();
    return answered as Json;
  }

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const url = new URL(incoming.url ?? "", "http://fake");
    const body = await all(incoming);
    const who = logins.get((incoming.headers.authorization ?? "").replace("Bearer ", ""));
    const path = url.pathname.split("/").slice(4).map(decodeURIComponent);
    const reply = (status: number, content: unknown): void =>
      void outgoing.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(content));
    try {
      if (who === undefined) throw new Refused(401);
      if (path[0] === "sync")
        return reply(200, await longSync(who, url.searchParams.get("since"), Number(url.searchParams.get("timeout") ?? 0)));
      if (path[0] === "upload" || url.pathname.includes("/media/")) {
        const id = `${next()}`;
        media.set(id, body);
        return reply(200, { content_uri: `mxc://${serverName}/${id}` });
      }
      reply(200, await ask(who, incoming.method ?? "", path, body.length === 0 ? {} : (JSON.parse(body.toString("utf8")) as Json)));
    } catch (fault) {
      reply(fault instanceof Refused ? fault.status : 500, { errcode: "M_UNKNOWN", error: "refused" });
    }
  }
  const http = createServer((incoming, outgoing) => void handle(incoming, outgoing).catch(() => outgoing.destroy()));
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  return {
    // a TCP server's address is always this
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    keys,
    rooms,
    asked,
    login,
    ask,
    sync,
    /** Shows `to` an event in a room that nobody else is shown and that never happened. */
    inject(room: string, event: Pick<FakeEvent, "type" | "sender" | "content" | "state_key">, to: string): void {
      rooms.add(room, event, to);
      changed();
    },
    /** Puts somebody into a room, as an administrator of the homeserver can. */
    force(room: string, user: string, membership = "join"): void {
      member(room, user, membership);
      changed();
    },
    setState(room: string, by: string, type: string, content: Json): void {
      rooms.add(room, { type, sender: by, state_key: "", content });
      changed();
    },
    /** Everybody is told that this person's devices or identity changed. */
    devicesChanged(user: string): void {
      rooms.devicesChanged(user);
      changed();
    },
    /** Between a request's answer and its sending: what happens meanwhile. */
    holdUp(act: (request: Asked) => Promise<void>): void {
      pass = act;
    },
    async stop(): Promise<void> {
      await new Promise<void>((resolve) => {
        http.close(() => resolve());
        changed();
        http.closeAllConnections();
      });
    },
  };
}
export type FakeHomeserver = Awaited<ReturnType<typeof fakeHomeserver>>;

async function all(stream: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
