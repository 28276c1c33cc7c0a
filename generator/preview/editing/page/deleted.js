// The draft that was deleted last in this window, so that the list of stories can offer to restore it.
const NAME = "deleted";

export const deleted = {
  set: (draft) => {
    try { sessionStorage.setItem(NAME, JSON.stringify(draft)); } catch { /* it is in the trash anyway */ }
  },
  take: () => {
    const found = sessionStorage.getItem(NAME);
    sessionStorage.removeItem(NAME);
    return found ? JSON.parse(found) : null;
  },
};
