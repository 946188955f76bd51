import { expect, test } from "vitest";
import { keyedQueue } from "../../../../bot/runtime/keyed-queue.ts";

const turn = () => new Promise((resolve) => setImmediate(resolve));

test("tasks of one key run in order, those of another key beside them", async () => {
  const line = keyedQueue();
  const seen: string[] = [];
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const first = line.run("a", async () => {
    await held;
    seen.push("a1");
  });
  const second = line.run("a", async () => void seen.push("a2"));
  await line.run("b", async () => void seen.push("b"));
  await turn();
  expect(seen).toEqual(["b"]);
  release();
  await Promise.all([first, second]);
  expect(seen).toEqual(["b", "a1", "a2"]);
});

test("a task that fails tells its caller and stops nobody", async () => {
  const line = keyedQueue();
  const failed = line.run("a", () => Promise.reject(new Error("no")));
  const next = line.run("a", async () => 2);
  await expect(failed).rejects.toThrow("no");
  expect(await next).toBe(2);
});

test("idle waits for what was added meanwhile", async () => {
  const line = keyedQueue();
  const seen: number[] = [];
  void line.run("a", async () => {
    await turn();
    void line.run("a", async () => void seen.push(1));
  });
  await line.idle();
  expect(seen).toEqual([1]);
});
