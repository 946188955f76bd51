import { expect, test } from "vitest";
import { roomId } from "#domain/primitives/ids.ts";
import { type Homeserver, HomeserverError } from "../../../../bot/matrix/homeserver.ts";
import { backfill } from "../../../../bot/sync/backfill.ts";

type Page = { readonly chunk?: unknown; readonly end?: unknown } | HomeserverError;
const room = roomId("!r");
const event = (name: number) => ({ event_id: `$${name}` });

/** A homeserver that has these pages, by the token that asks for them; `asked` are the tokens in order. */
function telling(pages: Readonly<Record<string, Page>>) {
  const asked: string[] = [];
  const homeserver: Pick<Homeserver, "messages"> = {
    async messages(_room, { from = "", to }) {
      expect(to).toBe("since");
      asked.push(from);
      const page = pages[from] ?? {};
      if (page instanceof HomeserverError) throw page;
      return page;
    },
  };
  return { homeserver, asked };
}
const filled = async (pages: Readonly<Record<string, Page>>) => {
  const { homeserver, asked } = telling(pages);
  const { events, whole } = await backfill(homeserver, room, { from: "p0", to: "since" });
  return { ids: events.map((one) => one.event_id), whole, asked };
};

test("the events come oldest first, over all pages", async () => {
  const pages = { p0: { chunk: [event(4), event(3)], end: "p1" }, p1: { chunk: [event(2), event(1)], end: "p2" }, p2: { chunk: [] } };
  expect(await filled(pages)).toEqual({ ids: ["$1", "$2", "$3", "$4"], whole: true, asked: ["p0", "p1", "p2"] });
});

test("a page from which everything was left out is not the end", async () => {
  const pages = { p0: { chunk: [event(2)], end: "p1" }, p1: { chunk: [], end: "p2" }, p2: { chunk: [event(1)] } };
  expect(await filled(pages)).toMatchObject({ ids: ["$1", "$2"], whole: true });
});

test("the token of the sync before is the end, and so is one that repeats on an empty page", async () => {
  expect(await filled({ p0: { chunk: [event(1)], end: "since" } })).toEqual({ ids: ["$1"], whole: true, asked: ["p0"] });
  expect(await filled({ p0: { chunk: [event(1)], end: "p1" }, p1: { chunk: [], end: "p1" } })).toMatchObject({ ids: ["$1"], whole: true });
});

test("a server that goes round in circles, or has no end, is left, and the gap is not whole", async () => {
  const circle = { p0: { chunk: [event(2)], end: "p1" }, p1: { chunk: [event(1)], end: "p0" } };
  expect(await filled(circle)).toEqual({ ids: ["$1", "$2"], whole: false, asked: ["p0", "p1"] });
  const endless = Object.fromEntries(Array.from({ length: 1_000 }, (_, at) => [`p${at}`, { chunk: [event(at)], end: `p${at + 1}` }]));
  const { asked, whole } = await filled(endless);
  expect({ whole, pages: asked.length }).toEqual({ whole: false, pages: 100 });
});

test("what a room refuses for good does not hold up the others; what may pass is tried again, and a refused login is told", async () => {
  const then = (fault: HomeserverError) => ({ p0: { chunk: [event(2)], end: "p1" }, p1: fault });
  expect(await filled(then(new HomeserverError(403, "M_FORBIDDEN")))).toMatchObject({ ids: ["$2"], whole: false });
  for (const [status, code] of [
    [401, "M_UNKNOWN_TOKEN"],
    [429, "M_LIMIT_EXCEEDED"],
    [502, "LIAISON_HTTP"],
    [0, "LIAISON_UNREADABLE"],
  ] as const)
    await expect(filled(then(new HomeserverError(status, code)))).rejects.toMatchObject({ status });
});

test("a room that is new goes back to the joining and no further", async () => {
  const { homeserver, asked } = telling({ p0: { chunk: [event(3), event(2), event(1)], end: "p1" } });
  const { events } = await backfill(homeserver, room, { from: "p0", to: "since" }, (one) => one.event_id === "$2");
  expect(events).toEqual([event(2), event(3)]);
  expect(asked).toEqual(["p0"]);
});

test("nonsense is no event", async () => {
  expect(await filled({ p0: { chunk: [null, event(1), "text"] } })).toMatchObject({ ids: ["$1"], whole: true });
  expect(await filled({ p0: { chunk: "text" } })).toMatchObject({ ids: [], whole: true });
});
