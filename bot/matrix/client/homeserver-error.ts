/** What the homeserver said no to, or that it could not be reached (status 0). Names the fault, never quotes a body. */
export class HomeserverError extends Error {
  readonly status: number;
  readonly errcode: string;
  /** Milliseconds after which a rate-limited request may be tried again. */
  readonly retryAfterMs: number | undefined;
  /** Of a request that wants further authentication: what ties the next try to it (client-server API, "User-interactive authentication"). */
  readonly authSession: string | undefined;
  constructor(status: number, errcode: string, retryAfterMs?: number, authSession?: string) {
    super(`homeserver answered ${status} ${errcode}`);
    this.name = "HomeserverError";
    this.status = status;
    this.errcode = errcode;
    this.retryAfterMs = retryAfterMs;
    this.authSession = authSession;
  }
  /** The same request will never succeed: a 4xx that is neither a rate limit nor a timeout. */
  get permanent(): boolean {
    return this.status >= 400 && this.status < 500 && this.status !== 429 && this.status !== 408;
  }
}
