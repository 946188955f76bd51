/** A start that is refused: its message is the one sentence to show; the process then ends with exit code 1. */
export class Refusal extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = "Refusal";
  }
}

/** Takes one line of progress for the operator: names of steps and folders, never content. */
export type Progress = (line: string) => void;
