import type { Message, Printer } from "./contract";
import { texts } from "./texts";

export type Signal = "clear" | "wait" | "unknown";

/** The same when the printer may not be known. `list` is undefined until the service has answered once. */
export function printerWordsIn(list: Printer[] | undefined, isSilent: boolean, name: string | undefined, paperMm?: number): { signal: Signal; words: string } {
  const t = texts.printer;
  if (isSilent) return { signal: "unknown", words: t.silent };
  if (!list) return { signal: "unknown", words: t.looking };
  const printer = list.find((one) => one.name === name);
  if (printer) return printerWords(printer, paperMm);
  return { signal: "wait", words: name ? t.unknown(name) : t.none };
}

/** The API knows the paper of the messages before and takes the next one for short. What is longer takes longer, at the speed of a slow printer. */
const short = { millimetres: 40, perSecond: 80 };

/** What is true of the printer before Send is pressed, in honest words, for a receipt of so much paper. */
export function printerWords(printer: Printer, paperMm = 0): { signal: Signal; words: string } {
  const t = texts.printer;
  if (printer.connection === "offline") return { signal: "wait", words: t.offline };
  if (printer.connection === "unknown") return { signal: "unknown", words: t.unsure };
  const hold = holdOf(printer);
  if (hold) return { signal: "wait", words: t.held(holdWords(hold), holdEnd(hold)) };
  const words = [
    printer.queue > 0 ? t.queue(printer.queue) : printer.state === "printing" ? t.printing : t.ready,
    printer.wait_seconds !== undefined && t.wait(printer.wait_seconds + Math.max(0, paperMm - short.millimetres) / short.perSecond),
    printer.paper === "low" && t.low,
  ];
  return { signal: "clear", words: words.filter(Boolean).join(" ") };
}

export const holdWords = (hold: string) => texts.hold[hold] ?? texts.otherHold;

const holdEnd = (hold: string) => texts.holdEnds[hold] ?? texts.otherHoldEnds;

function holdOf(printer: Printer): string | undefined {
  if (printer.state === "held") return printer.hold ?? "other";
  return printer.paper === "out" ? "paper_out" : undefined;
}

/** Why a message is where it is, or what became of it. */
export function messageWords(message: Message, printer: Printer | undefined): string {
  const t = texts.follow;
  if (message.status === "PRINTED") return message.evidence ? t.evidence[message.evidence] : "";
  if (message.status === "FAILED") return [t.error[message.error ?? ""] ?? message.detail, t.explanation.FAILED].filter(Boolean).join(" ");
  if (message.status === "PRINTING" && printer?.connection === "offline") return t.lostInPrint;
  if (message.status === "PRINTING" && message.hold) return t.heldInPrint(holdWords(message.hold), holdEnd(message.hold));
  const waits = message.status === "QUEUED" || message.status === "DISPATCHED" || message.status === "DELIVERED";
  if (waits && message.hold) return t.held(holdWords(message.hold), holdEnd(message.hold));
  if (waits && printer?.connection === "offline") return t.offline;
  const hold = waits && printer ? holdOf(printer) : undefined;
  if (hold) return t.held(holdWords(hold), holdEnd(hold));
  return t.explanation[message.status];
}
