import { describe, expect, test } from "vitest";
import type { Officer } from "../support/officer.ts";
import type { Stage } from "../support/stage.ts";
import { until } from "../support/waiting.ts";

const rooms = 5;
const each = 20;

/** Two hundred commands at once: a bot that does not fill the gaps of limited syncs loses some. */
export function burst(stage: () => Stage): void {
  describe("a burst", () => {
    test("200 commands by 10 officers in 5 rooms as fast as they can are each answered exactly once", async () => {
      const people: Officer[] = [];
      const places: string[] = [];
      for (let at = 0; at < rooms; at++) {
        const lead = await stage().officer(`burst-lead-${at}`, "NL");
        const mate = await stage().officer(`burst-mate-${at}`, "FR");
        const { room } = await stage().openCase(`Burst ${at}`, lead, [mate]);
        people.push(lead, mate);
        places.push(room, room);
      }
      const sent = await Promise.all(
        people.flatMap((officer, person) =>
          Array.from({ length: each }, async (_, at) => {
            const value = `burst-${person}-${at}.example`;
            return { officer, value, eventId: await officer.send(places[person] ?? "", `/ioc add ${value}`) };
          }),
        ),
      );
      expect(sent).toHaveLength(200);
      const unanswered = () => sent.filter(({ officer, eventId }) => officer.answersTo(eventId).length === 0);
      await until(() => unanswered().length === 0 || undefined, "an answer to every command", 150_000).catch(() => undefined);
      expect(unanswered().map(({ value }) => value)).toEqual([]);
      // whoever answers twice does it at once or after a later round: one more command in every room ends this one
      await Promise.all(people.map((officer, person) => officer.say(places[person] ?? "", "/case info")));
      for (const { officer, value, eventId } of sent) {
        const answers = officer.answersTo(eventId).map(({ body }) => body);
        expect(answers).toHaveLength(1);
        expect(answers[0]).toMatch(/^IOC-\d+ logged · domain · /u);
        expect(answers[0]).toContain(value.replace(".example", "[.]example"));
      }
    });
  });
}
