/** What the HTTP API says. The same words as core/Contract. */
export type Status =
  | "PENDING_APPROVAL" | "QUEUED" | "DISPATCHED" | "DELIVERED" | "PRINTING"
  | "PRINTED" | "UNCONFIRMED" | "FAILED" | "CANCELED" | "EXPIRED";

export type Evidence = "confirmed" | "processed" | "written";

export interface NewMessage {
  text: string;
  from?: string;
  printer?: string;
  /** A PNG, base64. */
  image?: string;
}

export interface Message {
  id: string;
  status: Status;
  printer: string;
  created_at: string;
  expires_at?: string;
  evidence?: Evidence;
  hold?: string;
  error?: string;
  detail?: string;
  dispatched_at?: string;
  delivered_at?: string;
  printing_at?: string;
  finished_at?: string;
  cancel_requested_at?: string;
}

export interface Printer {
  name: string;
  connection: "online" | "offline" | "unknown";
  state: "idle" | "printing" | "held" | "unknown";
  hold?: string;
  paper: "ok" | "low" | "out" | "unknown";
  width_dots: number;
  evidence?: Evidence;
  queue: number;
  wait_seconds?: number;
}

/** RFC 9457. */
export interface Problem {
  title?: string;
  detail?: string;
  status?: number;
  field?: string;
  limit?: number;
}

export const limits = { text: 4000, from: 60, imageBytes: 48 * 1024 } as const;

export const isMessageId = (id: string | null): id is string => id !== null && /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(id);

const terminal: ReadonlySet<Status> = new Set(["PRINTED", "UNCONFIRMED", "FAILED", "CANCELED", "EXPIRED"]);

/** Nothing but late proof of paper changes a terminal status. */
export const isTerminal = (status: Status) => terminal.has(status);

export const canCancel = (message: Message) => !isTerminal(message.status) && message.status !== "PRINTING" && !message.printing_at;
