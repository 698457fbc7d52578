"use client";
import { type ClipboardEvent, type DragEvent, type KeyboardEvent, type ReactNode, useRef } from "react";
import { useIsMac } from "@/hooks/useIsMac";
import type { PictureChoice } from "@/hooks/usePicture";
import type { Sending } from "@/hooks/useSend";
import { limits, type Printer } from "@/lib/contract";
import type { Draft } from "@/lib/draft";
import { draftStore } from "@/lib/draft-store";
import { texts } from "@/lib/texts";
import { Field } from "./Field";
import { PictureField } from "./PictureField";
import { WritingHelp } from "./WritingHelp";
import styles from "./ComposeForm.module.css";

interface Props {
  draft: Draft;
  sending: Sending;
  printers: Printer[];
  printer: string | undefined;
  picture: PictureChoice;
  onPrinter(name: string): void;
  status: ReactNode;
}

export function ComposeForm({ draft, sending, printers, printer, picture, onPrinter, status }: Props) {
  const form = useRef<HTMLFormElement>(null);
  const isMac = useIsMac();
  const t = texts.compose;
  const { error, isSending } = sending;

  async function submit() {
    await sending.submit();
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
  }

  function sendOnShortcut(event: KeyboardEvent) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void submit();
  }

  function change(part: Partial<Draft>) {
    sending.forget();
    draftStore.set({ ...draftStore.get(), ...part });
  }

  /** A picture that was pasted or dropped is taken; all else goes where it would have gone. Some programs copy a picture of their text besides the text. */
  function takePicture(event: ClipboardEvent | DragEvent, files: FileList) {
    const file = [...files].find(({ type }) => type.startsWith("image/"));
    if (!file) return;
    event.preventDefault();
    sending.forget();
    picture.choose(file);
  }

  return (
    <form ref={form} noValidate className={styles.form} aria-busy={isSending}
      onPaste={(event) => event.clipboardData.types.includes("text/plain") || takePicture(event, event.clipboardData.files)}
      onDragOver={(event) => event.dataTransfer.types.includes("Files") && event.preventDefault()}
      onDrop={(event) => takePicture(event, event.dataTransfer.files)}
      onSubmit={(event) => { event.preventDefault(); void submit(); }}>
      {printers.length > 1 && (
        <Field label={t.printer} id="printer">
          <select id="printer" value={printer} onChange={(event) => onPrinter(event.target.value)}>
            {printers.map(({ name }) => <option key={name}>{name}</option>)}
          </select>
        </Field>
      )}
      <Field label={t.text} id="text" hint={t.textHint} error={error?.field === "text" ? error.words : undefined} used={draft.text.length} limit={limits.text}>
        <textarea id="text" name="text" rows={6} dir="auto" value={draft.text} aria-describedby="text-hint text-error" aria-invalid={error?.field === "text"}
          aria-keyshortcuts="Control+Enter Meta+Enter"
          onChange={(event) => change({ text: event.target.value })} onKeyDown={sendOnShortcut} />
      </Field>
      <WritingHelp />
      <PictureField picture={draft.picture} choice={picture} error={error?.field === "image" ? error.words : undefined} />
      <Field label={t.from} id="from" hint={t.fromHint} error={error?.field === "from" ? error.words : undefined} used={draft.from.length} limit={limits.from}>
        <input id="from" name="from" dir="auto" autoComplete="name" value={draft.from} aria-describedby="from-hint from-error" aria-invalid={error?.field === "from"}
          onChange={(event) => change({ from: event.target.value })} onKeyDown={sendOnShortcut} />
      </Field>
      {status}
      <p role="alert" className={styles.problem}>{error && error.field !== "text" && error.field !== "from" && error.field !== "image" ? error.words : ""}</p>
      <div className={styles.bar}>
        <button type="submit" className={styles.send} aria-disabled={isSending}>{isSending ? t.sending : t.send}</button>
        <span className={styles.shortcut}>{t.shortcut(isMac)}</span>
      </div>
    </form>
  );
}
