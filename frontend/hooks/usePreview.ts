"use client";
import { useEffect, useState } from "react";
import { type Preview, preview as fetchPreview, Refused } from "@/lib/api";
import type { Attempt } from "@/lib/draft";
import { untilNextMinute } from "@/lib/minute";
import { texts } from "@/lib/texts";
import { waitInView } from "@/lib/wait";

export interface PreviewState {
  /** The newest picture, perhaps of an earlier text. */
  preview?: Preview;
  /** The same when it is of this very attempt. */
  current?: Preview;
  /** Why the newest text has no picture. */
  failure?: string;
  /** Whether the picture is of something earlier, and the right one is on its way. */
  isBusy: boolean;
}

interface Shown {
  preview?: Preview;
  /** The attempt that was drawn last, or could not be. */
  of?: string;
  failure?: string;
}

const pauseInTyping = 200;
const pauseInTrouble = 5000;

const nameOf = ({ key, of }: Attempt) => `${key} ${of}`;

/** The receipt as it will print, a moment after the last keystroke, and again when the minute on it is over. Null: nothing to show. */
export function usePreview(attempt: Attempt | null): PreviewState {
  const [state, setState] = useState<Shown>({});
  const { key, of, body } = attempt ?? { key: "", of: "", body: "" };
  useEffect(() => {
    if (!body) return;
    const end = new AbortController();
    void follow({ key, of, body }, end.signal, setState);
    return () => end.abort();
  }, [key, of, body]);
  if (!attempt) return { isBusy: false };
  const isBusy = state.of !== nameOf(attempt);
  return { preview: state.preview, failure: state.failure, isBusy, current: isBusy || state.failure ? undefined : state.preview };
}

type Update = (update: (before: Shown) => Shown) => void;

async function follow(attempt: Attempt, signal: AbortSignal, set: Update): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, pauseInTyping));
  while (!signal.aborted) {
    const preview = await show(attempt, signal, set);
    const due = performance.now() + (preview === "no" ? Number.POSITIVE_INFINITY : preview ? untilNextMinute(preview, performance.now()) : pauseInTrouble);
    if (due === Number.POSITIVE_INFINITY) return;
    while (performance.now() < due && !signal.aborted) await waitInView(due - performance.now(), signal);
  }
}

/** "no": there is no picture of this message, now or later. */
async function show(attempt: Attempt, signal: AbortSignal, set: Update): Promise<Preview | "no" | undefined> {
  try {
    const preview = await draw(attempt, signal);
    set(() => ({ preview, of: nameOf(attempt) }));
    return preview;
  } catch (error) {
    if (signal.aborted) return undefined;
    const isTheMessage = error instanceof Refused && error.status === 400;
    set((before) => ({ ...before, of: nameOf(attempt), failure: (isTheMessage && error.problem.detail) || texts.preview.failed }));
    return isTheMessage ? "no" : undefined;
  }
}

/** An attempt from long ago shows the time of now: it would be sent without its own. */
async function draw({ key, of, body }: Attempt, signal: AbortSignal): Promise<Preview> {
  try {
    return await fetchPreview(body, key, signal);
  } catch (error) {
    if (body !== of && error instanceof Refused && error.problem.field === "written_at") return fetchPreview(of, key, signal);
    throw error;
  }
}
