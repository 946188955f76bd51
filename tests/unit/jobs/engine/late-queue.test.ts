import { expect, test } from "vitest";
import { lateQueue } from "../../../../jobs/engine/late-queue.ts";
import type { WorkQueue } from "../../../../jobs/engine/queue.ts";

/** A queue that writes down what it is asked, and delivers nothing. */
function noting() {
  const asked: string[] = [];
  const queue: WorkQueue = {
    add: async (ids) => Boolean(asked.push(`add ${ids.join(" ")}`)),
    work: (_run, concurrency) => void asked.push(`work ${concurrency}`),
    close: async () => void asked.push("close"),
  };
  return { asked, queue };
}

test("what is asked of a queue before it is there reaches it in order", async () => {
  const { asked, queue } = noting();
  const opening = Promise.withResolvers<WorkQueue>();
  const late = lateQueue(opening.promise);
  late.work(async () => {}, 4);
  const added = late.add(["one", "two"]);
  const closed = late.close();
  expect(asked).toEqual([]);
  opening.resolve(queue);
  expect(await added).toBe(true);
  await closed;
  expect(asked).toEqual(["work 4", "add one two", "close"]);
});

test("a queue that cannot be opened fails who adds, and nobody else", async () => {
  const late = lateQueue(Promise.reject(new Error("no such package")));
  late.work(async () => {}, 4);
  await expect(late.add(["one"])).rejects.toThrow("no such package");
});
