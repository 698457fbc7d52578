"use client";
import { useState } from "react";
import { Refused, send } from "@/lib/api";
import { type NewMessage, type Message, limits } from "@/lib/contract";
import { type Attempt, attempted, emptyDraft, renewed, withoutTime } from "@/lib/draft";
import { draftStore } from "@/lib/draft-store";
import { texts } from "@/lib/texts";

export interface SendError {
  /** The field at fault, or none when it is not the message's fault. */
  field?: "text" | "from" | "printer" | "image";
  words: string;
}

export interface Sending {
  isSending: boolean;
  error?: SendError;
  submit(): Promise<void>;
  forget(): void;
}

/** Sends the draft once, however often it is tried: key and body stay the same until the API has answered. */
export function useSend(message: NewMessage, attemptNow: () => Attempt, sent: (message: Message, attempt: Attempt) => void): Sending {
  const [isSending, setIsSending] = useState(false);
  const [error, setError] = useState<SendError>();

  async function submit() {
    if (isSending) return;
    const problem = check(message);
    setError(problem);
    if (problem) return;
    const attempt = attemptNow();
    const draft = draftStore.get();
    draftStore.set(attempted(draft, attempt, () => crypto.randomUUID()));
    setIsSending(true);
    try {
      const created = await deliver(attempt);
      draftStore.set({ ...emptyDraft, from: draft.from, key: crypto.randomUUID() });
      sent(created, attempt);
    } catch (failure) {
      if (failure instanceof Refused && failure.status === 422) draftStore.set(renewed(draftStore.get(), () => crypto.randomUUID()));
      setError(wordsFor(failure));
      setIsSending(false);
    }
  }

  return { isSending, error, submit, forget: () => setError(undefined) };
}

/** A time that is refused was never taken, so the same key may carry the message without it. */
async function deliver(attempt: Attempt): Promise<Message> {
  try {
    return await send(attempt.body, attempt.key);
  } catch (failure) {
    if (!(failure instanceof Refused) || failure.problem.field !== "written_at") throw failure;
    const later = withoutTime(attempt);
    draftStore.set({ ...draftStore.get(), attempt: later });
    return send(later.body, later.key);
  }
}

export function check(message: NewMessage): SendError | undefined {
  if (!message.text.trim()) return { field: "text", words: texts.compose.empty };
  if (message.text.length > limits.text) return { field: "text", words: texts.compose.tooLong(limits.text) };
  if ((message.from?.length ?? 0) > limits.from) return { field: "from", words: texts.compose.tooLong(limits.from) };
  return undefined;
}

function wordsFor(failure: unknown): SendError {
  if (!(failure instanceof Refused) || failure.status === 502 || failure.status === 504) return { words: texts.compose.unreachable };
  if (failure.status === 429 || failure.status === 503) return { words: texts.compose.busy };
  if (failure.status === 422) return { words: texts.compose.crossed };
  const { field, detail, title } = failure.problem;
  const known = field === "text" || field === "from" || field === "printer" || field === "image" ? field : undefined;
  return { field: known, words: detail ?? title ?? texts.compose.refused };
}
