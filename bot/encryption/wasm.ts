import { initAsync } from "@matrix-org/matrix-sdk-crypto-wasm";
import * as fake from "fake-indexeddb";

const onPanics = new Set<() => void>();
let loading: Promise<void> | undefined;

/**
 * Loads the encryption machine once per process, over an IndexedDB in memory. `onPanic` is called when it panics; the
 * returned function takes the listener away.
 */
export async function loadWasm(onPanic: () => void): Promise<() => void> {
  compileWasm();
  await loading;
  onPanics.add(onPanic);
  return () => onPanics.delete(onPanic);
}

/** Begins loading it, which other threads do for the most part. Whoever needs it hears of a failure. */
export function compileWasm(): void {
  loading ??= load();
  loading.catch(() => {});
}

async function load(): Promise<void> {
  // The machine looks for the browser's names.
  for (const [name, value] of Object.entries(fake)) {
    if (name.startsWith("IDB")) Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  Object.defineProperty(globalThis, "indexedDB", { value: fake.indexedDB, configurable: true, writable: true });
  catchPanics();
  quietPanics();
  await initAsync();
}

/**
 * The machine runs its futures in microtasks. A panic leaves through the microtask as a RuntimeError, where nobody
 * could catch it, and the promise that it was working for never settles (seen).
 */
function catchPanics(): void {
  const original = globalThis.queueMicrotask;
  globalThis.queueMicrotask = (task) =>
    original(() => {
      try {
        task();
      } catch (error) {
        if (!(error instanceof WebAssembly.RuntimeError)) throw error;
        for (const onPanic of onPanics) onPanic();
      }
    });
}

/** Rust's panic hook prints its message, which may quote what was being encrypted. */
function quietPanics(): void {
  const original = console.error.bind(console);
  console.error = (...values: unknown[]) => {
    if (typeof values[0] === "string" && values[0].startsWith("panicked at ")) return;
    original(...values);
  };
}
