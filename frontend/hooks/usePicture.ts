"use client";
import { useEffect, useRef, useState } from "react";
import { draftStore } from "@/lib/draft-store";
import { preparePicture } from "@/lib/picture";
import { texts } from "@/lib/texts";

export interface PictureChoice {
  isWorking: boolean;
  error?: string;
  choose(file: Blob): void;
  remove(): void;
}

/** Makes a chosen file into the draft's picture, and makes it anew when the paper's width turns out to be another. */
export function usePicture(printableDots: number): PictureChoice {
  const [file, setFile] = useState<Blob>();
  const [state, setState] = useState<{ isWorking: boolean; error?: string }>({ isWorking: false });
  const latest = useRef(0);

  useEffect(() => {
    if (!file) return;
    const turn = ++latest.current;
    void make(file, printableDots, () => turn === latest.current).then((error) => turn === latest.current && setState({ isWorking: false, error }));
  }, [file, printableDots]);

  return {
    ...state,
    choose(chosen) {
      setState({ isWorking: true });
      setFile(chosen);
    },
    remove() {
      latest.current++;
      setFile(undefined);
      setState({ isWorking: false });
      draftStore.set({ ...draftStore.get(), picture: undefined });
    },
  };
}

/** Why there is no picture; nothing when there is. */
async function make(file: Blob, width: number, isWanted: () => boolean): Promise<string | undefined> {
  try {
    const picture = await preparePicture(file, width);
    if (isWanted()) draftStore.set({ ...draftStore.get(), picture });
    return undefined;
  } catch (error) {
    console.warn("The picture could not be prepared.", error);
    return texts.compose.pictureFailed;
  }
}
