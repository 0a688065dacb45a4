/** Keys, pictures and abbreviations that mean the same in every language. */
import type { LanguageWords } from "./language-words";

const YES = ["👍", "✅", "✔", "☑", "👌", "🆗", "💯"];
const CANCEL = ["❌", "✖"];
const FRIENDLY = [..."😀😃😄😁😆😅😂🤣😊😇🙂😉😍🥰😘😎🤗🙏👋🎉🌹🌺💐❤🧡💛💚💙💜🤍💕💖💗♥☺🙌👏🫡🤝✨⭐"];
/** Says something that the words do not, or asks. */
const DOUBTFUL = [..."👎🤔🤷🙅⛔🚫❓❔⁉🙄😒🤨🖕🆘✋❎⏰🕐😡😠🤬"];
const STOP = ["🛑"];

export const PICTURES: readonly string[] = [...YES, ...CANCEL, ...FRIENDLY, ...DOUBTFUL, ...STOP];

export const universal: LanguageWords = {
  confirm: [...YES, "c", "c c", "c yes", "yes c", "c ok", "ok c", "confirm", "c confirm", "c confirmed"],
  okay: ["ok", "okay", "okey", "oki", "okie", "okie dokie", "okey dokey", "okay dokay", "o k", "k", "kk"],
  cancel: [...CANCEL, "x", "cancel", "x cancel"],
  absent: [],
  reschedule: [],
  stop: ["stop", "stop stop", "s t o p", "sotp", "stpo", "stp", "st0p", "stopp", "stop all", "stopall", ...STOP],
  stopAlone: ["td", "arret", "unsub", "end", "quit", "optout", "stop (2|to) end"],
  stopInside: ["unsubscribe", "opt out", "optout"],
  start: ["start", "unstop"],
  help: ["help", "info", "aide"],
  courtesy: [...FRIENDLY, "thanks", "thx", "tnx", "haha", "hahaha", "hehe", "lol"],
  filler: ["xx", "xo", "xoxo"],
  reasons: [],
  strangers: [],
  beforeName: ["dr", "dra"],
  negations: [],
  doubts: [],
  echoes: [],
};
