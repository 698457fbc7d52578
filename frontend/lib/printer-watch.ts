import type { Printer } from "./contract";
import { askAgainAfter } from "./printer-pace";

export interface World {
  ask(signal: AbortSignal): Promise<Printer[]>;
  now(): number;
  /** Resolves after the time, or at once when one of the signals ends, or the page comes back into view or the line comes back; never while the page is hidden. */
  wait(milliseconds: number, ...signals: AbortSignal[]): Promise<void>;
}

/** What whoever is at the page does. */
export interface Use {
  idleMs(): number;
  /** Ends when somebody is back at the page. */
  back(): AbortSignal;
}

export interface Listener {
  answered(list: Printer[]): void;
  /** There was no answer. */
  silent(): void;
}

/** Asks for the printers until the signal ends it: often after a change, less and less often while there is none. */
export async function watchPrinters(world: World, use: Use, listener: Listener, signal: AbortSignal): Promise<void> {
  try {
    await watch(world, use, listener, signal);
  } catch (error) {
    // Nobody asks any more: what is shown must not be taken for the state of now.
    console.error("The printers are not watched any more.", error);
    listener.silent();
  }
}

async function watch(world: World, use: Use, listener: Listener, signal: AbortSignal): Promise<void> {
  let known: string | undefined;
  let since = world.now();
  while (!signal.aborted) {
    const answer = await ask(world, listener, signal);
    if (signal.aborted) return;
    if (answer !== known) since = world.now();
    known = answer;
    await world.wait(askAgainAfter(use.idleMs(), world.now() - since), signal, use.back());
  }
}

/** What was answered, to be compared. */
async function ask(world: World, listener: Listener, signal: AbortSignal): Promise<string> {
  try {
    const list = await world.ask(signal);
    listener.answered(list);
    return JSON.stringify(list);
  } catch (error) {
    if (signal.aborted) return "";
    console.warn("The printers' state could not be read.", error);
    listener.silent();
    return "";
  }
}
