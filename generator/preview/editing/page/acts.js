// The actions on a story: publish, correct, withdraw and delete it. Each of them first saves what was typed.
import { act } from "./page.js";
import { FILE, changes, headline, kept, story } from "./state.js";
import { say } from "./status.js";
import { readable } from "./words.js";
import { correcting, deleting, publishing, withdrawing } from "./dialogs.js";
import { deleted } from "./deleted.js";
import { merge } from "./versions.js";
import { dayAndTime } from "./controls.js";
import { draw } from "./form.js";
import { look } from "./live.js";
import { save } from "./saving.js";

async function perform(what, data, words) {
  const { status: code, data: answer } = await act(what, { file: FILE, version: story.base.version, ...data });
  if (code === 409) { merge(answer, changes()); return []; }
  if (code !== 200) return answer.problems;
  const mine = changes();  // what was typed in the meantime
  story.base = answer;
  story.found = answer.problems;
  draw(mine);
  say(typeof words === "string" ? words : words(answer));
  look();
  return [];
}

const published = (after) => (after.withheld ? `Readers do not see it yet: ${readable(after.withheld)}.` : "Published. Readers see it when the site is next built.");

const scheduledFor = () => (story.base.state === "scheduled" ? dayAndTime(story.base.fields.find((each) => each.called.includes("published"))?.value) : "");

export async function publish() {
  if (await save()) publishing(story.offers.zone, story.base.state !== "draft", scheduledFor(), (at) => perform("publish", { at }, published));
}

export async function withdraw() {
  if (await save()) withdrawing((reason) => perform("withdraw", { reason }, "Withdrawn. Readers see this when the site is next built. If this was a mistake, empty the field Withdrawn, and save."));
}

export async function correct() {
  if (await save()) correcting((kind, text) => perform("correct", { kind, text }, "The correction is in the story."));
}

// Saves what was typed even if it has errors, so that it can be restored with the rest.
export async function remove() {
  if (!await save(true)) return;
  deleting(headline(), async () => {
    const { status: code, data } = await act("delete", { file: FILE, version: story.base.version });
    if (code === 409) { merge(data, changes()); return []; }
    if (code !== 200) return data.problems;
    kept.keep(null);
    deleted.set({ ...data, headline: headline() });
    location.assign("/");
    return [];
  });
}
