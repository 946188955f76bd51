import { Redis } from "ioredis";

/** What can be seen of a Redis. */
export interface InspectedRedis {
  readonly version: string;
  /** What it does when its memory is full; anything but `noeviction` loses jobs. */
  readonly policy: string;
}

const timeoutMs = 10_000;

/** Asks a Redis what it is; undefined if it does not answer within ten seconds or refuses. */
export async function inspectRedis(url: string): Promise<InspectedRedis | undefined> {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: timeoutMs,
    commandTimeout: timeoutMs,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  // told by the answer that does not come
  redis.on("error", () => {});
  try {
    await redis.connect();
    const told = `${await redis.info("server")}\n${await redis.info("memory")}`;
    const field = (name: string): string => new RegExp(`^${name}:(.*)$`, "mu").exec(told)?.[1]?.trim() ?? "unknown";
    return { version: field("redis_version"), policy: field("maxmemory_policy") };
  } catch {
    return undefined;
  } finally {
    redis.disconnect();
  }
}
