/** What answers mean: one title a rule. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { LANGUAGES, type Language } from "../../../../../contracts/clinics/languages";
import type { Meaning } from "../../../../../contracts/replies/meanings";
import { meaningOf } from "../../../../../services/domain/replies/meaning/meaning";

/** The answers of a list that mean something else than they should. */
function mistaken(answers: readonly string[], wanted: Meaning, language: Language = "en"): string[] {
  return answers
    .map((answer) => ({ answer, found: meaningOf(answer, language) }))
    .filter(({ found }) => found !== wanted)
    .map(({ answer, found }) => `${answer} -> ${found}`);
}

const rules: readonly { readonly rule: string; readonly means: Meaning; readonly answers: readonly string[] }[] = [
  {
    rule: "C, yes and CONFIRM confirm, whatever the text asks for",
    means: "CONFIRM",
    answers: [
      "C",
      "c",
      "Yes",
      "Y",
      "ok",
      "CONFIRM",
      "confirmed",
      "👍",
      "✅",
      "Reply C",
      "C to confirm",
      "c yes",
      "I'll be there",
    ],
  },
  {
    rule: "a key counts however it is typed: quoted, in brackets, full-width, Cyrillic, or made a symbol by the phone",
    means: "CONFIRM",
    answers: ['"C"', "“c”", "C.", "(c)", "©", "Ｃ", "С", " c \n", "C!", "c\u200b"],
  },
  {
    rule: "X and CANCEL cancel",
    means: "CANCEL",
    answers: [
      "X",
      "x.",
      "(x)",
      "Ｘ",
      "Х",
      "×",
      "❌",
      "Cancel",
      "CANCEL!",
      "Please cancel my appointment",
      "x sorry",
      "X to cancel",
    ],
  },
  {
    rule: "who cannot come cancels, and may say why",
    means: "CANCEL",
    answers: [
      ...["can't make it", "I can’t come", "Won't be able to come", "can't make it, kids sick", "not coming"],
      ...["Sorry I cant make it today 😢", "I have covid, cannot come", "No I can't make it", "ok, I can't make it"],
    ],
  },
  {
    rule: "a cancellation that is denied, doubted, asked about or of something else is unclear",
    means: "UNCLEAR",
    answers: [
      ...["don't cancel", "do not cancel", "no need to cancel", "I won't cancel", "not cancelling", "is it cancelled?"],
      ...[
        "I thought you cancelled",
        "cancel my gym",
        "cancel the cancellation",
        "no",
        "No.",
        "nope",
        "N",
        "cancel?",
        "X?",
      ],
      ...[
        "can't cancel",
        "unable to cancel",
        "cancel or not",
        "if it rains cancel",
        "cancel maybe",
        "why cancel",
        "uncancel",
      ],
      ...[
        "Cancel - Gym",
        "cancel but not today",
        "I have cancer",
        "cancer",
        "no x",
        "yes cancel? no",
        "wrong number cancel",
      ],
    ],
  },
  {
    rule: "an X after other words may be a kiss",
    means: "UNCLEAR",
    answers: ["thanks x", "ok x", "see you then x", "xx"],
  },
  {
    rule: "a wish for another time is a wish to reschedule, with or without a question mark or a cancellation",
    means: "RESCHEDULE",
    answers: [
      ...["reschedule", "can I move it", "Can I move it?", "another day please", "need to change my appointment"],
      ...[
        "can't make it, can we reschedule",
        "I can't come. Please reschedule",
        "Cancel and reschedule",
        "x reschedule please",
      ],
    ],
  },
  {
    rule: "an opt-out is found in any reasonable wording",
    means: "STOP",
    answers: [
      ...[
        "stop",
        "STOP!!",
        "please stop texting me",
        "unsubscribe me",
        "remove me from your list",
        "take me off",
        "revoke",
      ],
      ...[
        "do not text this number again",
        "wrong number, stop",
        "stop sending me these",
        "no more messages",
        "opt out",
      ],
      ...[
        "opt-out",
        "end",
        "quit",
        "td",
        "I told you to STOP",
        "s.t.o.p",
        "stoppp",
        "🛑",
        "Unsuscribe",
        "stop bothering me",
      ],
      ...[
        "why don't you stop texting me",
        "I can't make it. Please stop texting me",
        "how do I stop these texts?",
        "No mas",
      ],
      ...[
        "ya no me manden mensajes",
        "baja",
        "Stop you have the wrong person",
        "stop\nSent from my iPhone",
        "cancel texts",
      ],
    ],
  },
  {
    rule: "words of opt-outs that are about something else are unclear",
    means: "UNCLEAR",
    answers: [
      ...[
        "can you stop by",
        "I'll stop by",
        "the bus stop",
        "stop the bleeding",
        "stop by my house",
        "don't stop texting me",
      ],
      ...["Should I stop eating before?", "When do I stop taking the medicine", "start my car", "how do I start"],
    ],
  },
  {
    rule: "a question, a but, a second wish or a time makes an answer unclear",
    means: "UNCLEAR",
    answers: [
      ...[
        "yes?",
        "ok?",
        "what time?",
        "yes but I will be late",
        "yes, can I bring my son?",
        "yes at 10:30",
        "C X",
        "yes no",
      ],
      ...["confirm cancel", "see you monday", "can't make it at 3 but can at 4", "yes and cancel", "1", "2", "maybe"],
    ],
  },
  {
    rule: "a wrong number and a question who writes are for a person",
    means: "UNCLEAR",
    answers: ["wrong number", "Who is this?", "who is this", "I'm not Maria"],
  },
  {
    rule: "help and start count where nothing else is said",
    means: "UNCLEAR",
    answers: ["help me find the place", "I start work at 9", "is there info on parking"],
  },
  { rule: "HELP and INFO ask for help", means: "HELP", answers: ["HELP", "help!", "Help?", "info", "help please"] },
  {
    rule: "START and UNSTOP ask for texts again",
    means: "START",
    answers: ["START", "unstop", "text me again", "Start please"],
  },
  {
    rule: "thanks, greetings and laughing faces alone are courtesy",
    means: "COURTESY",
    answers: ["Thanks!", "Hi", "😀", "🙏🏽", "Thank you Dr. Lee", "thanks for the reminder", "Have a nice day 😊"],
  },
  {
    rule: "signatures, names and our own text do not count",
    means: "CONFIRM",
    answers: [
      ...[
        "Yes. Sent from my iPhone",
        "C\n\nSent from my iPhone",
        "Yes - Maria",
        "yes\nMaria Lopez",
        "this is Juan Diaz, I confirm",
      ],
      ...[
        "Reply C to confirm or X to cancel. C",
        '"Clinic: reminder. Reply C to confirm or X to cancel." yes',
        "> Reply X to cancel\nyes",
      ],
    ],
  },
  {
    rule: "one typing error in a long word is corrected, but never into another meaning",
    means: "CONFIRM",
    answers: ["confrim", "confiirm", "Confrmed", "abslutely"],
  },
  {
    rule: "nothing but signs is unclear",
    means: "UNCLEAR",
    answers: ["", " ", "...", "?", "🤔", "👎", "\u0000", "🚗"],
  },
];

