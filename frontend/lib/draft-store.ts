import { type Draft, emptyDraft, loadDraft, saveDraft } from "./draft";

let current: Draft | undefined;
const listeners = new Set<() => void>();

/** The one draft of this browser, kept at every keystroke. */
export const draftStore = {
  get: (): Draft => (current ??= loadDraft(() => crypto.randomUUID())),
  set(draft: Draft): void {
    current = draft;
    saveDraft(draft);
    listeners.forEach((listener) => listener());
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  onServer: (): Draft => emptyDraft,
};
