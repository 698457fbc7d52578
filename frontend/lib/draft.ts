import type { NewMessage } from "./contract";

/** A picture as it will print: 1-bit PNG, base64. */
export interface Picture {
  png: string;
  width: number;
  height: number;
}

/** Something that was sent and not yet known to have arrived: sent again with the same key and the same body, it cannot print twice. */
export interface Attempt {
  key: string;
  /** The message, as JSON. */
  of: string;
  /** What was sent: the message and the time that its preview showed. */
  body: string;
}

export interface Draft {
  text: string;
  from: string;
  picture?: Picture;
  /** The Idempotency-Key of the next message, never that of an attempt. The message's id follows from it, so that the preview can show the id. */
  key: string;
  attempt?: Attempt;
}

export const emptyDraft: Draft = { text: "", from: "", key: "" };

/** What goes out on Send: the earlier attempt, if it is the very message whose fate is unknown. */
export function attemptFor(draft: Draft, message: NewMessage, writtenAt?: string): Attempt {
  const of = JSON.stringify(message);
  if (draft.attempt?.of === of) return draft.attempt;
  return { key: draft.key, of, body: writtenAt ? JSON.stringify({ ...message, written_at: writtenAt }) : of };
}

/** The draft once the attempt is on its way: an edited message will be another one. */
export const attempted = (draft: Draft, attempt: Attempt, newKey: () => string): Draft =>
  ({ ...draft, attempt, key: attempt.key === draft.key ? newKey() : draft.key });

/** The draft when another page has used its key: this message was never taken, and gets a key of its own. */
export const renewed = (draft: Draft, newKey: () => string): Draft => ({ ...draft, attempt: undefined, key: newKey() });

/** The same attempt for an API that has never seen it, and would not take its time any more. */
export const withoutTime = (attempt: Attempt): Attempt => ({ ...attempt, body: attempt.of });

/** What the API is told. Empty fields are left out; text goes as it was typed but for white space at its end. */
export function messageOf(draft: Draft, printer: string | undefined): NewMessage {
  const from = draft.from.trim();
  return { text: draft.text.trimEnd(), ...(from && { from }), ...(printer && { printer }), ...(draft.picture && { image: draft.picture.png }) };
}

const place = "pennant.draft";

export function loadDraft(newKey: () => string): Draft {
  try {
    const stored = JSON.parse(localStorage.getItem(place) ?? "{}") as Partial<Draft>;
    return { ...emptyDraft, ...stored, key: newKey() };
  } catch (error) {
    console.warn("The stored draft could not be read.", error);
    return { ...emptyDraft, key: newKey() };
  }
}

/** Without its key: two pages that share a draft must not share the next message. */
export function saveDraft(draft: Draft): void {
  try {
    localStorage.setItem(place, JSON.stringify({ ...draft, key: undefined }));
  } catch (error) {
    console.warn("The draft could not be stored.", error);
  }
}
