import { split } from "split-sms";
import { isInGsm7, smsParts } from "../../../../services/domain/content/sms-parts";

jest.mock("split-sms", () => {
  const library = jest.requireActual("split-sms");
  return { ...library, split: jest.fn(library.split) };
});

test("a text is split once, however often its parts and its alphabet are asked for in a row", () => {
  const ask = (text: string) => [isInGsm7(text), smsParts(text), isInGsm7(text), smsParts(text)];
  expect(ask("Reminder")).toEqual([true, 1, true, 1]);
  expect(ask("Przypomnienie o środzie")).toEqual([false, 1, false, 1]);
  expect(ask("Reminder")).toEqual([true, 1, true, 1]);
  expect(split).toHaveBeenCalledTimes(3);
});
