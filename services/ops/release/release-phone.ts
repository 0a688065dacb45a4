/** `npm run ops -- release phone`: lets a phone get more texts today. */
import type { Command } from "commander";
import { clinicDay } from "../../domain/appointment/appointment-time";
import { asAct } from "../audit/as-act";
import { type BecauseOption, becauseOption, reasonFor } from "../audit/because";
import { releasePhone } from "../aws/floods/dynamo-held-phone";
import { jsonText } from "../output/json-text";
import { misuse, STATUS } from "../output/status";
import { counted } from "../output/table";
import { note, say } from "../output/terminal";
import { prose } from "../output/wrap";
import { type EnvironmentOptions, environmentCommand, runs, type Session } from "../shared/command";

interface Options extends EnvironmentOptions, BecauseOption {
  readonly notification: string;
}

const HELP = `
A phone that has had the texts of maxTextsPerPhone notifications on one day (docs/deploying.md) gets no more until the next
day: the others wait, and go by email near their appointment if they can. A family, a carer or a home may share a phone, and
then it is right to release it. Name one of the notifications that wait, as \`log day\` lists them; nobody types a phone.

The texts go out within 5 minutes, and the phone may get any number today. The table operator-acts-<environment> records
who released it, when and why.

  npm run ops -- release phone --notification ID --because "a home with forty residents"`;

export function releasePhoneCommand(session: Session): Command {
  const { terminal } = session;
  const command = environmentCommand("phone", "releases the texts to a phone that has had too many today")
    .requiredOption("--notification <id>", "a notification whose text waits for its phone")
    .addOption(becauseOption())
    .addHelpText("after", HELP);
  return runs<Options>(command, session, async (options, environment) => {
    const { notification, json } = options;
    const { dynamo, names, name } = environment;
    const [item] = await environment.log.ofNotification(notification);
    if (!item) throw misuse("--notification names none of the delivery log", "See `log day` for those that wait.");
    const { phoneDigest } = item;
    const nothing = (why: string) => {
      if (json) say(terminal, jsonText({ environment: name, released: false }));
      note(terminal, `${why}: nothing was released.`);
      return STATUS.failed;
    };
    if (phoneDigest === undefined) return nothing("This notification has no text to a phone");
    const { clinicTimeZone } = await environment.settings();
    const because = await reasonFor(options, terminal);
    const day = clinicDay(Date.now(), clinicTimeZone);
    const act = { act: "release", because, notificationIds: [notification], options: { what: "phone", day } } as const;
    return asAct(environment, terminal, act, async ({ by }) => {
      const texts = await releasePhone(dynamo, names.smsRateLimitTable, phoneDigest, day);
      if (texts === undefined) return nothing(`The phone of this notification got no text on ${day}`);
      if (json) say(terminal, jsonText({ environment: name, released: true, day, texts, by }));
      else {
        const had = `It has had the texts of ${counted(texts, "notification")} on ${day}.`;
        say(
          terminal,
          prose(`The phone is released for today. ${had} What waits is sent within 5 minutes.`, terminal.columns),
        );
      }
      return STATUS.done;
    });
  });
}
