"use client";
import { useEffect, useState } from "react";
import { printers as fetchPrinters } from "@/lib/api";
import type { Printer } from "@/lib/contract";
import { restMs } from "@/lib/printer-pace";
import { type Use, watchPrinters } from "@/lib/printer-watch";
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
    const world = { ask: fetchPrinters, now: () => performance.now(), wait: waitInView };
    const listener = {
      answered: (list: Printer[]) => setState({ list, isSilent: false }),
      silent: () => setState((before) => ({ ...before, isSilent: true })),
    };
    void watchPrinters(world, watchUse(end.signal), listener, end.signal);
    return () => end.abort();
  }, [isWanted]);
  return state;
}

/** Somebody is back with the window's focus, and with the first touch after a rest. */
function watchUse(signal: AbortSignal): Use {
  let last = performance.now();
  let back = new AbortController();
  const used = ({ type }: Event) => {
    const hasRested = performance.now() - last > restMs;
    last = performance.now();
    if (!hasRested && type !== "focus") return;
    back.abort();
    back = new AbortController();
  };
  for (const sign of ["focus", "pointerdown", "pointermove", "keydown", "scroll"]) window.addEventListener(sign, used, { signal, passive: true });
  return { idleMs: () => performance.now() - last, back: () => back.signal };
}
