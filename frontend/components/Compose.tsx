"use client";
import { useRouter, useSearchParams } from "next/navigation";
import { useEffect, useSyncExternalStore } from "react";
import { usePreview } from "@/hooks/usePreview";
import { usePrinters } from "@/hooks/usePrinters";
import { useSend } from "@/hooks/useSend";
import { usePicture } from "@/hooks/usePicture";
import { preview as fetchPreview } from "@/lib/api";
import { config } from "@/lib/config";
import { attemptFor, messageOf } from "@/lib/draft";
import { draftStore } from "@/lib/draft-store";
import { handoff } from "@/lib/handoff";
import { timeToSend } from "@/lib/minute";
import { printableDots } from "@/lib/printable";
import { printerWordsIn } from "@/lib/printer-words";
import { texts } from "@/lib/texts";
import { ComposeForm } from "./ComposeForm";
import { PreviewPane } from "./PreviewPane";
import { PrinterLine } from "./PrinterLine";
import panes from "./Panes.module.css";

/** The page on which a message is written. */
export function Compose() {
  const router = useRouter();
  const query = useSearchParams();
  const draft = useSyncExternalStore(draftStore.subscribe, draftStore.get, draftStore.onServer);
  const printers = usePrinters();
  const printer = query.get("printer") ?? config.printer ?? printers.list?.[0]?.name;
  const widthDots = printers.list?.find(({ name }) => name === printer)?.width_dots;
  const picture = usePicture(printableDots(widthDots ?? 576));
  const message = messageOf(draft, printer);
  const shown = usePreview(message.text ? attemptFor(draft, message) : null);
  const state = printerWordsIn(printers.list, printers.isSilent, printer, shown.current?.paperMm);
  const sending = useSend(message, () => attemptFor(draft, message, timeToSend(shown.current, performance.now())), (created, { key, body }) => {
    const picture = shown.current ? Promise.resolve(shown.current) : fetchPreview(body, key, AbortSignal.timeout(10_000));
    handoff.give(created, picture.catch(() => undefined));
    router.push(`/message/?id=${created.id}`);
  });

  useEffect(() => router.prefetch("/message/"), [router]);
  useEffect(() => {
    const given = ["title", "text", "url"].map((name) => query.get(name)).filter(Boolean).join("\n");
    if (given && !draftStore.get().text) draftStore.set({ ...draftStore.get(), text: given });
  }, [query]);

  return (
    <div className={panes.panes}>
      <section className={panes.steady}>
        <h1 className={panes.heading}>{texts.compose.heading(printer)}</h1>
        <p className={panes.lead}>{texts.compose.lead}</p>
        <ComposeForm draft={draft} sending={sending} printers={printers.list ?? []} printer={printer} picture={picture}
          onPrinter={(name) => router.replace(`/?printer=${encodeURIComponent(name)}`)}
          status={<PrinterLine {...state} />} />
      </section>
      <PreviewPane shown={shown} isEmpty={!message.text} printer={printer} signal={state.signal} widthDots={widthDots} />
    </div>
  );
}
