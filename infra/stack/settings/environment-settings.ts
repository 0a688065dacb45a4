/** The settings that an environment's resources are named by. */
import { ENVIRONMENT, MAX_ENVIRONMENT_NAME, NAME_PREFIX } from "../../../contracts/resource-names";
import { optionalText, text } from "./setting";

export const ENVIRONMENT_SETTINGS = {
  environment: text("dev", {
    // No hyphen: the appointments queue of "dlq-dev" would have the name of the dead-letter queue of "dev".
    fits: (given) => ENVIRONMENT.test(given),
    takes: "1 to 20 lower-case letters and digits",
    description: "The environment, which every name of a resource ends with, so that one account can have several.",
  }),
  namePrefix: optionalText({
    fits: (given) => NAME_PREFIX.test(given),
    takes: "up to 20 lower-case letters, digits and single hyphens, and begins with a letter",
    description:
      "What every name of a resource begins with, such as `acme` for `acme-healthcare-appointments-prod`, where names would " +
      `clash or a rule asks for it. With the environment, it has at most ${MAX_ENVIRONMENT_NAME} characters.`,
  }),
} as const;
