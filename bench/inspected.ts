/** Speaks to another process by Node's inspector (Chrome DevTools Protocol). */
export interface Inspected {
  /** The value of an expression in that process, as JSON. */
  evaluate<T>(expression: string): Promise<T>;
  /** Samples the processor's work until the returned function is called. */
  profile(): Promise<() => Promise<Profile>>;
  close(): void;
}
/** A profile as the protocol gives it ("Profiler.Profile"). */
export interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  }[];
  readonly samples: readonly number[];
  /** Microseconds before each sample. */
  readonly timeDeltas: readonly number[];
}

interface Answer {
  readonly id?: number;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** Connects to `--inspect=127.0.0.1:<port>`. */
export async function inspect(port: number): Promise<Inspected> {
  const targets = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as readonly {
    readonly webSocketDebuggerUrl: string;
  }[];
  const socket = new WebSocket(targets[0]?.webSocketDebuggerUrl ?? "");
  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve);
    socket.addEventListener("error", () => reject(new Error("the inspector does not answer")));
  });
  const waiting = new Map<number, (answer: Answer) => void>();
  let last = 0;
  socket.addEventListener("message", ({ data }) => {
    const answer = JSON.parse(String(data)) as Answer;
    waiting.get(answer.id ?? 0)?.(answer);
  });
  async function call<T>(method: string, params: object = {}): Promise<T> {
    const id = ++last;
    const answer = await new Promise<Answer>((resolve) => {
      waiting.set(id, resolve);
      socket.send(JSON.stringify({ id, method, params }));
    });
    waiting.delete(id);
    if (answer.error !== undefined) throw new Error(answer.error.message);
    // what the protocol promises for the method
    return answer.result as T;
  }
  return {
    async evaluate<T>(expression: string) {
      const { result } = await call<{ readonly result: { readonly value: string } }>("Runtime.evaluate", {
        expression: `JSON.stringify(${expression})`,
      });
      return JSON.parse(result.value) as T;
    },
    async profile() {
      await call("Profiler.enable");
      await call("Profiler.setSamplingInterval", { interval: 500 });
      await call("Profiler.start");
      return async () => (await call<{ readonly profile: Profile }>("Profiler.stop")).profile;
    },
    close: () => socket.close(),
  };
}
