// The slug of a headline, made as in generator/model/slug.py.

const LONGEST = 80; // characters
const LONGEST_BYTES = 200;
const SYMBOL_WORDS = { "#": " sharp ", "+": " plus ", "&": " and ", "@": " at ", "%": " percent " };
const SYMBOL = /(?<=[\p{L}\p{N}_])#|(?<=[\p{L}\p{N}_+])\+|[&@%]/gu;
const DROPPED = /['’‘ʼ\u00ad\u200c\u200d\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu;
const RESERVED = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])$/i;

/** The slug of a text in a language; empty if the text has no letter or digit. */
export function slugOf(text, language) {
  if (["tr", "az"].includes(language.split("-")[0])) text = text.replaceAll("I", "ı").replaceAll("İ", "i");
  text = text.normalize("NFKC").replaceAll(DROPPED, "").replaceAll("İ", "i").toLowerCase().normalize("NFC");
  const words = text.replaceAll(SYMBOL, (symbol) => SYMBOL_WORDS[symbol]).match(/[\p{L}\p{N}\p{Mn}\p{Mc}]+/gu) ?? [];
  const slug = shortened(words.filter((word) => /[\p{L}\p{N}]/u.test(word)).join("-"));
  return RESERVED.test(slug) ? `${slug}-story` : slug;
}

function shortened(slug) {
  const bytes = (letters) => new TextEncoder().encode(letters.join("")).length;
  const letters = [...slug];
  if (letters.length <= LONGEST && bytes(letters) <= LONGEST_BYTES) return slug;
  letters.length = Math.min(letters.length, LONGEST);
  while (bytes(letters) > LONGEST_BYTES) letters.pop();
  const cut = letters.lastIndexOf("-");
  return letters.slice(0, cut > LONGEST / 2 ? cut : letters.length).join("");
}
