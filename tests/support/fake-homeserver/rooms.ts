export type Json = Readonly<Record<string, unknown>>;

/** An event as this homeserver hands it out. */
export interface FakeEvent {
  readonly event_id: string;
  readonly room_id: string;
  readonly type: string;
  readonly sender: string;
  readonly content: Json;
  readonly origin_server_ts: number;
  readonly state_key?: string;
  readonly unsigned?: Json;
}

/** One thing that happened, at its place in the one order of this homeserver. */
export type Entry = { readonly at: number; readonly only?: string } & (
  | { readonly what: "event"; readonly event: FakeEvent }
  | { readonly what: "devices"; readonly user: string }
);

/** The rooms as they really are, and what is told of them to whom. */
export function fakeRooms(next: () => number) {
  const rooms = new Map<string, Map<string, FakeEvent>>();
  const entries: Entry[] = [];
  const stateOf = (room: string): Map<string, FakeEvent> => {
    const state = rooms.get(room);
    if (state === undefined) throw new Error(`no room ${room}`);
    return state;
  };
  const membership = (room: string, user: string): unknown => rooms.get(room)?.get(`m.room.member ${user}`)?.content.membership;

  function make(room: string, given: Pick<FakeEvent, "type" | "sender" | "content"> & Partial<FakeEvent>): FakeEvent {
    return { event_id: `$${next()}`, room_id: room, origin_server_ts: Date.now(), ...given };
  }
  /** `only`: an event that this user alone is shown, and that never happened. */
  function add(room: string, given: Parameters<typeof make>[1], only?: string): FakeEvent {
    const event = make(room, given);
    if (event.state_key !== undefined && only === undefined) stateOf(room).set(`${event.type} ${event.state_key}`, event);
    entries.push({ at: next(), what: "event", event, ...(only !== undefined && { only }) });
    return event;
  }
  const visible = (user: string, since: number) => entries.filter((entry) => entry.at > since && (entry.only ?? user) === user);

  return {
    add,
    membership,
    state: (room: string): readonly FakeEvent[] => [...(rooms.get(room)?.values() ?? [])],
    content: (room: string, type: string, key: string): Json | undefined => rooms.get(room)?.get(`${type} ${key}`)?.content,
    open(room: string): void {
      rooms.set(room, new Map());
    },
    joined: (room: string): readonly string[] =>
      [...(rooms.get(room)?.values() ?? [])].flatMap(({ type, content, state_key: user }) =>
        type === "m.room.member" && content.membership === "join" && user !== undefined ? [user] : [],
      ),
    of: (user: string, is: string): readonly string[] => [...rooms.keys()].filter((room) => membership(room, user) === is),
    devicesChanged(user: string): void {
      entries.push({ at: next(), what: "devices", user });
    },
    events: (room: string): readonly FakeEvent[] =>
      entries.flatMap((entry) => (entry.what === "event" && entry.event.room_id === room && entry.only === undefined ? [entry.event] : [])),
    /** What a sync tells `user` of rooms and devices since that place in the order; 0: everything. */
    news(user: string, since: number): { readonly rooms: Json; readonly changed: readonly string[]; readonly isNew: boolean } {
      const fresh = visible(user, since);
      const events = fresh.flatMap((entry) => (entry.what === "event" ? [entry.event] : []));
      const changed = [...new Set(fresh.flatMap((entry) => (entry.what === "devices" ? [entry.user] : [])))];
      const join: Record<string, unknown> = {};
      const invite: Record<string, unknown> = {};
      const leave: Record<string, unknown> = {};
      for (const [id, state] of rooms) {
        const here = events.filter((event) => event.room_id === id);
        const own = state.get(`m.room.member ${user}`);
        const is = own?.content.membership;
        if (own === undefined || (here.length === 0 && since > 0)) continue;
        if (is === "join") {
          // who has just come in is told the whole state
          const entered = here.some(({ event_id: event }) => event === own.event_id);
          const told = new Set(here.map(({ event_id: event }) => event));
          const whole = entered ? [...state.values()].filter(({ event_id: event }) => !told.has(event)) : [];
          join[id] = { state: { events: whole }, timeline: { events: here, limited: false } };
        } else if (here.includes(own) && is === "invite") invite[id] = { invite_state: { events: [own] } };
        else if (here.includes(own)) leave[id] = { timeline: { events: [own] } };
      }
      const isNew = changed.length + Object.keys(join).length + Object.keys(invite).length + Object.keys(leave).length > 0;
      return { rooms: { join, invite, leave }, changed, isNew };
    },
  };
}
