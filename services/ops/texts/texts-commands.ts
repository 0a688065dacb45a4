/** `texts`: what patients read, without AWS. */

import { Command } from "commander";
import { PART_PRICE } from "../../domain/costs/prices";
import { explain } from "../output/explain";
import { misuse, type Status } from "../output/status";
import { counted } from "../output/table";
import type { Terminal } from "../output/terminal";
import type { Session } from "../shared/command";
import { allowed, type LintOptions, lintTexts } from "./lint";
import { listTexts } from "./list";
import { type PreviewOptions, previewTexts } from "./preview";
import type { ReadTexts } from "./shown-texts";
import { dollars, readTexts, type TextOptions, type TextSource, takesClinics } from "./text-source";

const LINT_HELP = `
Errors, which also stop a deployment
  INVALID_FILE, INVALID_MESSAGE   a profile, a catalogue or a message that cannot be used
  FORBIDDEN_LINK                  a link to another domain than the clinic's, without TLS, or with a user name
  TOO_LONG                        more parts than a text may have
Warnings
  NO_CLINIC_NAME                  the text does not say who writes
  OPT_OUT_ANSWER, HELP_ANSWER     an answer that the text asks for does something else, such as CANCEL
  NO_WAY_TO_ANSWER                the text asks for an answer, and comes from a sender ID, which phones cannot answer
  NO_OPT_OUT_LINE                 US phones are texted, and the text does not say how to opt out
  CONDITION_WORD                  a word gives a condition away
  LINK_SHORTENER                  a public link shortener, which US carriers filter
  EXEMPTION                       the clinic relies on the exemption for healthcare messages, and its text does not keep to it
  NOT_REVIEWED                    no native speaker has read the catalogue's message
Infos
  SEVERAL_PARTS, NOT_GSM7         what makes a text expensive
  NO_PHONE                        a profile without a phone

Each line has the clinics, the languages, the message, the problem and what to do. All languages are checked unless
--language is given.

Exit status: 0 no errors or warnings but those of --allow, 1 errors or warnings, 2 the options are invalid.`;

const PREVIEW_HELP = `
Shows the texts of an invented appointment, with typical and with long values, and the texts that acknowledge answers, in
the languages that each clinic chose: its own, and those in which it has messages of its own. --language all shows all.

With --html the page also has the emails, and everything that texts lint finds.`;

export function textsCommands(session: Session): Command {
  return new Command("texts")
    .description("show and check the texts and emails that patients read, without AWS")
    .addCommand(
      action(
        command("list", "list the messages of each clinic and language, with their parts"),
        session,
        onRead(listTexts),
      ),
    )
    .addCommand(
      action(
        command("lint", "find the traps in what patients read")
          .option("--allow <codes>", "warnings that are accepted, such as OPT_OUT_ANSWER", allowed, [])
          .addHelpText("after", LINT_HELP),
        session,
        lintTexts,
      ),
    )
    .addCommand(
      action(
        command("preview", "show each text as patients see it")
          .option("--html <file>", "write a page with each text on a phone, and each email")
          .option("--price <dollars>", "US dollars for a part of a text", dollars, PART_PRICE)
          .addHelpText("after", PREVIEW_HELP),
        session,
        onRead(previewTexts),
      ),
    );
}

function command(name: string, description: string): Command {
  return takesClinics(new Command(name).description(description));
}

type Work<Options, Source> = (source: Source, options: Options, terminal: Terminal) => Status | Promise<Status>;

/** Work that needs clinics and catalogues without errors. */
function onRead<Options>(work: Work<Options, ReadTexts>): Work<Options, TextSource> {
  return (source, options, terminal) => {
    if (!source.ok) {
      const [first = "", ...others] = [...source.catalogues, ...source.profiles];
      const hint = others.length > 0 ? `There are ${counted(others.length, "more problem")}: ` : "";
      throw misuse(first, `${hint}\`texts lint\` lists every problem.`);
    }
    return work(source, options, terminal);
  };
}

function action<Options extends TextOptions>(
  declared: Command,
  session: Session,
  work: Work<Options, TextSource>,
): Command {
  return declared.action(async () => {
    const options = declared.opts<Options>();
    try {
      session.end(await work(readTexts(options), options, session.terminal));
    } catch (error) {
      session.fail(explain(error, ""), options.json);
    }
  });
}

export type { LintOptions, PreviewOptions };
