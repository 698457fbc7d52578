"use client";
import { useObjectUrl } from "@/hooks/useObjectUrl";
import type { PreviewState } from "@/hooks/usePreview";
import type { Signal } from "@/lib/printer-words";
import { texts } from "@/lib/texts";
import { Paper } from "./Paper";
import styles from "./PreviewPane.module.css";

interface Props {
  shown: PreviewState;
  isEmpty: boolean;
  printer: string | undefined;
  widthDots: number | undefined;
  signal: Signal;
}

/** The receipt as it will come out, hanging from the printer. */
export function PreviewPane({ shown, isEmpty, printer, widthDots, signal }: Props) {
  const picture = useObjectUrl(isEmpty ? undefined : shown.preview?.picture);
  const t = texts.preview;
  return (
    <section aria-label={t.label} aria-busy={shown.isBusy} className={styles.pane}>
      <Paper picture={picture} alt={t.alt} blank={shown.failure ?? t.empty} state="draft" isStale={shown.failure !== undefined} printer={printer} widthDots={widthDots} signal={signal} />
      <p className={styles.caption}>
        {picture && (shown.failure ?? t.caption)}
        {picture && !shown.failure && shown.preview?.paperMm !== undefined && <span className={styles.length}>{t.paper(shown.preview.paperMm)}</span>}
      </p>
    </section>
  );
}