test.each(rules)("$rule ($means)", ({ means, answers }) => {
  expect(mistaken(answers, means)).toEqual([]);
});

describe("A reaction to a text", () => {
  const reminder = "“Clinic: reminder. Reply C to confirm or X to cancel.”";

  test("confirms by a thumb up if the text asks for an answer", () => {
    expect(mistaken([`Liked ${reminder}`, `👍 to ${reminder}`, `Reacted 👍 to ${reminder}`], "CONFIRM")).toEqual([]);
  });

  test("is a courtesy by a thumb up for another text, such as one that notes a cancellation", () => {
    expect(
      mistaken(["Liked “We have noted that you cancel.”", "Loved “We have noted that you cancel.”"], "COURTESY"),
    ).toEqual([]);
  });

  test("never cancels", () => {
    const doubtful = ["Disliked", "Questioned", "Emphasized", "Removed a like from", "Reacted ❌ to", "👎 to"];
    expect(
      mistaken(
        doubtful.map((verb) => `${verb} ${reminder}`),
        "UNCLEAR",
      ),
    ).toEqual([]);
  });
});

describe("The language", () => {
  test("need not be that of the text", () => {
    expect(mistaken(["Sí, confirmo", "ahí estaré", "yes", "C", "si thanks", "ok gracias"], "CONFIRM", "en")).toEqual(
      [],
    );
    expect(mistaken(["no puedo ir", "I can't come", "cancelar"], "CANCEL", "es")).toEqual([]);
  });

  test("need not be known", () => {
    expect(["yes", "sí", "no puedo ir", "no"].map((answer) => meaningOf(answer))).toEqual([
      "CONFIRM",
      "CONFIRM",
      "CANCEL",
      "UNCLEAR",
    ]);
  });
});

