/** Why this process shall end: somebody asked for it, or the process that started it is gone. */
export type StopReason = "asked" | "parent-gone";

/**
 * Resolves once, at the first SIGTERM, SIGINT or SIGHUP, or when the bootstrap (joined to this process by an IPC channel)
 * is gone, also by `kill -9`. What comes later is swallowed: Ctrl-C reaches the whole process group and is forwarded as well.
 */
export function whenToldToStop(): Promise<StopReason> {
  return new Promise((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => resolve("asked"));
    if (process.channel === undefined) return;
    process.on("disconnect", () => resolve("parent-gone"));
    // listening alone shall not keep a process alive that has finished
    process.channel.unref();
    if (!process.connected) resolve("parent-gone");
  });
}
