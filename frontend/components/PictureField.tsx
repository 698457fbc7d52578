"use client";
import { useMemo, useRef } from "react";
import { useObjectUrl } from "@/hooks/useObjectUrl";
import type { PictureChoice } from "@/hooks/usePicture";
import type { Picture } from "@/lib/draft";
import { fromBase64 } from "@/lib/png";
import { texts } from "@/lib/texts";
import styles from "./PictureField.module.css";

interface Props {
  picture: Picture | undefined;
  choice: PictureChoice;
  error?: string;
}

/** Chooses a picture by file; the form around it takes pasted and dropped ones. */
export function PictureField({ picture, choice, error }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const blob = useMemo(() => picture && new Blob([fromBase64(picture.png)], { type: "image/png" }), [picture]);
  const address = useObjectUrl(blob);
  const t = texts.compose;
  const wrong = error ?? choice.error;

  function remove() {
    choice.remove();
    input.current?.focus();
  }

  return (
    <div className={styles.field}>
      <label htmlFor="picture" className={styles.label}>{t.picture}</label>
      <div className={styles.row}>
        {picture && address && (
          // eslint-disable-next-line @next/next/no-img-element -- made in this page
          <img src={address} alt={t.pictureAlt} width={picture.width} height={picture.height} className={styles.thumb} />
        )}
        <div className={styles.choose}>
          <input ref={input} id="picture" type="file" accept="image/*" aria-describedby="picture-hint picture-error" aria-invalid={wrong !== undefined}
            onChange={(event) => {
              const file = event.target.files?.[0];
              event.target.value = "";
              if (file) choice.choose(file);
            }} />
          {picture && <button type="button" className={styles.remove} onClick={remove}>{t.pictureRemove}</button>}
        </div>
      </div>
      <p id="picture-hint" className={styles.hint}>{t.pictureHint}</p>
      <p id="picture-error" role="alert" className={styles.error}>{wrong}</p>
      <span role="status" className="visually-hidden">{choice.isWorking ? t.pictureWorking : picture ? t.pictureThere(picture.width, picture.height) : ""}</span>
    </div>
  );
}