describe("Our own sentences", () => {
  const texts = LANGUAGES.map((language) => {
    const file = join(__dirname, "../../../../../services/domain/content/catalogues", language, "sms.json");
    const [reminder = ""] = [JSON.parse(readFileSync(file, "utf8")).messages.reminder as string];
    const asks = [...reminder.matchAll(/(?:reply|keys) \{([^{}]*)/g)].map(([, ask = ""]) => ask.trim());
    const optOut = /optOut, select, yes \{([^{}]*)/.exec(reminder)?.[1]?.trim() ?? "";
    return { language, sentences: [...asks, optOut].filter((sentence) => sentence !== "") };
  });

  test.each(texts)(
    "are neither an answer nor an opt-out if a phone repeats them: $language",
    ({ language, sentences }) => {
      expect(sentences.length).toBeGreaterThanOrEqual(2);
      expect(mistaken(sentences, "UNCLEAR", language)).toEqual([]);
      expect(
        mistaken(
          sentences.map((sentence) => `${sentence}. C`),
          "CONFIRM",
          language,
        ),
      ).toEqual([]);
      expect(
        mistaken(
          sentences.map((sentence) => `> ${sentence}\nX`),
          "CANCEL",
          language,
        ),
      ).toEqual([]);
    },
  );
});

describe("A negation in front of a cancellation", () => {
  test.each<readonly [Language, readonly string[]]>([
    ["es", ["no cancelar", "no quiero cancelar", "no voy a cancelar", "no puedo cancelar", "ya cancelé", "se canceló"]],
    [
      "fr",
      [
        "ne pas annuler",
        "n'annulez pas",
        "je ne peux pas annuler",
        "pas besoin d'annuler",
        "annulé ?",
        "vous avez annulé",
      ],
    ],
    ["de", ["nicht absagen", "ich sage nicht ab", "ich kann nicht absagen", "ich muss nicht absagen"]],
    ["pt", ["não cancelar", "não vou cancelar", "não posso cancelar", "já cancelei", "vocês cancelaram"]],
    ["it", ["non annullare", "non posso annullare", "non vengo annullare", "ho già disdetto"]],
    ["zh-Hans", ["不取消", "不要取消", "别取消", "不能取消", "可以取消吗", "已经取消了", "不用取消"]],
    ["vi", ["không hủy", "đừng hủy", "tôi không muốn hủy", "đã hủy", "không thể hủy", "chào Huy"]],
    ["tl", ["huwag i-cancel", "hindi ko kakanselahin", "na-cancel po", "cancel ba"]],
    ["ar", ["لا تلغي الموعد", "لا أريد إلغاء الموعد", "تم إلغاء الموعد", "لن ألغي الموعد"]],
    ["ko", ["취소하지 마세요", "취소 안 할게요", "취소했나요", "취소할까요", "안 취소"]],
    ["ru", ["не отменяйте", "не хочу отменять", "не могу отменить", "отменили", "уже отменить"]],
    ["ht", ["pa anile", "mwen pa vle anile", "mwen pa ka anile", "se anile"]],
  ])("makes it unclear in %s", (language, answers) => {
    expect(mistaken(answers, "UNCLEAR", language)).toEqual([]);
  });
});

test.each([
  ["en", ["no need to reschedule", "no reschedule", "don't need to reschedule"]],
  [
    "es",
    ["no quiero cambiar la cita", "No necesito cambiar la cita", "no puedo cambiar la cita", "no quiero otra fecha"],
  ],
  ["pt", ["não quero remarcar", "não preciso remarcar"]],
] as const)("a wish for another time that is denied is unclear (%s)", (language, answers) => {
  expect(mistaken(answers, "UNCLEAR", language)).toEqual([]);
});

test.each([
  ["en", ["no, can we reschedule", "No. Please reschedule", "no i want to reschedule"]],
  ["es", ["no, quiero cambiar la cita", "No. Quiero cambiar la cita"]],
  ["pt", ["não, quero remarcar"]],
] as const)("a no that stands for itself denies nothing (%s)", (language, answers) => {
  expect(mistaken(answers, "RESCHEDULE", language)).toEqual([]);
});

test("who comes if they can has not confirmed", () => {
  expect(mistaken(["si puedo voy", "si podemos vamos"], "UNCLEAR", "es")).toEqual([]);
  expect(mistaken(["sí puedo", "si puedo ir"], "CONFIRM", "es")).toEqual([]);
});

test("the day may belong to the appointment", () => {
  const answers = [
    "I need to cancel tomorrow's appointment",
    "cancel today's visit please",
    "cancel my tomorrow appointment",
  ];
  expect(mistaken(answers, "CANCEL")).toEqual([]);
});

test("who is to be taken off has to be a phone or a person, and off a list", () => {
  const wishes = [
    "remove me",
    "take me off",
    "Take my number off the list",
    "get me off this list",
    "remove this number",
  ];
  const others = ["please drop my number", "Please take me off of this list", "not interested stop", "no thanks stop"];
  expect(mistaken([...wishes, ...others], "STOP")).toEqual([]);
  const casts = [
    "is this to remove my cast",
    "remove my stitches",
    "do you remove my stitches tomorrow?",
    "pull my tooth",
  ];
  const rides = [
    "my son will drop me off",
    "can you get me in earlier",
    "who will take me home",
    "take my blood pressure",
  ];
  expect(mistaken([...casts, ...rides, "no thanks", "not interested"], "UNCLEAR")).toEqual([]);
});
