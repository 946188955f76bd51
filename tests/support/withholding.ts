import type { RecordingProxy } from "./proxy.ts";

interface Event {
  readonly type?: string;
  readonly event_id?: string;
  readonly sender?: string;
  readonly state_key?: string;
}
interface Timeline {
  events?: object[];
}
interface SyncAnswer {
  rooms?: { join?: Record<string, { timeline?: Timeline }> };
}

/** A homeserver that keeps somebody's messages back from the bot, and hands them out when it likes, with whatever stamp. */
export interface Withholding {
  /** From now on nothing that this person says in the room reaches the bot. */
  hold(room: string, sender: string): void;
  /** What he says from now on does. */
  pass(): void;
  /** Ids of what is kept back, oldest first. */
  held(): readonly string[];
  /** Hands this one out with the next answer to /sync that has anything of the room, as if it had been sent just now. */
  release(eventId: string): void;
}

export function withholding(proxy: RecordingProxy): Withholding {
  let of: { readonly room: string; readonly sender: string } | undefined;
  let late: string[] = [];
  const kept = new Map<string, { readonly room: string; readonly event: Event }>();

  function rewrite(body: string): string {
    const answer = JSON.parse(body) as SyncAnswer;
    for (const [room, { timeline }] of Object.entries(answer.rooms?.join ?? {})) {
      if (timeline?.events === undefined) continue;
      const events: readonly Event[] = timeline.events;
      const back = events.filter(
        (event) => of?.room === room && event.sender === of.sender && event.type === "m.room.encrypted" && event.state_key === undefined,
      );
      for (const event of back) kept.set(event.event_id ?? "", { room, event });
      const out = late.flatMap((id) => {
        const one = kept.get(id);
        return one?.room === room ? [{ ...one.event, origin_server_ts: Date.now() }] : [];
      });
      late = late.filter((id) => kept.get(id)?.room !== room);
      timeline.events = [...events.filter((event) => !back.includes(event)), ...out];
    }
    return JSON.stringify(answer);
  }
  proxy.rule = (_method, path) => (path.endsWith("/sync") ? { rewrite } : "pass");
  return {
    hold(room, sender) {
      of = { room, sender };
    },
    pass() {
      of = undefined;
    },
    held: () => [...kept.keys()],
    release(eventId) {
      late.push(eventId);
    },
  };
}
