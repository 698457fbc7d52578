import { texts } from "@/lib/texts";
import styles from "./WritingHelp.module.css";

/** The signs that mean something in a message, folded away until somebody asks. */
export function WritingHelp() {
  const t = texts.writing;
  return (
    <details className={styles.help}>
      <summary>{t.summary}</summary>
      <table>
        <caption className="visually-hidden">{t.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t.type}</th>
            <th scope="col">{t.get}</th>
          </tr>
        </thead>
        <tbody>
          {t.signs.map(([sign, means]) => (
            <tr key={sign}>
              <td><code dir="ltr">{sign}</code></td>
              <td>{means}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>{t.escape}</p>
    </details>
  );
}
