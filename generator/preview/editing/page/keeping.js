// Keeps what somebody has typed in this browser until it is saved. Each window has its own entry, since two windows may
// edit the same story; the next window that opens the story takes over the entries of windows that have been closed.
const GRACE = 1000;  // milliseconds that a window may take to close, such as when it is reloaded
const WINDOW = [...crypto.getRandomValues(new Uint32Array(4))].map((each) => each.toString(36)).join("");

export function keeper(story) {
  const prefix = `words:${story}:`;
  const mine = prefix + WINDOW;
  navigator.locks?.request(mine, () => new Promise(() => {}));  // held until this window is closed
  return {
    // Returns whether the browser could keep it.
    keep(words) {
      try {
        if (words) localStorage.setItem(mine, JSON.stringify(words));
        else localStorage.removeItem(mine);
        return true;
      } catch {
        return !words;
      }
    },
    // Passes the entries of closed windows to `take`, which returns whether it has taken an entry over.
    async takeLeft(take) {
      for (const name of names(prefix)) {
        if (name === mine) continue;
        const taken = () => {
          const words = entry(name);
          if (!words || take(words)) localStorage.removeItem(name);
        };
        if (!navigator.locks) { taken(); continue; }
        try {
          await navigator.locks.request(name, { signal: AbortSignal.timeout(GRACE) }, taken);
        } catch (error) {
          if (error.name !== "TimeoutError" && error.name !== "AbortError") throw error;  // another window has it open
        }
      }
    },
  };
}

// Returns the files of a site for which this browser keeps text that is not saved.
export const unsaved = (site) => new Set(names(`words:${site}:`).map((each) => each.slice(`words:${site}:`.length).split(":")[0]));

function names(prefix) {
  try {
    return Object.keys(localStorage).filter((each) => each.startsWith(prefix));
  } catch {  // this browser keeps nothing
    return [];
  }
}

function entry(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}

// What was typed for a new story that has not been created yet.
export const unbegun = {
  get: (site) => entry("new:" + site) || {},
  set: (site, typed) => {
    try { localStorage.setItem("new:" + site, JSON.stringify(typed)); } catch { /* it stays in the form until the page is closed */ }
  },
  drop: (site) => localStorage.removeItem("new:" + site),
};

// What was typed into a dialog that was closed without submitting, for the next time it is opened in this window.
export const begun = {
  get: (name) => sessionStorage.getItem("begun:" + name) || "",
  set: (name, words) => {
    try { sessionStorage.setItem("begun:" + name, words); } catch { /* it stays in the dialog until that is closed */ }
  },
  drop: (names) => names.forEach((name) => sessionStorage.removeItem("begun:" + name)),
};
