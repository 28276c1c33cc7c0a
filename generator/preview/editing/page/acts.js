// What is done to a story as a whole, each after what was typed has been saved: publish, correct, withdraw and delete it.
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

async function then(what, data, words) {
  const { status: code, data: answer } = await act(what, { file: FILE, version: story.base.version, ...data });
  if (code === 409) { merge(answer, changes()); return []; }
  if (code !== 200) return answer.problems;
  const mine = changes();  // what was typed meanwhile
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
  if (await save()) publishing(story.offers.zone, story.base.state !== "draft", scheduledFor(), (at) => then("publish", { at }, published));
}

export async function withdraw() {
  if (await save()) withdrawing((reason) => then("withdraw", { reason }, "Withdrawn. Readers are told when the site is next built. If this was a mistake, empty the field Withdrawn, and save."));
}

export async function correct() {
  if (await save()) correcting((kind, text) => then("correct", { kind, text }, "The correction is in the story."));
}

// What was typed is saved first, whatever is wrong with it, so that it can be got back with the rest.
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
