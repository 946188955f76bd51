import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { type Level, type Logger, pino } from "pino";

/** The only fields that a log line may have: names, ids and numbers, never content. */
export interface LogFields {
  readonly eventId?: string;
  readonly roomId?: string;
  readonly outboxId?: string;
  readonly workId?: string;
  readonly intakeId?: string;
  readonly caseId?: string;
  readonly command?: string;
  readonly job?: string;
  readonly outcome?: string;
  readonly reason?: string;
  readonly notice?: string;
  /** A file of the operator's, by its path inside their folder. */
  readonly file?: string;
  readonly status?: number;
  readonly errcode?: string;
  readonly count?: number;
  readonly attempts?: number;
  readonly ms?: number;
}

export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  /** A defect: its class, code and place. Its message may hold content and is left out. */
  fault(event: string, fault: unknown, fields?: LogFields): void;
  debug(event: string, fields?: LogFields): void;
}

/** JSON lines on standard error, or in `file`, so that standard output stays readable for people. */
export function openLog(level: Level | "silent", file?: string): Log {
  if (file !== undefined) mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const destination = file === undefined ? { dest: 2, sync: true } : { dest: file, sync: true, mode: 0o600 };
  const logger: Logger = pino({ level, base: null }, pino.destination(destination));
  return {
    info: (event, fields) => logger.info({ event, ...fields }),
    warn: (event, fields) => logger.warn({ event, ...fields }),
    debug: (event, fields) => logger.debug({ event, ...fields }),
    fault: (event, fault, fields) => logger.error({ event, ...fields, ...describe(fault) }),
  };
}

function describe(fault: unknown): { name: string; code?: string; at?: readonly string[] } {
  if (!(fault instanceof Error)) return { name: typeof fault };
  const code = "code" in fault && typeof fault.code === "string" ? fault.code : undefined;
  // The message stands at the head of the stack, and a line of it may look like a frame.
  const stack = fault.stack ?? "";
  const frames = stack
    .slice(Math.max(0, stack.indexOf(fault.message)) + fault.message.length)
    .split("\n")
    .filter((line) => /^\s+at /u.test(line));
  return { name: fault.name, ...(code !== undefined && { code }), at: frames.slice(0, 8).map((line) => line.trim()) };
}
