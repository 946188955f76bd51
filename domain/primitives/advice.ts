/** What to do or to write instead of what could not be read, as data; `bot/views/parts/advice.ts` owns every sentence. */
export type Advice =
  | FileAdvice
  | "assignee"
  | "cidr"
  | "confirm-code"
  | "country"
  | "evaluation"
  | "handling"
  | "international"
  | "invitee"
  | "keep-as-text"
  | "leading-zeros"
  | "narrower-range"
  | "open-suffix"
  | "one-line"
  | "one-time"
  | "own-domain"
  | "own-line"
  | "person"
  | "quotation-marks"
  | "start-and-length"
  | "time-in-text"
  /** One of these forms. */
  | { readonly code: "write"; readonly forms: readonly string[] }
  | { readonly code: "as-in"; readonly form: string }
  | { readonly code: "near"; readonly names: readonly string[] }
  /** A digest of no known length. */
  | { readonly code: "digest"; readonly digits: number }
  | { readonly code: "no-top-level"; readonly suffix: string }
  | { readonly code: "at-most"; readonly what: "text" | "value"; readonly most: number }
  /** It does not show which columns hold the values, or there is none of the name that was `sought`. */
  | {
      readonly code: "columns";
      readonly sought?: string;
      /** The first of all columns, of which there are so many, and those that can be typed by name. */
      readonly names: readonly string[];
      readonly total: number;
      readonly typeable: readonly string[];
    };

/** What is wrong with a file that is to be imported. */
export type FileAdvice =
  | "archive"
  | "broken-json"
  | "broken-mail"
  | "broken-msg"
  | "broken-pdf"
  | "deep-json"
  | "empty"
  | "locked-pdf"
  | "no-text"
  | "office-file"
  | "opendocument"
  | "other-json"
  | "pdf-too-large"
  | "picture"
  | "presentation"
  | "program"
  | "rtf"
  | "scan"
  | "split"
  | "unusual-pdf"
  | "word"
  | "workbook";
