/** A fault that the process must not outlive: what it holds in its hands is no longer its own, or no longer true. */
export abstract class FatalError extends Error {
  /** A new start heals it; without this a person must act. */
  abstract readonly restarts: boolean;
}
