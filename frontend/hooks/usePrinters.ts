"use client";
import { useEffect, useState } from "react";
import { printers as fetchPrinters } from "@/lib/api";
import type { Printer } from "@/lib/contract";
import { waitInView } from "@/lib/wait";

export interface Printers {
  /** Undefined until the first answer. */
  list?: Printer[];
  isSilent: boolean;
}

/** A printer's trouble should show while somebody writes; a page left open should cost little. */
const pace = { used: 2000, left: 5000, after: 60_000 };

/** The printers' state, asked for again while somebody looks. */
export function usePrinters(isWanted = true): Printers {
  const [state, setState] = useState<Printers>({ isSilent: false });
  useEffect(() => {
    if (!isWanted) return;
    const end = new AbortController();
    void watch(end.signal, setState);
    return () => end.abort();
  }, [isWanted]);
  return state;
}

async function watch(signal: AbortSignal, show: (update: (before: Printers) => Printers) => void): Promise<void> {
  const idle = timeSinceUse(signal);
  while (!signal.aborted) {
    try {
      const list = await fetchPrinters(signal);
      show(() => ({ list, isSilent: false }));
    } catch (error) {
      if (signal.aborted) return;
      console.warn("The printers' state could not be read.", error);
      show((before) => ({ ...before, isSilent: true }));
    }
    await waitInView(idle() < pace.after ? pace.used : pace.left, signal);
  }
}

/** Milliseconds since somebody last touched the page. */
function timeSinceUse(signal: AbortSignal): () => number {
  let last = performance.now();
  const used = () => (last = performance.now());
  for (const sign of ["pointerdown", "pointermove", "keydown", "scroll"]) window.addEventListener(sign, used, { signal, passive: true });
  return () => performance.now() - last;
}
