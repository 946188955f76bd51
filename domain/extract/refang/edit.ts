/** `text[from…to)` is read as `put`. */
export interface Edit {
  readonly from: number;
  readonly to: number;
  readonly put: string;
}
