const place = "pennant-key";

/** What stands behind the # of the owner's link; no server ever sees it. */
const form = /^#key=([A-Za-z0-9]{20,128})$/;

let known: string | undefined;

/** The owner's key, where the API asks for one: taken out of the address as soon as it is seen, and kept in this browser. */
export function senderKey(): string | undefined {
  if (typeof window === "undefined") return undefined;
  const given = form.exec(window.location.hash)?.[1];
  if (given) {
    known = given;
    window.history.replaceState(window.history.state, "", window.location.pathname + window.location.search);
    stored((storage) => storage.setItem(place, given));
  }
  return (known ??= stored((storage) => storage.getItem(place)) ?? undefined);
}

/** A browser that keeps nothing still has the key until the page is left. */
function stored<T>(act: (storage: Storage) => T): T | undefined {
  try {
    return act(window.localStorage);
  } catch (error) {
    console.warn("The key could not be kept.", error);
    return undefined;
  }
}
