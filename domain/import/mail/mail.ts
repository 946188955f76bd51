/** What closes or packs the text of a mail so that nothing here reads it. */
export type Unread = "smime" | "pgp" | "winmail" | "rtf";

/** A mail, wherever it comes from. */
export interface Mail {
  readonly subject: string;
  readonly sentAt: Date | undefined;
  /** Addresses in From, Sender, Reply-To and Return-Path. */
  readonly senders: readonly string[];
  readonly recipients: readonly string[];
  /** Received headers and those that name the sender's own computer. */
  readonly received: readonly string[];
  readonly text: string;
  readonly html: string;
  readonly attachments: readonly MailAttachment[];
  /** Mails that hang on this one. */
  readonly nested: readonly Mail[];
  readonly unread: readonly Unread[];
}
export interface MailAttachment {
  readonly name: string | undefined;
  readonly bytes: Uint8Array;
  /** A picture that the text shows, such as a logo. */
  readonly shown: boolean;
}

/** Mails in mails that are followed. */
export const deepestMail = 5;
/** What in a row's place counts as its line. */
export const part = { headers: 1, body: 2, attachments: 3 } as const;
