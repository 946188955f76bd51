import type { Code, Ref } from "#domain/primitives/ids.ts";
import { type Failed, fail } from "#domain/primitives/result.ts";

/** Numbers that do not exist: of several that were asked for the wrong ones are named. */
export const noSuch = (noun: string, unknown: readonly Ref<Code>[], asked: readonly Ref<Code>[]): Failed =>
  fail({ code: "no-such", noun, ...(unknown.length < new Set(asked).size && { refs: unknown }) });
