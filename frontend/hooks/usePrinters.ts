"use client";
import { useEffect, useState } from "react";
import { printers as fetchPrinters } from "@/lib/api";
import type { Printer } from "@/lib/contract";
import { askAgainAfter, isAttended } from "@/lib/printer-pace";
import { waitInView } from "@/lib/wait";

export interface Printers {
  /** Undefined until the first answer. */
  list?: Printer[];
  isSilent: boolean;
}

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
  const use = watchUse(signal);
  while (!signal.aborted) {
    try {
      const list = await fetchPrinters(signal);
      show(() => ({ list, isSilent: false }));
    } catch (error) {
      if (signal.aborted) return;
      console.warn("The printers' state could not be read.", error);
      show((before) => ({ ...before, isSilent: true }));
    }
    const idle = use.idle();
    await waitInView(askAgainAfter(idle), isAttended(idle) ? signal : AbortSignal.any([signal, use.next()]));
  }
}

/** Milliseconds since somebody last touched the page, and a signal that ends with the next touch. */
function watchUse(signal: AbortSignal): { idle: () => number; next: () => AbortSignal } {
  let last = performance.now();
  let touch = new AbortController();
  const used = () => {
    last = performance.now();
    touch.abort();
    touch = new AbortController();
  };
  for (const sign of ["pointerdown", "pointermove", "keydown", "scroll"]) window.addEventListener(sign, used, { signal, passive: true });
  return { idle: () => performance.now() - last, next: () => touch.signal };
}
